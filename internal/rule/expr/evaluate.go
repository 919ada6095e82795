package expr

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

// Evaluation holds the values of the variables while expressions look at one
// record. It is for one goroutine.
type Evaluation struct {
	vars  activation
	limit uint64
	cost  uint64
}

// Start begins an evaluation for a record, or for the site where it is nil. With
// public, what l does not show is absent; otherwise a reference to a record that
// does not exist is there, and leads to what is unknown.
func (e *Env) Start(l content.Lookup, rec *content.Record, public bool) *Evaluation {
	ev := &Evaluation{vars: activation{env: e, s: &scope{l: l, public: public}}, limit: siteCostLimit}
	if rec != nil {
		ev.vars.self, ev.limit = ev.vars.s.record(e.p, rec), costLimit
	}
	return ev
}

// Set gives a variable a value: It, Evidence, or one of Variables.WithValue.
func (ev *Evaluation) Set(name string, v Value) {
	switch name {
	case It:
		ev.vars.it = v.val
	case Evidence:
		ev.vars.e = v.val
	default:
		if ev.vars.named == nil {
			ev.vars.named = map[string]ref.Val{}
		}
		ev.vars.named[name] = v.val
	}
}

// SetTerm gives From and Until their values: unknown without a first day, and
// today without a last.
func (ev *Evaluation) SetTerm(from, until *toml.Date) {
	ev.vars.from, ev.vars.until = unknown, ev.vars.env.today
	if from != nil {
		ev.vars.from = newDate(*from)
	}
	if until != nil {
		ev.vars.until = newDate(*until)
	}
}

// It returns the element that is looked at; it is unknown where there is none.
func (ev *Evaluation) It() Value { return Value{ev.vars.it} }

// Today returns the day by which records are judged, or the days that it is
// somewhere on Earth.
func (ev *Evaluation) Today() toml.Date { return ev.vars.env.today.compared() }

// Failure is the error of an expression that cannot be evaluated: a mistake in
// it that only a record shows.
type Failure struct {
	At    diag.Span // the expression
	Why   string    // the same for every record
	Limit bool      // it takes too many steps
}

// Error implements error.
func (f *Failure) Error() string { return f.Why }

// Eval evaluates an expression that runs. The error is a *Failure, or a bug of
// ours.
func (ev *Evaluation) Eval(p *Program) (Value, error) {
	v, details, err := p.prg.Eval(&ev.vars)
	if spent := details.ActualCost(); spent != nil {
		ev.cost += *spent
	}
	var cancelled interpreter.EvalCancelledError
	switch {
	case errors.As(err, &cancelled), ev.cost > ev.limit:
		return Value{}, &Failure{At: p.source.Span(), Why: "it takes too many steps", Limit: true}
	case err != nil && strings.HasPrefix(err.Error(), "internal error"):
		return Value{}, fmt.Errorf("evaluating %s: %w", p.source.Source().Name, err)
	case err != nil:
		return Value{}, &Failure{At: p.source.Span(), Why: reason(err.Error())}
	}
	return Value{v}, nil
}

// Each calls yield for each known element of the list that an expression gives,
// as It and with its place where the list knows it. It returns false where the
// list itself is unknown. Errors are those of Eval and yield.
func (ev *Evaluation) Each(list *Program, yield func(at Place) error) (known bool, err error) {
	v, err := ev.Eval(list)
	if err != nil {
		return false, err
	}
	l, ok := v.val.(traits.Lister)
	if !ok {
		return false, nil
	}
	for i, e := range elements(l) {
		if types.IsUnknown(e) {
			continue
		}
		ev.vars.it = e
		if err := yield(elementPlace(l, i)); err != nil {
			return true, err
		}
	}
	return true, nil
}

// activation gives programs the values of their variables.
type activation struct {
	env *Env
	s   *scope

	self, it, e, from, until ref.Val
	named                    map[string]ref.Val
}

// ResolveName implements interpreter.Activation.
func (a *activation) ResolveName(name string) (any, bool) {
	var v ref.Val
	switch name {
	case Self:
		v = a.self
	case It:
		v = a.it
	case Evidence:
		v = a.e
	case From:
		v = a.from
	case Until:
		v = a.until
	case Today:
		return a.env.today, true
	case Site:
		return a.env.site, true
	default:
		if v, ok := a.named[name]; ok {
			return v, true
		}
		if a.env.p.records[name] == nil {
			return nil, false
		}
		return a.s.records(a.env.p, a.s.l.All(name)), true
	}
	return v, v != nil
}

// Parent implements interpreter.Activation.
func (a *activation) Parent() interpreter.Activation { return nil }

// reasons say why an expression failed, by the beginning of CEL's words.
var reasons = [][2]string{
	{"division by zero", "it divides by zero"},
	{"modulus by zero", "it divides by zero"},
	{"index out of bounds", "it asks for an element that a list does not have"},
	{"no such key", "it asks for a key that a table does not have"},
	{"not a date", "it takes a text for a date that is none"},
	{"too many records", "it follows references through more than 100,000 records"},
	{"too many months", "its dates are more than a century apart"},
	{"date out of range", "it moves a date too far"},
	{"no such overload", "it meets a value of a kind that it does not expect"},
}

// reason translates the words of CEL. They may hold values; ours are the same
// for every record.
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
