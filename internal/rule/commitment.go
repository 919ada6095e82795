package rule

import (
	"slices"

	"candor/internal/calendar"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule/expr"
	"candor/internal/toml"
)

// Outcomes returns how the promise stands, for every record it is about and
// every period, in the order of both. It reads what l shows: the public view.
// A record that the promise's when excludes has no outcome.
//
// Diagnostics and error are as with Check.
func (c *Commitment) Outcomes(l content.Lookup) ([]Outcome, diag.List, error) {
	if c.Faulty {
		return nil, nil, nil
	}
	subjects := []*content.Record{nil}
	if c.For != Site {
		subjects = l.All(c.For)
	}
	var out []Outcome
	for _, rec := range subjects {
		w := &weighing{subject: c.look(l, rec, true), c: c}
		w.ev.SetTerm(c.From, c.Until)
		if err := w.run(); err != nil {
			diags, err := w.failed(err)
			return nil, diags, err
		}
		out = append(out, w.out...)
	}
	return out, nil, nil
}

// weighing is one promise looking at one record.
type weighing struct {
	subject
	c   *Commitment
	out []Outcome
}

// run collects the outcomes of one record.
func (w *weighing) run() error {
	switch applies, err := w.applies(); {
	case err != nil || applies == toml.False:
		return err
	case applies == toml.Unknown:
		w.add("", CannotBeDecided, nil)
		return nil
	}
	known, err := w.elements(func(expr.Place) error { return w.element() })
	if err == nil && !known {
		w.add("", CannotBeDecided, nil)
	}
	return err
}

func (w *weighing) add(period string, s Standing, evidence []content.Key) {
	o := Outcome{Commitment: w.ID, Period: period, Standing: s, Evidence: evidence}
	if w.rec != nil {
		o.Subject = w.rec.Key
	}
	w.out = append(w.out, o)
}

// element collects the outcome of one period.
func (w *weighing) element() error {
	period, err := w.period()
	if err != nil {
		return err
	}
	switch applies, err := w.elementApplies(); {
	case err != nil || applies == toml.False:
		return err
	case applies == toml.Unknown:
		w.add(period, CannotBeDecided, nil)
		return nil
	}
	switch binding, err := w.binding(); {
	case err != nil:
		return err
	case binding == toml.False:
		w.add(period, NotApplicable, nil)
		return nil
	case binding == toml.Unknown:
		w.add(period, CannotBeDecided, nil)
		return nil
	}
	s, evidence, err := w.standing()
	if err == nil {
		w.add(period, s, evidence)
	}
	return err
}

// period returns what the outcome is called: as the promise says, else the
// element itself.
func (w *weighing) period() (string, error) {
	if w.c.Period != nil {
		return w.ev.Render(w.c.Period)
	}
	if w.Each != nil {
		return w.ev.It().String(), nil
	}
	return "", nil
}

// binding returns whether the duty arose while the promise was in force. Where
// nothing is said of that, it arises in the period.
func (w *weighing) binding() (toml.Truth, error) {
	v := w.ev.It()
	if w.c.Attaches != nil {
		var err error
		if v, err = w.ev.Eval(w.c.Attaches); err != nil {
			return toml.Unknown, err
		}
	}
	d, ok := v.Date()
	switch {
	case ok:
		return calendar.Within(d, w.c.From, w.c.Until), nil
	case w.c.Attaches != nil:
		return toml.Unknown, nil
	}
	return toml.True, nil
}

// standing weighs the evidence against the deadline, and returns the records
// that decide it.
func (w *weighing) standing() (Standing, []content.Key, error) {
	due, last, err := w.due()
	if err != nil {
		return 0, nil, err
	}
	t, sure, maybe, err := w.tally(due, last)
	if err != nil {
		return 0, nil, err
	}
	broken := toml.False
	if w.c.Broken != nil {
		if broken, err = w.condition(w.c.Broken); err != nil {
			return 0, nil, err
		}
	}
	s := t.decide(w.c.Enough, due, broken == toml.True)
	if s == CannotBeDecided {
		sure = append(sure, maybe...)
	}
	return s, unique(sure), nil
}

func unique(keys []content.Key) []content.Key {
	slices.SortFunc(keys, content.Key.Compare)
	return slices.Compact(keys)
}

// due returns whether the last day to keep the promise is ahead, and which day
// that is.
func (w *weighing) due() (deadline, *toml.Date, error) {
	if w.c.Due == nil {
		return none, nil, nil
	}
	v, err := w.ev.Eval(w.c.Due)
	if err != nil {
		return none, nil, err
	}
	d, ok := v.Date()
	switch {
	case !ok:
		return unclear, nil, nil
	case calendar.Before(d, w.ev.Today()) == toml.True:
		return passed, &d, nil
	}
	return ahead, &d, nil
}
