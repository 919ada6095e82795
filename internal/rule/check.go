package rule

import (
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule/expr"
	"candor/internal/toml"
)

// Check returns what is certainly wrong with a record by this rule, or with
// the site where the record is nil. What the rule cannot decide is silent. A
// rule that cannot be evaluated gives rule-failed in its own file, in the same
// words for every record. Waivers are applied, and checked themselves.
//
// The error is a bug of ours.
func (r *Rule) Check(l content.Lookup, rec *content.Record) (diag.List, error) {
	if r.Faulty || (rec == nil) != (r.For == Site) {
		return nil, nil
	}
	c := &checking{subject: r.look(l, rec, false), rule: r, l: l, book: book{rule: r}}
	if err := c.run(); err != nil {
		return c.failed(err)
	}
	c.book.close(l, rec, &c.diags)
	return c.diags, nil
}

// checking is one rule looking at one record.
type checking struct {
	subject
	rule  *Rule
	l     content.Lookup
	book  book
	diags diag.List
}

// run evaluates every element, unless the rule certainly or possibly does not
// apply.
func (c *checking) run() error {
	if applies, err := c.applies(); err != nil || applies != toml.True {
		return err
	}
	_, err := c.elements(c.element)
	return err
}

// element evaluates the rule for one element, or for the record.
func (c *checking) element(at expr.Place) error {
	if applies, err := c.elementApplies(); err != nil || applies != toml.True {
		return err
	}
	if err := c.name(); err != nil {
		return err
	}
	if holds, err := c.condition(c.rule.Expr); err != nil || holds != toml.False {
		return err
	}
	shown, err := c.shown(at, c.rule.At)
	if err != nil {
		return err
	}
	if c.book.waived(shown.Record) || c.book.waived(c.rec) {
		return nil
	}
	d, err := c.diagnostic(at, shown)
	c.diags = append(c.diags, d)
	return err
}

// name evaluates what the rule gives names to.
func (c *checking) name() error {
	for _, n := range c.rule.Let {
		v, err := c.ev.Eval(n.Value)
		if err != nil {
			return err
		}
		c.ev.Set(n.Name, v)
	}
	return nil
}

// shown returns the place that a pointer leads to: from the element where that is
// a table or a record, else from self.
func (c *checking) shown(element expr.Place, at *expr.Template) (expr.Place, error) {
	pointer, err := c.ev.Render(at)
	if err != nil {
		return expr.Place{}, err
	}
	if p, ok := c.ev.It().Place(); ok {
		return expr.Place{Record: p.Record, Pointer: p.Pointer + pointer}, nil
	}
	if pointer == "" && element.Record != nil {
		return element, nil
	}
	return expr.Place{Record: c.rec, Pointer: pointer}, nil
}

// diagnostic tells a violation in the words of the rule.
func (c *checking) diagnostic(element, at expr.Place) (diag.Diagnostic, error) {
	r := c.rule
	d := diag.Diagnostic{ID: r.ID, Severity: r.Severity, Span: at.Span()}
	var err error
	if r.Also != nil {
		also, err := c.shown(element, r.Also)
		if err != nil {
			return d, err
		}
		d.Related = append(d.Related, diag.Related{Span: also.Span(), Message: "compared with this"})
	}
	d.Related = append(d.Related, r.Clause.related(c.l)...)
	if d.Message, err = c.ev.Render(r.Message); err != nil {
		return d, err
	}
	if d.Hint, err = c.ev.Render(r.Hint); err != nil {
		return d, err
	}
	d.Label, err = c.ev.Render(r.Label)
	if d.Span.Source == nil && len(d.Related) > 0 {
		// What is wrong with the site as a whole is shown where it was promised.
		d.Span, d.Label, d.Related = d.Related[0].Span, d.Related[0].Message, d.Related[1:]
	}
	return d, err
}
