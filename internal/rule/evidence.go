package rule

import (
	"candor/internal/calendar"
	"candor/internal/content"
	"candor/internal/rule/expr"
	"candor/internal/schema"
	"candor/internal/toml"
)

// editorial: what is written for the site today is not
// evidence of what was done then.
const (
	editorial = "editorial"
)

// piece is what is known of one piece of evidence.
type piece struct {
	here     toml.Truth // it counts
	anywhere toml.Truth // it counts, or does so in another place
	inTime   toml.Truth
}

// add counts a piece of evidence.
func (t *tally) add(p piece) {
	count := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	count(&t.here, calendar.All(p.here, p.inTime) == toml.True)
	count(&t.anywhere, calendar.All(p.anywhere, p.inTime) == toml.True)
	count(&t.ever, p.anywhere == toml.True)
	count(&t.inTime, calendar.All(p.anywhere, p.inTime) != toml.False)
	count(&t.possible, p.anywhere != toml.False)
}

// tally weighs the evidence. It returns the records that certainly show that the
// promise was kept, and those that may.
func (w *weighing) tally(due deadline, last *toml.Date) (t tally, sure, maybe []content.Key, err error) {
	v, err := w.ev.Eval(w.c.Evidence)
	if err != nil {
		return t, nil, nil, err
	}
	items, ok := v.Elements()
	if !ok {
		t.possible, t.inTime = w.c.Enough, w.c.Enough
		return t, nil, nil, nil
	}
	for _, e := range items {
		p, err := w.piece(e, due, last)
		if err != nil {
			return t, nil, nil, err
		}
		t.add(p)
		at, _ := e.Place()
		switch {
		case at.Record == nil || p.anywhere == toml.False:
		case p.anywhere == toml.True:
			sure = append(sure, at.Record.Key)
		default:
			maybe = append(maybe, at.Record.Key)
		}
	}
	return t, sure, maybe, nil
}

// piece evaluates a candidate. What is written for the site today is none.
func (w *weighing) piece(e expr.Value, due deadline, last *toml.Date) (piece, error) {
	p := piece{toml.Unknown, toml.Unknown, toml.Unknown}
	if !e.Known() {
		return p, nil
	}
	if at, ok := e.Place(); ok && at.Record.MeantText(schema.Provenance) == editorial {
		return piece{toml.False, toml.False, toml.False}, nil
	}
	w.ev.Set(expr.Evidence, e)
	var err error
	if p.here, err = w.condition(w.c.Counts); err != nil {
		return p, err
	}
	elsewhere := toml.False
	if w.c.Elsewhere != nil {
		if elsewhere, err = w.condition(w.c.Elsewhere); err != nil {
			return p, err
		}
	}
	p.anywhere = calendar.All(p.here.Not(), elsewhere.Not()).Not()
	if due == none {
		p.inTime = toml.True
		return p, nil
	}
	d, known, err := w.dated(e)
	if err == nil && known && last != nil {
		p.inTime = calendar.NotAfter(d, *last)
	}
	return p, err
}

// dated returns when a piece of evidence happened: as the promise says, else
// the date of its record's type.
func (w *weighing) dated(e expr.Value) (d toml.Date, known bool, err error) {
	if w.c.Dated != nil {
		v, err := w.ev.Eval(w.c.Dated)
		d, known = v.Date()
		return d, known, err
	}
	if d, known = e.Date(); known {
		return d, known, nil
	}
	at, _ := e.Place()
	if at.Record == nil || at.Pointer != "" || at.Record.Schema.DateField == "" {
		return d, false, nil
	}
	d, known = at.Record.Date(at.Record.Schema.DateField)
	return d, known, nil
}
