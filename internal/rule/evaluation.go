package rule

import (
	"errors"
	"fmt"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"
)

// base is what every evaluation of a rule starts from.
type base struct {
	p          *provider
	today      *date
	build      toml.Date
	site       *object
	when, each *expr
}

// evaluation holds the values of the variables while one rule looks at one
// record. It is the activation of its programs.
type evaluation struct {
	*base
	s     *scope
	limit uint64
	cost  uint64

	self, it, e, from, until ref.Val
}

// start begins an evaluation for a record, or for the site where it is nil.
func (b *base) start(l content.Lookup, rec *content.Record, public bool) *evaluation {
	ev := &evaluation{base: b, s: &scope{l: l, public: public}, limit: siteCostLimit}
	if rec != nil {
		ev.self, ev.limit = ev.s.record(b.p, rec), costLimit
	}
	return ev
}

// ResolveName implements cel.Activation.
func (ev *evaluation) ResolveName(name string) (any, bool) {
	var v ref.Val
	switch name {
	case selfName:
		v = ev.self
	case itName:
		v = ev.it
	case eachName:
		v = ev.e
	case fromName:
		v = ev.from
	case untilName:
		v = ev.until
	case todayName:
		return ev.today, true
	case siteName:
		return ev.site, true
	default:
		if ev.p.records[name] == nil {
			return nil, false
		}
		return ev.s.records(ev.p, ev.s.l.All(name)), true
	}
	return v, v != nil
}

// Parent implements cel.Activation.
func (ev *evaluation) Parent() interpreter.Activation { return nil }

// failure is an expression that could not be evaluated: a mistake in a rule
// that only a record shows.
type failure struct {
	at   *expr
	why  string
	cost bool
}

// Error implements error.
func (f *failure) Error() string { return f.why }

// eval evaluates an expression. The error is a *failure, or a bug of ours.
func (ev *evaluation) eval(x *expr) (ref.Val, error) {
	v, details, err := x.prg.Eval(ev)
	if spent := details.ActualCost(); spent != nil {
		ev.cost += *spent
	}
	var cancelled interpreter.EvalCancelledError
	switch {
	case errors.As(err, &cancelled), ev.cost > ev.limit:
		return nil, &failure{at: x, why: "it takes too many steps", cost: true}
	case err != nil && strings.HasPrefix(err.Error(), "internal error"):
		return nil, fmt.Errorf("evaluating %s: %w", x.source.q.span.Source.Name, err)
	case err != nil:
		return nil, &failure{at: x, why: reason(err.Error())}
	}
	return v, nil
}

// reasons say why an expression failed, by the beginning of CEL's words.
var reasons = [][2]string{
	{"division by zero", "it divides by zero"},
	{"modulus by zero", "it divides by zero"},
	{"index out of bounds", "it asks for an element that a list does not have"},
	{"no such key", "it asks for a key that a table does not have"},
	{"not a date", "it takes a text for a date that is none"},
	{"too many months", "its dates are more than a century apart"},
	{"date out of range", "it moves a date too far"},
	{"no such overload", "it meets a value of a kind that it does not expect"},
}

// reason translates the words of CEL. They may hold values; the author's rule is
// the same for all of them, so ours do not.
func reason(message string) string {
	for _, r := range reasons {
		if strings.HasPrefix(message, r[0]) {
			return r[1]
		}
	}
	if strings.Contains(message, "overflow") || strings.Contains(message, "range") {
		return "a number becomes too large"
	}
	return "a value cannot be worked with"
}

// holds evaluates a condition; an absent one is certain.
func (ev *evaluation) holds(x *expr) (ref.Val, error) {
	if x == nil {
		return types.True, nil
	}
	return ev.eval(x)
}

// guarded says whether what is evaluated applies, before any element.
func (ev *evaluation) guarded() (ref.Val, error) {
	if ev.perElement() {
		return types.True, nil
	}
	return ev.holds(ev.when)
}

// perElement says that the guard is about each element.
func (ev *evaluation) perElement() bool {
	return ev.each != nil && ev.when != nil && ev.when.uses[itName]
}

// elements calls yield for each element that the rule goes through, or once
// where it goes through none. It returns false where the list is unknown.
func (ev *evaluation) elements(yield func(place) error) (bool, error) {
	if ev.each == nil {
		return true, yield(place{})
	}
	v, err := ev.eval(ev.each)
	if err != nil {
		return false, err
	}
	l, ok := v.(traits.Lister)
	if !ok {
		return false, nil
	}
	for i, e := range elements(l) {
		if types.IsUnknown(e) {
			continue
		}
		ev.it = e
		if err := yield(elementPlace(l, i)); err != nil {
			return true, err
		}
	}
	return true, nil
}

// failed turns a failure into a diagnostic in the rule's file. Its words are
// the same for every record, so that it is told once a rule.
func (ev *evaluation) failed(err error, rec *content.Record) (diag.List, error) {
	var f *failure
	if !errors.As(err, &f) {
		return nil, err
	}
	d := diag.Diagnostic{
		ID:      "rule-failed",
		Span:    f.at.source.sub(0, len(f.at.source.text())),
		Message: "this expression cannot be evaluated: " + f.why,
		Hint:    "try it on the record below; has(…) tells whether a field is there",
	}
	if f.cost {
		d.Hint = "follow references instead of going through all records of a type"
	}
	at, ok := placeOf(ev.it)
	if !ok {
		at = place{rec: rec}
	}
	if at.rec != nil {
		d.Related = []diag.Related{{Span: at.span(), Message: "while judging " + at.rec.Label()}}
	} else if !f.cost {
		d.Hint = "has(…) tells whether a field is there, size() how long a list is"
	}
	return diag.List{d}, nil
}
