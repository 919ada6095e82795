package rule

import (
	"maps"
	"slices"

	"candor/internal/toml"
)

// commitment reads a file of schema/commitments.
func (l *loader) commitment(base *Common, f *fields) error {
	c := &Commitment{Common: *base}
	l.set.commitments = append(l.set.commitments, c)
	if words := l.services(); len(words) > 0 {
		c.Service = f.word(serviceName, words...)
	} else {
		c.Service = f.plain(serviceName, false)
	}
	c.From, c.Until = f.date(fromName), f.date(untilName)
	if c.From != nil && c.Until != nil && before(*c.Until, *c.From) == toml.True {
		f.diags.Errorf(badFormat, f.doc.Value("/"+untilName), "", "it ends on %s, before it begins on %s", c.Until.Text, c.From.Text)
	}
	c.Enough = f.number("enough", 1)
	vars, err := l.common(&c.Common, f, variables{fromName: dateType, untilName: dateType})
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

// serviceName is the key that says to which service a promise belongs. Types may
// have a field of that name.
const serviceName = "service"

// services returns the words that types list for their field of that name, none
// where no type does: then a promise may call its service as it likes.
func (l *loader) services() []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(l.c.p.records)) {
		if f := l.c.p.records[name].fields[serviceName]; f != nil {
			out = append(out, f.shape.enum...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// conditions compiles what decides when a promise binds, and until when.
func (l *loader) conditions(c *Commitment, f *fields, vars variables) (err error) {
	if c.Attaches, c.attaches, err = l.optional(f, "attaches", vars, wantDate); err != nil {
		return err
	}
	if c.Due, c.due, err = l.optional(f, "due", vars, wantDate); err != nil {
		return err
	}
	if c.Broken, c.broken, err = l.optional(f, "broken", vars, wantBool); err != nil {
		return err
	}
	c.Period, c.period, err = l.words(f, "period", false, vars)
	return err
}

// evidence compiles the candidates, and the conditions on each of them.
func (l *loader) evidence(c *Commitment, f *fields, vars variables) (err error) {
	q := f.text("evidence", true)
	c.Evidence = q.plain()
	var inner variables
	if q != nil && vars != nil {
		if c.evidence, err = l.compile(f, "evidence", q, vars, wantList); err != nil {
			return err
		}
	}
	if c.evidence != nil {
		inner = maps.Clone(vars)
		l.element(inner, eachName, c.evidence)
	}
	if c.Counts, c.counts, err = l.optional(f, "counts", inner, wantBool); err != nil {
		return err
	}
	if c.Elsewhere, c.elsewhere, err = l.optional(f, "elsewhere", inner, wantBool); err != nil {
		return err
	}
	c.Dated, c.dated, err = l.optional(f, "dated", inner, wantDate)
	return err
}
