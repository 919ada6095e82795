package fn

import (
	"time"

	"candor/internal/chart"
	"candor/internal/toml"
)

// scale returns how far a number lies between two others on a line of that width.
func scale(v, low, high, width any) float64 {
	return chart.Scale(Number(v), Number(low), Number(high), Number(width))
}

// along returns where a date begins on a line of that width that leads from
// the beginning of one date to the end of another.
func along(v, from, until, width any) float64 {
	d, ok := asDate(v)
	if !ok {
		return 0
	}
	return place(d.First, from, until, width)
}

// alongEnd is along, but for where the date ends: a month is as wide as it is
// long.
func alongEnd(v, from, until, width any) float64 {
	d, ok := asDate(v)
	if !ok {
		return 0
	}
	return place(d.Last, from, until, width)
}

func place(t time.Time, from, until, width any) float64 {
	a, okA := asDate(from)
	b, okB := asDate(until)
	if !okA || !okB {
		return 0
	}
	return scale(t.Sub(a.First).Hours(), 0.0, b.Last.Sub(a.First).Hours(), width)
}

// longest is how many months or years a picture may span.
const longest = 1200

// months returns the months from the one that a date begins in to the one that
// another ends in.
func months(from, until any) []toml.Date {
	return steps(from, until, "2006-01", func(t time.Time) time.Time { return t.AddDate(0, 1, 0) })
}

// years is months, for years.
func years(from, until any) []toml.Date {
	return steps(from, until, "2006", func(t time.Time) time.Time { return t.AddDate(1, 0, 0) })
}

func steps(from, until any, layout string, next func(time.Time) time.Time) []toml.Date {
	a, okA := asDate(from)
	b, okB := asDate(until)
	if !okA || !okB {
		return nil
	}
	var out []toml.Date
	first, _ := toml.ParseDate(a.First.Format(layout))
	for t := first.First; !t.After(b.Last) && len(out) < longest; t = next(t) {
		d, _ := toml.ParseDate(t.Format(layout))
		out = append(out, d)
	}
	return out
}

// inMonth returns the elements whose date at a JSON pointer is known to lie in
// a month.
func inMonth(list any, pointer string, month any) []any {
	m, ok := asDate(month)
	if !ok {
		return nil
	}
	var out []any
	for _, e := range Elements(list) {
		d, ok := asDate(At(e, pointer))
		if ok && d.Precision >= toml.Month && !d.First.Before(m.First) && !d.Last.After(m.Last) {
			out = append(out, e)
		}
	}
	return out
}

// least returns the smallest number, or the date that begins first; nil of an
// empty list.
func least(list any) any { return pick(list, -1) }

// most returns the greatest number, or the date that ends last.
func most(list any) any { return pick(list, +1) }

func pick(list any, sign int) any {
	var best any
	for _, e := range Elements(list) {
		if e != nil && (best == nil || sign*compareEnds(e, best, sign) > 0) {
			best = e
		}
	}
	return best
}

// compareEnds compares numbers by size and dates by the end that the sign looks to.
func compareEnds(a, b any, sign int) int {
	x, okX := asDate(a)
	y, okY := asDate(b)
	switch {
	case !okX || !okY:
		return Compare(a, b)
	case sign < 0:
		return x.First.Compare(y.First)
	}
	return x.Last.Compare(y.Last)
}

// ticks returns the round numbers from 0 to what is not below v: the lines of a
// picture.
func ticks(v any) []float64 { return chart.Ticks(Number(v)) }
