package rulefile

import (
	"slices"

	"candor/internal/calendar"
	"candor/internal/catalog"
	"candor/internal/rule"
	"candor/internal/rule/expr"
	"candor/internal/toml"
)

// commitment reads a file of schema/commitments.
func (l *loader) commitment(base rule.Common, f *fields) error {
	c := &rule.Commitment{Common: base}
	l.commitments = append(l.commitments, c)
	if words := l.services(); len(words) > 0 {
		c.Service = f.word(serviceName, words...)
	} else {
		c.Service = f.plain(serviceName, false)
	}
	c.From, c.Until = f.date(expr.From), f.date(expr.Until)
	if c.From != nil && c.Until != nil && calendar.Before(*c.Until, *c.From) == toml.True {
		f.diags.Errorf(catalog.BadFormat, f.doc.Value("/"+expr.Until), "", "it ends on %s, before it begins on %s", c.Until.Text, c.From.Text)
	}
	c.Enough = f.number("enough", 1)
	vars, err := l.common(&c.Common, f, expr.From, expr.Until)
	if err != nil {
		return err
	}
	if err := l.conditions(c, f, vars); err != nil {
		return err
	}
	if err := l.evidence(c, f, vars); err != nil {
		return err
	}
	l.close(&c.Common, f)
	return nil
}

// serviceName is the key that says which service a promise belongs to. Types may
// have a field of that name.
const serviceName = "service"

// services returns the words that types list for their field of that name. Where
// no type lists any, a promise may call its service as it likes.
func (l *loader) services() []string {
	var out []string
	for _, t := range l.types.Types() {
		for _, f := range t.Fields {
			if f.Name == serviceName {
				out = append(out, f.Enum...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// conditions compiles what decides when a promise binds, and until when.
func (l *loader) conditions(c *rule.Commitment, f *fields, vars *expr.Variables) (err error) {
	if c.Attaches, err = l.optional(f, "attaches", vars, expr.WantDate); err != nil {
		return err
	}
	if c.Due, err = l.optional(f, "due", vars, expr.WantDate); err != nil {
		return err
	}
	if c.Broken, err = l.optional(f, "broken", vars, expr.WantBool); err != nil {
		return err
	}
	c.Period, err = l.words(f, "period", false, vars)
	return err
}

// evidence compiles the candidates, and the conditions on each of them.
func (l *loader) evidence(c *rule.Commitment, f *fields, vars *expr.Variables) (err error) {
	if c.Evidence, err = l.compile(f, "evidence", f.text("evidence", true), vars, expr.WantList); err != nil {
		return err
	}
	var inner *expr.Variables
	if c.Evidence.Runs() {
		inner = vars.WithElement(expr.Evidence, c.Evidence)
	}
	if c.Counts, err = l.optional(f, "counts", inner, expr.WantBool); err != nil {
		return err
	}
	if c.Elsewhere, err = l.optional(f, "elsewhere", inner, expr.WantBool); err != nil {
		return err
	}
	c.Dated, err = l.optional(f, "dated", inner, expr.WantDate)
	return err
}
