package rule

import (
	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
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
	count(&t.here, all(p.here, p.inTime) == toml.True)
	count(&t.anywhere, all(p.anywhere, p.inTime) == toml.True)
	count(&t.ever, p.anywhere == toml.True)
	count(&t.inTime, all(p.anywhere, p.inTime) != toml.False)
	count(&t.possible, p.anywhere != toml.False)
}

// piece judges a candidate. What is written for the site today is none.
func (j *judging) piece(e ref.Val, due deadline, last *toml.Date) (piece, error) {
	p := piece{toml.Unknown, toml.Unknown, toml.Unknown}
	if types.IsUnknown(e) {
		return p, nil
	}
	if at, ok := placeOf(e); ok && at.rec.Values[provenanceField] == editorial {
		return piece{toml.False, toml.False, toml.False}, nil
	}
	j.ev.e = e
	var err error
	if p.here, err = j.counts(j.c.counts, toml.True); err != nil {
		return p, err
	}
	elsewhere, err := j.counts(j.c.elsewhere, toml.False)
	if err != nil {
		return p, err
	}
	p.anywhere = all(p.here.Not(), elsewhere.Not()).Not()
	if due == none {
		p.inTime = toml.True
		return p, nil
	}
	d, err := j.dated(e)
	if err == nil && d != nil && last != nil {
		p.inTime = notAfter(*d, *last)
	}
	return p, err
}

// counts evaluates a condition on a piece of evidence.
func (j *judging) counts(x *expr, absent toml.Truth) (toml.Truth, error) {
	if x == nil {
		return absent, nil
	}
	v, err := j.ev.eval(x)
	switch v {
	case types.True:
		return toml.True, err
	case types.False:
		return toml.False, err
	}
	return toml.Unknown, err
}

// dated returns when a piece of evidence happened: as the promise says, else
// the date of its record's type.
func (j *judging) dated(e ref.Val) (*toml.Date, error) {
	if j.c.dated != nil {
		v, err := j.ev.eval(j.c.dated)
		if d, ok := v.(*date); ok {
			return &d.Date, err
		}
		return nil, err
	}
	if d, ok := e.(*date); ok {
		return &d.Date, nil
	}
	o, ok := e.(*object)
	if !ok || !o.isRecord() || o.rec.Schema.DateField == "" {
		return nil, nil
	}
	if d, ok := o.rec.Date(o.rec.Schema.DateField); ok {
		return &d, nil
	}
	return nil, nil
}
