package expr

import (
	"strings"

	"candor/internal/diag"
	"candor/internal/rule/explain"
	"candor/internal/toml/quoted"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// Limits on the steps of one expression. A record's fields and what it refers to
// take dozens; a scan of a type takes a few for each of its records.
const (
	costLimit     = 100_000    // for a record
	siteCostLimit = 10_000_000 // for the whole site
)

// Program is a compiled expression, safe for concurrent use. Nil is the
// expression of a key that is absent.
type Program struct {
	prg    cel.Program // nil where the text has a mistake
	typ    *types.Type
	source quoted.Part
	uses   map[string]bool // of the variables
	shape  *shape          // of what it yields, beyond its type; nil: nothing known
}

// String returns the text of the expression; that of nil is empty.
func (p *Program) String() string {
	if p == nil {
		return ""
	}
	return p.source.String()
}

// Runs reports whether there is an expression, without a mistake.
func (p *Program) Runs() bool { return p != nil && p.prg != nil }

// Uses reports whether the expression reads a variable.
func (p *Program) Uses(name string) bool { return p != nil && p.uses[name] }

// Want is what an expression must yield.
type Want struct {
	ok    func(*types.Type) bool
	words string
}

// What the expressions of rules and promises must yield.
var (
	WantBool = Want{func(t *types.Type) bool { return t.Kind() == types.BoolKind }, "true or false"}
	WantList = Want{func(t *types.Type) bool { return t.Kind() == types.ListKind }, "a list"}
	WantDate = Want{func(t *types.Type) bool { return t.IsExactType(dateType) }, "a date"}
	WantAny  = Want{func(*types.Type) bool { return true }, "anything"}
	wantText = Want{showable, "something that can be shown"}
)

// showable reports whether a message can hold such a value: a table says nothing
// to a reader.
func showable(t *types.Type) bool {
	switch t.Kind() {
	case types.StructKind:
		return !strings.Contains(t.TypeName(), ".")
	case types.ListKind:
		return showable(t.Parameters()[0])
	case types.MapKind:
		return false
	}
	return true
}

// Compile checks the expression of a key and plans its program. An expression
// with a mistake gives diagnostics, and a program that does not run. The error is
// a bug of ours. Where vars is nil, it is not clear what the expression may use: it
// does not run either, and nothing is told of it.
func (e *Env) Compile(key string, src quoted.Part, vars *Variables, w Want) (*Program, diag.List, error) {
	p := &Program{source: src}
	if vars == nil {
		return p, nil, nil
	}
	env, err := e.with(vars)
	if err != nil {
		return nil, nil, err
	}
	e.p.missed = nil
	ast, issues := env.Compile(src.String())
	if issues.Err() != nil {
		return p, e.explain(src, vars, issues.Errors()), nil
	}
	p.typ = ast.OutputType()
	if !w.ok(p.typ) && !p.typ.IsDyn() {
		var diags diag.List
		diags.Errorf(explain.BadExpression, src.Span(), "", "`%s` must be %s, but this is %s", key, w.words, explain.Types(e.p.author).Words(p.typ.String()))
		return p, diags, nil
	}
	in := inspector{p: e.p, src: src, ast: ast.NativeRep(), uses: map[string]bool{}, elements: vars.shapes(), ranks: map[int64][]string{}, tests: map[int64]bool{}}
	in.expr(in.ast.Expr())
	if len(in.diags) > 0 {
		return p, in.diags, nil
	}
	p.uses = in.uses
	p.shape = in.shape(in.ast.Expr())
	p.prg, err = env.Program(ast, cel.CustomDecoratorV2(in.decorate), cel.CostLimit(vars.limit()), listCosts())
	return p, nil, err
}

// explain tells authors what CEL says of an expression.
func (e *Env) explain(src quoted.Part, vars *Variables, errs []*common.Error) diag.List {
	x := explain.Expression{
		Source: src, Types: e.p.author, Known: e.known(vars), Variables: append(vars.names(), Site, Today), Missed: e.p.missed,
		Usage: usage, Hints: whereKnown, Symbol: symbol,
	}
	messages := make([]explain.Message, len(errs))
	for i, err := range errs {
		messages[i] = explain.Message{Text: err.Message, Line: err.Location.Line(), Column: err.Location.Column()}
	}
	return x.Diagnostics(messages)
}

// symbol returns how an operator is written, "" for any other function.
func symbol(function string) string {
	switch function {
	case operators.Index:
		return "["
	case operators.Conditional:
		return "?"
	}
	written, _ := operators.FindReverse(function)
	return written
}

// whereKnown says why a variable that exists is not known in some expressions.
var whereKnown = map[string]string{
	Self:     "what is for the site has no record of its own; name a type in `for`",
	It:       "it is an element of `each`, and there is no each",
	Evidence: "e is a piece of evidence; it is known in `counts`, `elsewhere` and `dated`",
	From:     "only commitments are in force from one day until another",
	Until:    "only commitments are in force from one day until another",
}
