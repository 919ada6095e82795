package expr

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/rule/explain"
	"candor/internal/toml/quoted"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// inspector finds what CEL's types cannot: words that a field never holds,
// dates that are none, lists that are never in force. Each would make a rule
// silent for ever.
type inspector struct {
	p     *provider
	src   quoted.Part
	ast   *ast.AST
	diags diag.List
	uses  map[string]bool

	// What the variables of exists, all, filter, map and cel.bind stand for.
	elements map[string]*shape

	ranks map[int64][]string // the enum that a call of rank counts in
	tests map[int64]bool     // calls of has
}

// expr walks an expression from the outside, so that variables are known
// before their uses.
func (in *inspector) expr(e ast.Expr) {
	switch e.Kind() {
	case ast.IdentKind:
		in.uses[e.AsIdent()] = true
	case ast.SelectKind:
		in.tests[e.ID()] = e.AsSelect().IsTestOnly()
		in.expr(e.AsSelect().Operand())
	case ast.ListKind:
		for _, item := range e.AsList().Elements() {
			in.expr(item)
		}
	case ast.MapKind:
		for _, entry := range e.AsMap().Entries() {
			in.expr(entry.AsMapEntry().Key())
			in.expr(entry.AsMapEntry().Value())
		}
	case ast.CallKind:
		in.call(e)
	case ast.ComprehensionKind:
		in.comprehension(e.AsComprehension())
	}
}

// comprehension walks exists, all, filter, map and cel.bind with their variable
// known.
func (in *inspector) comprehension(c ast.ComprehensionExpr) {
	if isBinding(c) {
		in.expr(c.AccuInit())
		in.with(c.AccuVar(), in.shape(c.AccuInit()), func() { in.expr(c.Result()) })
		return
	}
	in.expr(c.IterRange())
	var item *shape
	if s := in.shape(c.IterRange()); s != nil {
		item = s.item
	}
	in.with(c.IterVar(), item, func() {
		in.expr(c.LoopStep())
		in.expr(c.Result())
	})
}

// isBinding reports whether a comprehension is what cel.bind stands for: it goes
// through nothing, and its result reads the name that is bound.
func isBinding(c ast.ComprehensionExpr) bool {
	return c.IterRange().Kind() == ast.ListKind && c.IterRange().AsList().Size() == 0 && c.IterVar() == "#unused"
}

// with calls walk while a variable has a shape, or is known to have none.
func (in *inspector) with(name string, is *shape, walk func()) {
	outer, had := in.elements[name]
	delete(in.elements, name)
	if is != nil {
		in.elements[name] = is
	}
	walk()
	delete(in.elements, name)
	if had {
		in.elements[name] = outer
	}
}

// call checks the operators and functions whose arguments are words.
func (in *inspector) call(e ast.Expr) {
	c := e.AsCall()
	args := c.Args()
	switch c.FunctionName() {
	case operators.Equals, operators.NotEquals:
		in.words(args[0], args[1])
		in.words(args[1], args[0])
	case operators.In:
		in.in(args[0], args[1])
	case "date":
		in.date(args[0])
	case "inForce", "maybeInForce":
		in.inForce(c.FunctionName(), args[0])
	case rankName:
		in.rank(e.ID(), args[0])
	case cycleName:
		in.cycle(args[0], args[1])
	}
	if c.IsMemberFunction() {
		in.expr(c.Target())
	}
	for _, a := range args {
		in.expr(a)
	}
}

// in checks `field in ['word', …]` and `'word' in list`.
func (in *inspector) in(item, container ast.Expr) {
	if container.Kind() == ast.ListKind {
		for _, word := range container.AsList().Elements() {
			in.words(item, word)
		}
	}
	if s := in.shape(container); s != nil && s.item != nil {
		in.word(s.item.enum, "", item)
	}
}

// words checks a literal that is compared with a field. Lists are compared
// word by word.
func (in *inspector) words(value, literal ast.Expr) {
	s := in.shape(value)
	if s == nil {
		return
	}
	if literal.Kind() == ast.ListKind && s.item != nil {
		for _, word := range literal.AsList().Elements() {
			in.word(s.item.enum, fieldName(value), word)
		}
		return
	}
	in.word(s.enum, fieldName(value), literal)
}

// word reports a literal that is none of the words of an enum.
func (in *inspector) word(enum []string, name string, literal ast.Expr) {
	if len(enum) == 0 || literal.Kind() != ast.LiteralKind {
		return
	}
	word, ok := literal.AsLiteral().(types.String)
	if !ok || slices.Contains(enum, string(word)) {
		return
	}
	if name == "" {
		name = "the list"
	}
	hint := "it is one of " + strings.Join(enum, ", ")
	message := fmt.Sprintf("%s is never %q", name, string(word))
	if near, ok := diag.Nearest(string(word), enum); ok {
		message += fmt.Sprintf("; did you mean %q?", near)
	}
	in.diags.Errorf(catalog.EnumValue, in.literal(literal), hint, "%s", message)
}

// date reports a literal that is no date.
func (in *inspector) date(arg ast.Expr) {
	if arg.Kind() != ast.LiteralKind {
		return
	}
	if v := parseDate(arg.AsLiteral()); types.IsError(v) {
		in.diags.Errorf(explain.BadExpression, in.literal(arg), `write "2022", "2022-05", "2022-05-31" or "2022-05-31T10:00:00Z"`,
			"%v is not a date", arg.AsLiteral().Value())
	}
}

// inForce reports lists of what has neither a first nor a last day.
func (in *inspector) inForce(name string, arg ast.Expr) {
	t := in.ast.GetType(arg.ID())
	if t == nil || t.Kind() != types.ListKind {
		return
	}
	o := in.p.objects[t.Parameters()[0].TypeName()]
	switch {
	case o == nil && t.Parameters()[0].IsDyn():
	case o == nil:
		in.diags.Errorf(explain.BadExpression, in.at(arg), "", "%s needs a list of tables with `from` or `until`", name)
	case o.fields[From] == nil && o.fields[Until] == nil:
		in.diags.Errorf(explain.BadExpression, in.at(arg), "", "%s has neither `from` nor `until`, so it is always in force", o.Name)
	}
}

// shape returns what is known of the field that an expression reads.
func (in *inspector) shape(e ast.Expr) *shape {
	switch e.Kind() {
	case ast.IdentKind:
		return in.elements[e.AsIdent()]
	case ast.SelectKind:
		return in.field(e.AsSelect())
	case ast.CallKind:
		c := e.AsCall()
		if c.FunctionName() == operators.Index {
			if s := in.shape(c.Args()[0]); s != nil {
				return s.item
			}
		}
		if c.FunctionName() == operators.Conditional {
			return in.shape(c.Args()[1])
		}
	case ast.ComprehensionKind:
		c := e.AsComprehension()
		if isBinding(c) {
			var s *shape
			in.with(c.AccuVar(), in.shape(c.AccuInit()), func() { s = in.shape(c.Result()) })
			return s
		}
		return in.filtered(c)
	}
	return nil
}

// filtered returns the shape of list.filter(…), which is that of the list.
func (in *inspector) filtered(c ast.ComprehensionExpr) *shape {
	s := in.shape(c.IterRange())
	if s == nil || s.item == nil || c.LoopStep().Kind() != ast.CallKind {
		return nil
	}
	if step := c.LoopStep().AsCall(); step.FunctionName() == operators.Conditional {
		return s
	}
	return nil
}

// field returns what is known of a field, through the type of its owner.
func (in *inspector) field(s ast.SelectExpr) *shape {
	t := in.ast.GetType(s.Operand().ID())
	if t == nil || in.p.objects[t.TypeName()] == nil {
		return nil
	}
	f := in.p.objects[t.TypeName()].fields[s.FieldName()]
	if f == nil {
		return nil
	}
	return f.shape
}

// fieldName returns the name of what is compared, for messages.
func fieldName(e ast.Expr) string {
	switch e.Kind() {
	case ast.SelectKind:
		return "`" + e.AsSelect().FieldName() + "`"
	case ast.IdentKind:
		return "`" + e.AsIdent() + "`"
	}
	return ""
}

// at returns the place where an expression begins, as far as CEL tells.
func (in *inspector) at(e ast.Expr) diag.Span {
	start, end := explain.Extent(in.src.String(), in.start(e))
	return in.src.Sub(start, end)
}

// start returns the offset that CEL notes for an expression: for a field, its
// dot; for a call, its parenthesis.
func (in *inspector) start(e ast.Expr) int {
	l := in.ast.SourceInfo().GetStartLocation(e.ID())
	return in.src.Offset(l.Line(), l.Column())
}

// literal returns the place of a string literal, quotes included.
func (in *inspector) literal(e ast.Expr) diag.Span {
	start := in.start(e)
	return in.src.Sub(start, start+explain.StringLength(in.src.String()[start:]))
}
