package rulefile

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/rule/expr"
	"candor/internal/toml/quoted"
)

// common reads the keys that rules and commitments share and returns the
// variables that their other expressions may use, dates among them; nil where
// that is not clear.
func (l *loader) common(c *rule.Common, f *fields, dates ...string) (*expr.Variables, error) {
	c.Title = f.plain("title", true)
	c.Clause = f.clause(l.typeNames())
	target, each, when := f.text("for", true), f.text("each", false), f.text("when", false)
	c.For = target.String()
	vars := l.target(target, f)
	for _, name := range dates {
		if vars != nil {
			vars = vars.WithDate(name)
		}
	}
	var err error
	if c.Each, err = l.compile(f, "each", each, vars, expr.WantList); err != nil {
		return nil, err
	}
	switch {
	case c.Each.Runs():
		vars = vars.WithElement(expr.It, c.Each)
	case each != nil:
		vars = nil
	}
	c.When, err = l.compile(f, "when", when, vars, expr.WantBool)
	return vars, err
}

// target returns the variables of the type that for names, or nil.
func (l *loader) target(target *quoted.Text, f *fields) *expr.Variables {
	if target == nil {
		return nil
	}
	if vars := l.env.Variables(target.String()); vars != nil {
		return vars
	}
	names := append(l.typeNames(), rule.Site)
	message, hint := fmt.Sprintf("there is no type `%s`", target), "types are "+strings.Join(names, ", ")
	if near, ok := diag.Nearest(target.String(), names); ok {
		message, hint = message+fmt.Sprintf("; did you mean `%s`?", near), ""
	}
	f.diags.Errorf(catalog.UnknownType, target.Span(), hint, "%s", message)
	return nil
}

// typeNames returns the names of the types in order.
func (l *loader) typeNames() []string {
	var out []string
	for _, t := range l.types.Types() {
		out = append(out, t.Name)
	}
	slices.Sort(out)
	return out
}

// compile compiles the text of a key, with the mistakes put where they belong.
// Without a text it returns nil, without variables what does not run.
func (l *loader) compile(f *fields, key string, q *quoted.Text, vars *expr.Variables, w expr.Want) (*expr.Program, error) {
	if q == nil {
		return nil, nil
	}
	p, diags, err := l.env.Compile(key, q.Whole(), vars, w)
	f.diags = append(f.diags, diags...)
	return p, err
}

// optional compiles the expression of a key that need not be there.
func (l *loader) optional(f *fields, key string, vars *expr.Variables, w expr.Want) (*expr.Program, error) {
	return l.compile(f, key, f.text(key, false), vars, w)
}

// words compiles the text with holes of a key.
func (l *loader) words(f *fields, key string, required bool, vars *expr.Variables) (*expr.Template, error) {
	return l.template(f, key, f.text(key, required), vars)
}

// template compiles a text with holes, as words does.
func (l *loader) template(f *fields, key string, q *quoted.Text, vars *expr.Variables) (*expr.Template, error) {
	if q == nil {
		return nil, nil
	}
	t, diags, err := l.env.Template(key, q, vars)
	f.diags = append(f.diags, diags...)
	return t, err
}

// close ends the reading of a file.
func (l *loader) close(c *rule.Common, f *fields) {
	f.rest()
	c.Faulty = f.diags.Errors() > 0
	l.diags = append(l.diags, f.diags...)
}
