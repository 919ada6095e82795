package rule

import (
	"errors"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule/expr"
	"candor/internal/toml"
)

// subject is a rule or commitment that looks at one record, or at the site.
type subject struct {
	*Common
	ev  *expr.Evaluation
	rec *content.Record // nil for the site
}

// look begins the evaluation of what concerns a record, or the site where it is
// nil; public is as with expr.Env.Start.
func (c *Common) look(l content.Lookup, rec *content.Record, public bool) subject {
	return subject{Common: c, ev: c.Env.Start(l, rec, public), rec: rec}
}

// condition evaluates a condition; an absent one is true.
func (s *subject) condition(p *expr.Program) (toml.Truth, error) {
	if p == nil {
		return toml.True, nil
	}
	v, err := s.ev.Eval(p)
	return v.Truth(), err
}

// perElement reports whether the guard is about each element.
func (s *subject) perElement() bool { return s.Each != nil && s.When.Uses(expr.It) }

// applies returns whether what is evaluated applies, before any element.
func (s *subject) applies() (toml.Truth, error) {
	if s.perElement() {
		return toml.True, nil
	}
	return s.condition(s.When)
}

// elementApplies returns whether what is evaluated applies to the element that is
// looked at.
func (s *subject) elementApplies() (toml.Truth, error) {
	if !s.perElement() {
		return toml.True, nil
	}
	return s.condition(s.When)
}

// elements calls yield for each element of the list, or once where there is no
// list. It returns false where the list is unknown.
func (s *subject) elements(yield func(expr.Place) error) (known bool, err error) {
	if s.Each == nil {
		return true, yield(expr.Place{})
	}
	return s.ev.Each(s.Each, yield)
}

// failed turns a failure into a diagnostic in the rule's file. Its words are the
// same for every record, so that it is told once for each rule.
func (s *subject) failed(err error) (diag.List, error) {
	var f *expr.Failure
	if !errors.As(err, &f) {
		return nil, err
	}
	d := diag.Diagnostic{
		ID:      catalog.RuleFailed,
		Span:    f.At,
		Message: "this expression cannot be evaluated: " + f.Why,
		Hint:    "try it on the record below; has(…) tells whether a field is there",
	}
	if f.Limit {
		d.Hint = "follow references instead of going through all records of a type"
	}
	at, ok := s.ev.It().Place()
	if !ok {
		at = expr.Place{Record: s.rec}
	}
	if at.Record != nil {
		d.Related = []diag.Related{{Span: at.Span(), Message: "while judging " + at.Record.Label()}}
	} else if !f.Limit {
		d.Hint = "has(…) tells whether a field is there, size() how long a list is"
	}
	return diag.List{d}, nil
}
