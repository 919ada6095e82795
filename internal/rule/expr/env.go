package expr

import (
	"maps"
	"slices"
	"strings"

	"candor/internal/schema"
	"candor/internal/toml"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/ext"
)

// Names that expressions know beside the types.
const (
	Self     = "self"  // the record
	It       = "it"    // an element of a list that a rule goes through
	Evidence = "e"     // a piece of evidence
	From     = "from"  // the first day of a span of time
	Until    = "until" // the last day of a span of time
	Site     = "site"  // what the caller says the site is
	Today    = "today" // the day by which records are judged
)

var reserved = []string{Self, It, Site, Today, Evidence, From, Until}

// Env is what the expressions of a site may speak of: its types, its functions,
// what it is called and which day it is. Compiling is for one goroutine at a
// time; the programs that come of it are for any number.
type Env struct {
	p     *provider
	today *date
	site  *object

	base  *cel.Env
	bound map[string]*cel.Env // with variables, by their names and types
}

// NewEnv makes the environment of a site. The values of site are text, bool,
// int64, float64, []any and map[string]any; they show which fields there are, so
// a field that is absent must be there, as nil.
func NewEnv(set *schema.Set, today toml.Date, site map[string]any) (*Env, error) {
	p, err := newProvider(set, site)
	if err != nil {
		return nil, err
	}
	opts := []cel.EnvOption{
		cel.CustomTypeProvider(p),
		cel.CustomTypeAdapter(p.Registry),
		cel.CrossTypeNumericComparisons(true),
		cel.EnableIdentifierEscapeSyntax(),
		ext.Bindings(ext.BindingsVersion(0)),
		cel.ParserRecursionLimit(64),
		cel.ParserExpressionSizeLimit(20_000),
		cel.Variable(Site, p.objects[sigil+Site].cel),
		cel.Variable(Today, dateType),
	}
	for name, o := range p.records {
		if !slices.Contains(reserved, name) {
			opts = append(opts, cel.Variable(name, types.NewListType(o.cel)))
		}
	}
	base, err := cel.NewEnv(append(opts, functionOptions()...)...)
	e := &Env{p: p, base: base, bound: map[string]*cel.Env{}, today: newToday(today)}
	e.site = &object{s: &scope{}, typ: p.objects[sigil+Site], values: present(site)}
	return e, err
}

// present returns what has a value.
func present(values map[string]any) map[string]any {
	out := make(map[string]any, len(values))
	for k, v := range values {
		switch v := v.(type) {
		case nil:
		case map[string]any:
			out[k] = present(v)
		default:
			out[k] = v
		}
	}
	return out
}

// with returns the environment with these variables; most rules share a few.
func (e *Env) with(vars *Variables) (*cel.Env, error) {
	var key strings.Builder
	var opts []cel.EnvOption
	for _, name := range vars.names() {
		typ := vars.of[name].typ
		key.WriteString(name + ":" + typ.String() + ";")
		opts = append(opts, cel.Variable(name, typ))
	}
	if env := e.bound[key.String()]; env != nil {
		return env, nil
	}
	env, err := e.base.Extend(opts...)
	if err == nil {
		e.bound[key.String()] = env
	}
	return env, err
}

// known returns every name that an expression with these variables may use.
func (e *Env) known(vars *Variables) []string {
	names := append(vars.names(), Site, Today)
	names = append(names, slices.Sorted(maps.Keys(e.p.records))...)
	return append(names, functionNames...)
}
