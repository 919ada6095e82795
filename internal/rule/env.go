package rule

import (
	"maps"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/schema"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// Names that expressions know beside the types.
const (
	selfName  = "self"
	itName    = "it"
	siteName  = "site"
	todayName = "today"
	eachName  = "e"
	fromName  = "from"
	untilName = "until"
)

// costLimit bounds the steps of one expression. A record's fields and what it
// refers to take dozens; a scan of a type takes a few a record.
const (
	costLimit     = 100_000    // for a record
	siteCostLimit = 10_000_000 // for the whole site
)

// compiler turns the texts of rules into programs. It serves one goroutine.
type compiler struct {
	p    *provider
	base *cel.Env
	envs map[string]*cel.Env
	site bool // what is compiled concerns the whole site

	// What is known, beyond their type, of it and e in the file being read.
	shapes map[string]*shape
}

// variables are the names, and their types, that an expression may use beside
// site, today and the types.
type variables map[string]*types.Type

// newCompiler makes the environment in which all rules of a site are compiled.
func newCompiler(set *schema.Set, site map[string]any) (*compiler, error) {
	p, err := newProvider(set, site)
	if err != nil {
		return nil, err
	}
	opts := []cel.EnvOption{
		cel.CustomTypeProvider(p),
		cel.CustomTypeAdapter(p.Registry),
		cel.CrossTypeNumericComparisons(true),
		cel.EnableIdentifierEscapeSyntax(),
		cel.ParserRecursionLimit(64),
		cel.ParserExpressionSizeLimit(20_000),
		cel.Variable(siteName, p.objects[sigil+siteName].cel),
		cel.Variable(todayName, dateType),
	}
	for name, o := range p.records {
		if !slices.Contains(reserved, name) {
			opts = append(opts, cel.Variable(name, types.NewListType(o.cel)))
		}
	}
	base, err := cel.NewEnv(append(opts, functionOptions()...)...)
	return &compiler{p: p, base: base, envs: map[string]*cel.Env{}}, err
}

var reserved = []string{selfName, itName, siteName, todayName, eachName, fromName, untilName}

// env returns the environment with these variables; most rules share a few.
func (c *compiler) env(vars variables) (*cel.Env, error) {
	var key strings.Builder
	var opts []cel.EnvOption
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		key.WriteString(name + ":" + vars[name].String() + ";")
		opts = append(opts, cel.Variable(name, vars[name]))
	}
	if env := c.envs[key.String()]; env != nil {
		return env, nil
	}
	env, err := c.base.Extend(opts...)
	if err == nil {
		c.envs[key.String()] = env
	}
	return env, err
}

// known returns every name that an expression with these variables may use.
func (c *compiler) known(vars variables) []string {
	names := slices.Sorted(maps.Keys(vars))
	names = append(names, siteName, todayName)
	names = append(names, slices.Sorted(maps.Keys(c.p.records))...)
	return append(names, functionNames...)
}

// expr is a compiled expression.
type expr struct {
	prg    cel.Program
	typ    *types.Type
	source part
	uses   map[string]bool // of the variables
	item   *shape          // of the elements of what it yields, nil: nothing known
}

// want says what an expression must yield.
type want struct {
	ok    func(*types.Type) bool
	words string
}

var (
	wantBool = want{func(t *types.Type) bool { return t.Kind() == types.BoolKind }, "true or false"}
	wantList = want{func(t *types.Type) bool { return t.Kind() == types.ListKind }, "a list"}
	wantDate = want{func(t *types.Type) bool { return t.IsExactType(dateType) }, "a date"}
	wantText = want{showable, "something that can be shown"}
)

// showable says whether a message can hold such a value: a table says nothing
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

// compile checks an expression and plans its program. An expression with a
// mistake gives diagnostics and nil.
func (c *compiler) compile(key string, src part, vars variables, w want) (*expr, diag.List, error) {
	env, err := c.env(vars)
	if err != nil {
		return nil, nil, err
	}
	c.p.missed = nil
	ast, issues := env.Compile(src.text())
	if issues.Err() != nil {
		e := explainer{c: c, src: src, known: c.known(vars), missed: c.p.missed}
		return nil, e.list(issues.Errors()), nil
	}
	var diags diag.List
	if t := ast.OutputType(); !w.ok(t) && !t.IsDyn() {
		diags.Errorf(badExpression, src.sub(0, len(src.text())), "",
			"`%s` must be %s, but this is %s", key, w.words, describe(c.p, t))
		return nil, diags, nil
	}
	in := inspector{p: c.p, src: src, ast: ast.NativeRep(), uses: map[string]bool{}, elements: maps.Clone(c.shapes)}
	in.expr(in.ast.Expr())
	if len(in.diags) > 0 {
		return nil, in.diags, nil
	}
	prg, err := env.Program(ast, cel.CustomDecoratorV2(decorate), cel.CostLimit(c.limit()), listCosts())
	if err != nil {
		return nil, nil, err
	}
	e := &expr{prg: prg, typ: ast.OutputType(), source: src, uses: in.uses}
	if s := in.shape(in.ast.Expr()); s != nil {
		e.item = s.item
	}
	return e, nil, nil
}

// limit returns how many steps an expression of the file being read may take.
func (c *compiler) limit() uint64 {
	if c.site {
		return siteCostLimit
	}
	return costLimit
}
