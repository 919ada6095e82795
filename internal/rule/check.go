package rule

import (
	"candor/internal/content"
	"candor/internal/diag"

	"cel.dev/cel-go/common/types"
)

// Check returns what is certainly wrong with a record by this rule, or with
// the site where the record is nil. What the rule cannot decide is silent. A
// rule that cannot be evaluated gives rule-failed in its own file, in the same
// words for every record. Waivers are applied, and judged.
//
// The error is a bug of ours.
func (r *Rule) Check(l content.Lookup, rec *content.Record) (diag.List, error) {
	if r.Faulty || (rec == nil) != (r.For == Site) {
		return nil, nil
	}
	c := &checking{rule: r, l: l, ev: r.start(l, rec, false), rec: rec, book: book{rule: r}}
	if err := c.run(); err != nil {
		return c.ev.failed(err, rec)
	}
	c.book.close(l, rec, &c.diags)
	return c.diags, nil
}

// checking is one rule looking at one record.
type checking struct {
	rule  *Rule
	l     content.Lookup
	ev    *evaluation
	rec   *content.Record
	book  book
	diags diag.List
}

// run judges every element, unless the rule certainly or possibly does not
// apply.
func (c *checking) run() error {
	v, err := c.ev.guarded()
	if err != nil || v != types.True {
		return err
	}
	_, err = c.ev.elements(c.judge)
	return err
}

// judge evaluates the rule for one element, or for the record.
func (c *checking) judge(at place) error {
	if c.ev.perElement() {
		if v, err := c.ev.eval(c.ev.when); err != nil || v != types.True {
			return err
		}
	}
	v, err := c.ev.eval(c.rule.expr)
	if err != nil || v != types.False {
		return err
	}
	element := at
	if at, err = c.place(element, c.rule.At, c.rule.at); err != nil {
		return err
	}
	if c.book.waived(at.rec) || c.book.waived(c.rec) {
		return nil
	}
	d, err := c.diagnostic(element, at)
	c.diags = append(c.diags, d)
	return err
}

// place returns where a violation is shown: a pointer is relative to it where
// that is a table or a record, else to self.
func (c *checking) place(element place, pointer string, holes *template) (place, error) {
	if holes != nil {
		var err error
		if pointer, err = holes.render(c.ev); err != nil {
			return place{}, err
		}
	}
	if p, ok := placeOf(c.ev.it); ok {
		return place{p.rec, p.pointer + pointer}, nil
	}
	if pointer == "" && element.rec != nil {
		return element, nil
	}
	return place{c.rec, pointer}, nil
}

// diagnostic tells a violation in the words of the rule.
func (c *checking) diagnostic(element, at place) (diag.Diagnostic, error) {
	r := c.rule
	d := diag.Diagnostic{ID: r.ID, Severity: r.Severity, Span: at.span()}
	var err error
	if r.Also != "" {
		also, err := c.place(element, r.Also, r.also)
		if err != nil {
			return d, err
		}
		d.Related = append(d.Related, diag.Related{Span: also.span(), Message: "compared with this"})
	}
	d.Related = append(d.Related, r.Clause.related(c.l)...)
	if d.Message, err = r.message.render(c.ev); err != nil {
		return d, err
	}
	if d.Hint, err = r.hint.render(c.ev); err != nil {
		return d, err
	}
	d.Label, err = r.label.render(c.ev)
	if d.Span.Source == nil && len(d.Related) > 0 {
		// What is wrong with the site as a whole is shown where it was promised.
		d.Span, d.Label, d.Related = d.Related[0].Span, d.Related[0].Message, d.Related[1:]
	}
	return d, err
}
