package rule

import (
	"fmt"
	"strings"

	"candor/internal/diag"

	"cel.dev/cel-go/common/types"
)

// rule reads a file of schema/rules.
func (l *loader) rule(c *Common, f *fields) error {
	r := &Rule{Common: *c, Severity: diag.Error}
	l.set.rules = append(l.set.rules, r)
	vars, err := l.common(&r.Common, f, nil)
	if err != nil {
		return err
	}
	if err := l.ruleExpressions(r, f, vars); err != nil {
		return err
	}
	if r.At, r.at, err = l.pointerText(f, "at", vars); err != nil {
		return err
	}
	if r.Also, r.also, err = l.pointerText(f, "also", vars); err != nil {
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
	r.subject = subject(l.c.p, r.For, vars)
	l.close(&r.Common, f)
	return nil
}

// ruleExpressions compiles the condition and the texts of a rule.
func (l *loader) ruleExpressions(r *Rule, f *fields, vars variables) error {
	q := f.text("expr", true)
	r.Expr = q.plain()
	var err error
	if q != nil && vars != nil {
		if r.expr, err = l.compile(f, "expr", q, vars, wantBool); err != nil {
			return err
		}
	}
	if r.Message, r.message, err = l.words(f, "message", true, vars); err != nil {
		return err
	}
	if r.Hint, r.hint, err = l.words(f, "hint", false, vars); err != nil {
		return err
	}
	r.Label, r.label, err = l.words(f, "label", false, vars)
	return err
}

// close ends the reading of a file.
func (l *loader) close(c *Common, f *fields) {
	f.rest()
	c.Faulty = f.diags.Errors() > 0
	l.diags = append(l.diags, f.diags...)
}

// pointerText reads the pointer of a place to show and checks that it leads to
// a field of what it is relative to. Of a pointer with holes only what stands
// before the first can be checked.
func (l *loader) pointerText(f *fields, key string, vars variables) (string, *template, error) {
	q := f.text(key, false)
	if q == nil || vars == nil {
		return q.plain(), nil, nil
	}
	o := l.c.p.objects[placed(vars).TypeName()]
	if o == nil {
		f.diags.Errorf("bad-pointer", q.span, "delete it, or let `each` yield records or tables", "`%s` has nothing to be relative to", key)
		return "", nil, nil
	}
	fixed, _, holes := strings.Cut(q.text, "{")
	if holes {
		fixed = fixed[:max(strings.LastIndexByte(fixed, '/'), 0)]
	}
	if problem := l.pointer(o, fixed); problem != "" && (!holes || fixed != "") {
		f.diags.Errorf("bad-pointer", q.span, "write a JSON pointer such as /dates/fixed", "%s", problem)
	}
	if !holes {
		return q.text, nil, nil
	}
	t, err := l.template(f, key, q, vars)
	return q.text, t, err
}

// placed returns the type that pointers are relative to: it where that is a
// table or a record, else self.
func placed(vars variables) *types.Type {
	if it, ok := vars[itName]; ok && it.Kind() == types.StructKind {
		return it
	}
	if self, ok := vars[selfName]; ok {
		return self
	}
	return types.DynType
}

// pointer says what is wrong with a pointer relative to an object.
func (l *loader) pointer(o *objectType, pointer string) string {
	if !strings.HasPrefix(pointer, "/") {
		return fmt.Sprintf("`%s` does not begin with /", pointer)
	}
	for _, name := range strings.Split(pointer[1:], "/") {
		if o == nil {
			return ""
		}
		f := o.fields[name]
		if f == nil {
			message := fmt.Sprintf("%s has no field `%s`", o.name, name)
			if near, ok := diag.Nearest(name, o.names()); ok {
				message += fmt.Sprintf("; did you mean `%s`?", near)
			}
			return message
		}
		o = f.shape.table
	}
	return ""
}

// subject returns the type of the records that a rule is about, where there is
// one: those may waive it.
func subject(p *provider, target string, vars variables) string {
	if target != Site {
		return target
	}
	if it, ok := vars[itName]; ok {
		if o := p.objects[it.TypeName()]; o != nil && len(o.roots) == 1 {
			return o.roots[0]
		}
	}
	return ""
}
