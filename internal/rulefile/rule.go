package rulefile

import (
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/rule/expr"
)

// rule reads a file of schema/rules.
func (l *loader) rule(c rule.Common, f *fields) error {
	r := &rule.Rule{Common: c, Severity: diag.Error, Now: l.opts.BuildDate}
	l.rules = append(l.rules, r)
	vars, err := l.common(&r.Common, f)
	if err != nil {
		return err
	}
	if vars, err = l.let(r, f, vars); err != nil {
		return err
	}
	if err := l.texts(r, f, vars); err != nil {
		return err
	}
	if r.At, err = l.pointer(f, "at", vars); err != nil {
		return err
	}
	if r.Also, err = l.pointer(f, "also", vars); err != nil {
		return err
	}
	r.Since = f.plain("since", false)
	r.Waivable = f.boolean("waivable", true)
	if f.word("severity", "error", "warning") == "warning" {
		r.Severity = diag.Warning
	}
	if s, ok := l.opts.Severity[r.ID]; ok {
		r.Severity = s
	}
	r.Subject = l.subject(r.For, vars)
	l.close(&r.Common, f)
	return nil
}

// let reads the names that a rule gives to values, and returns the variables with
// them.
func (l *loader) let(r *rule.Rule, f *fields, vars *expr.Variables) (*expr.Variables, error) {
	for _, entry := range f.tables("let") {
		name, value := entry.text("name", true), entry.text("expr", true)
		entry.rest()
		f.diags = append(f.diags, entry.diags...)
		if name == nil || value == nil || vars == nil {
			continue
		}
		if problem := l.env.NameProblem(vars, name.String()); problem != "" {
			f.diags.Errorf(catalog.BadFormat, name.Span(), "", "%s", problem)
			continue
		}
		p, err := l.compile(f, "let", value, vars, expr.WantAny)
		if err != nil {
			return nil, err
		}
		r.Let = append(r.Let, rule.Named{Name: name.String(), Value: p})
		vars = vars.WithValue(name.String(), p)
	}
	return vars, nil
}

// texts compiles the condition and the texts of a rule.
func (l *loader) texts(r *rule.Rule, f *fields, vars *expr.Variables) (err error) {
	if r.Expr, err = l.compile(f, "expr", f.text("expr", true), vars, expr.WantBool); err != nil {
		return err
	}
	if r.Message, err = l.words(f, "message", true, vars); err != nil {
		return err
	}
	if r.Hint, err = l.words(f, "hint", false, vars); err != nil {
		return err
	}
	r.Label, err = l.words(f, "label", false, vars)
	return err
}

// pointer reads the JSON pointer of a place to show and checks that it leads to a
// field of what it is relative to. Of a pointer with holes only what is before the
// first can be checked.
func (l *loader) pointer(f *fields, key string, vars *expr.Variables) (*expr.Template, error) {
	q := f.text(key, false)
	if q == nil || vars == nil {
		return l.template(f, key, q, vars)
	}
	if !l.env.HasPlace(vars) {
		f.diags.Errorf(catalog.BadPointer, q.Span(), "delete it, or let `each` yield records or tables", "`%s` has nothing to be relative to", key)
		return nil, nil
	}
	fixed, _, holes := strings.Cut(q.String(), "{")
	if holes {
		fixed = fixed[:max(strings.LastIndexByte(fixed, '/'), 0)]
	}
	if problem := l.env.PointerProblem(vars, fixed); problem != "" && (!holes || fixed != "") {
		f.diags.Errorf(catalog.BadPointer, q.Span(), "write a JSON pointer such as /dates/fixed", "%s", problem)
	}
	return l.template(f, key, q, vars)
}

// subject returns the type of the records that a rule is about, where there is
// one: those may waive it.
func (l *loader) subject(target string, vars *expr.Variables) string {
	if target != rule.Site {
		return target
	}
	if vars == nil {
		return ""
	}
	return l.env.ElementType(vars)
}
