package fn

import "candor/internal/toml"

// Holding is an element of a list that held on a day. Possibly says that what
// is known of its days does not settle it.
type Holding struct {
	Of       any
	Possibly bool
}

// Get returns what stands at a JSON pointer of the element.
func (h Holding) Get(pointer string) any { return At(h.Of, pointer) }

// held returns the elements of a list of tables that held on a day, those that
// may have held marked. The dates from and until bound an element, both days
// included. Where one of them is not there, seen_first and seen_last say from
// when to when it certainly held, and nothing of the time beyond; an element
// without either has no bound on that side.
func held(list any, on any) []Holding {
	d, ok := asDate(on)
	if !ok {
		return nil
	}
	var out []Holding
	for _, e := range Elements(list) {
		switch holds(e, d) {
		case toml.True:
			out = append(out, Holding{Of: e})
		case toml.Unknown:
			out = append(out, Holding{Of: e, Possibly: true})
		case toml.False:
		}
	}
	return out
}

func holds(e any, d toml.Date) toml.Truth {
	begun, over := begun(e, d), over(e, d)
	switch {
	case begun == toml.False || over == toml.True:
		return toml.False
	case begun == toml.True && over == toml.False:
		return toml.True
	}
	return toml.Unknown
}

// begun says whether an element held on the day or before.
func begun(e any, d toml.Date) toml.Truth {
	if from, ok := asDate(At(e, "/from")); ok {
		return d.Before(from).Not()
	}
	seen, ok := asDate(At(e, "/seen_first"))
	if !ok || d.Before(seen) == toml.False {
		return toml.True
	}
	return toml.Unknown
}

// over says whether an element has ceased to hold before the day.
func over(e any, d toml.Date) toml.Truth {
	if until, ok := asDate(At(e, "/until")); ok {
		return until.Before(d)
	}
	seen, ok := asDate(At(e, "/seen_last"))
	if !ok || seen.Before(d) == toml.False {
		return toml.False
	}
	return toml.Unknown
}

// Turn is what differs between two days: the elements of a list that came
// and those that went.
type Turn struct{ Came, Went []any }

// turn compares what held on two days. An element came where it held on the
// later day and certainly not on the earlier one; what may have held before is
// no news.
func turn(list any, before, on any) Turn {
	b, okB := asDate(before)
	d, okD := asDate(on)
	var t Turn
	if !okB || !okD {
		return t
	}
	for _, e := range Elements(list) {
		then, now := holds(e, b), holds(e, d)
		switch {
		case then == toml.False && now != toml.False:
			t.Came = append(t.Came, e)
		case then != toml.False && now == toml.False:
			t.Went = append(t.Went, e)
		}
	}
	return t
}
