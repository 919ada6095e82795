package rule

import (
	"slices"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// provenanceField and editorial: what is written for the site today is no
// evidence of what was done then.
const (
	provenanceField = "provenance"
	editorial       = "editorial"
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
		j := &judging{c: c, ev: c.start(l, rec, true), rec: rec}
		j.ev.from, j.ev.until = c.term()
		if err := j.run(); err != nil {
			diags, err := j.ev.failed(err, rec)
			return nil, diags, err
		}
		out = append(out, j.out...)
	}
	return out, nil, nil
}

// term returns the days between which the promise is in force, until today
// where it has no last day.
func (c *Commitment) term() (from, until ref.Val) {
	from, until = unknown, c.today
	if c.From != nil {
		from = &date{*c.From}
	}
	if c.Until != nil {
		until = &date{*c.Until}
	}
	return from, until
}

// judging is one promise looking at one record.
type judging struct {
	c   *Commitment
	ev  *evaluation
	rec *content.Record
	out []Outcome
}

// run collects the outcomes of one record.
func (j *judging) run() error {
	v, err := j.ev.guarded()
	switch {
	case err != nil || v == types.False:
		return err
	case v != types.True:
		j.add("", CannotBeDecided, nil)
		return nil
	}
	known, err := j.ev.elements(func(place) error { return j.judge() })
	if err == nil && !known {
		j.add("", CannotBeDecided, nil)
	}
	return err
}

func (j *judging) add(period string, s Standing, evidence []content.Key) {
	o := Outcome{Commitment: j.c.ID, Period: period, Standing: s, Evidence: evidence}
	if j.rec != nil {
		o.Subject = j.rec.Key
	}
	j.out = append(j.out, o)
}

// judge collects the outcome of one period.
func (j *judging) judge() error {
	period, err := j.period()
	if err != nil {
		return err
	}
	if j.ev.perElement() {
		switch v, err := j.ev.eval(j.ev.when); {
		case err != nil || v == types.False:
			return err
		case v != types.True:
			j.add(period, CannotBeDecided, nil)
			return nil
		}
	}
	switch binding, err := j.binding(); {
	case err != nil:
		return err
	case binding == toml.False:
		j.add(period, NotApplicable, nil)
		return nil
	case binding == toml.Unknown:
		j.add(period, CannotBeDecided, nil)
		return nil
	}
	s, evidence, err := j.standing()
	if err == nil {
		j.add(period, s, evidence)
	}
	return err
}

// period returns what the outcome is called: as the promise says, else the
// element itself.
func (j *judging) period() (string, error) {
	if j.c.period != nil {
		return j.c.period.render(j.ev)
	}
	if j.ev.each != nil {
		return show(j.ev.it), nil
	}
	return "", nil
}

// binding says whether the duty arose while the promise was in force. Where
// nothing is said of that, it arises in the period.
func (j *judging) binding() (toml.Truth, error) {
	v := j.ev.it
	if j.c.attaches != nil {
		var err error
		if v, err = j.ev.eval(j.c.attaches); err != nil {
			return toml.Unknown, err
		}
	}
	d, ok := v.(*date)
	if !ok {
		if j.c.attaches != nil {
			return toml.Unknown, nil
		}
		return toml.True, nil
	}
	return within(d.Date, j.c.From, j.c.Until), nil
}

// standing weighs the evidence against the deadline, and returns the records
// that decide it.
func (j *judging) standing() (Standing, []content.Key, error) {
	due, last, err := j.due()
	if err != nil {
		return 0, nil, err
	}
	t, sure, maybe, err := j.tally(due, last)
	if err != nil {
		return 0, nil, err
	}
	broken := ref.Val(types.False)
	if j.c.broken != nil {
		if broken, err = j.ev.eval(j.c.broken); err != nil {
			return 0, nil, err
		}
	}
	s := t.decide(j.c.Enough, due, broken == types.True)
	if s == CannotBeDecided {
		sure = append(sure, maybe...)
	}
	return s, unique(sure), nil
}

func unique(keys []content.Key) []content.Key {
	slices.SortFunc(keys, content.Key.Compare)
	return slices.Compact(keys)
}

// due returns how the last day to keep the promise stands to today, and which
// day that is.
func (j *judging) due() (deadline, *toml.Date, error) {
	if j.c.due == nil {
		return none, nil, nil
	}
	v, err := j.ev.eval(j.c.due)
	if err != nil {
		return none, nil, err
	}
	d, ok := v.(*date)
	if !ok {
		return unclear, nil, nil
	}
	if before(d.Date, j.ev.today.Date) == toml.True {
		return passed, &d.Date, nil
	}
	return ahead, &d.Date, nil
}

// tally weighs the evidence: the records that certainly show that the promise
// was kept, and those that may.
func (j *judging) tally(due deadline, last *toml.Date) (t tally, sure, maybe []content.Key, err error) {
	v, err := j.ev.eval(j.c.evidence)
	if err != nil {
		return t, nil, nil, err
	}
	l, ok := v.(traits.Lister)
	if !ok {
		t.possible, t.inTime = j.c.Enough, j.c.Enough
		return t, nil, nil, nil
	}
	for _, e := range elements(l) {
		p, err := j.piece(e, due, last)
		if err != nil {
			return t, nil, nil, err
		}
		t.add(p)
		at, _ := placeOf(e)
		switch {
		case at.rec == nil || p.anywhere == toml.False:
		case p.anywhere == toml.True:
			sure = append(sure, at.rec.Key)
		default:
			maybe = append(maybe, at.rec.Key)
		}
	}
	return t, sure, maybe, nil
}
