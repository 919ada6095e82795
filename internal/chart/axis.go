package chart

import (
	"math"
	"time"

	"candor/internal/wording"
)

// Span is a stretch of time from its first moment to its last: a day, a month, or
// the time that something took.
type Span struct{ From, Until time.Time }

// over returns the span from the first moment of all to the last.
func over(spans []Span) Span {
	var all Span
	for i, s := range spans {
		if i == 0 || s.From.Before(all.From) {
			all.From = s.From
		}
		if i == 0 || s.Until.After(all.Until) {
			all.Until = s.Until
		}
	}
	return all
}

// Scale returns how far a number lies between two others on a line of a width, to
// a tenth of a unit. What lies outside is put at the nearer end; where the two are
// the same it is 0.
func Scale(v, low, high, width float64) float64 {
	if high <= low || width <= 0 {
		return 0
	}
	return tenth(min(max((v-low)/(high-low), 0), 1) * width)
}

// line is a line of time: a span, and where it is drawn.
type line struct {
	over     Span
	x, width float64
}

// at returns where a moment lies.
func (l line) at(t time.Time) float64 {
	return l.x + Scale(t.Sub(l.over.From).Hours(), 0, l.over.Until.Sub(l.over.From).Hours(), l.width)
}

// length returns how long a span is drawn, but not less than can be seen.
func (l line) length(s Span, least float64) float64 {
	return max(least, l.at(s.Until)-l.at(s.From))
}

// longest is how many months or years a picture may span.
const longest = 1200

// Months returns the first moments of the months that a span touches, in order, and
// of a hundred years at most.
func Months(over Span) []time.Time {
	first := time.Date(over.From.Year(), over.From.Month(), 1, 0, 0, 0, 0, time.UTC)
	return steps(first, over.Until, 0, 1)
}

// Years is Months, for years.
func Years(over Span) []time.Time {
	return steps(time.Date(over.From.Year(), 1, 1, 0, 0, 0, 0, time.UTC), over.Until, 1, 0)
}

func steps(first, until time.Time, years, months int) []time.Time {
	var out []time.Time
	for t := first; !t.After(until) && len(out) < longest; t = t.AddDate(years, months, 0) {
		out = append(out, t)
	}
	return out
}

// wholeMonths returns the span from the beginning of the first of the months to the
// end of the last.
func wholeMonths(months []time.Time) Span {
	return Span{months[0], months[len(months)-1].AddDate(0, 1, 0).Add(-1)}
}

// Ticks returns the round numbers from 0 to what is not below v, at most seven: the
// lines of a picture.
func Ticks(v float64) []float64 {
	if v <= 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return []float64{0}
	}
	step := math.Pow(10, math.Floor(math.Log10(v)))
	for _, part := range []float64{0.2, 0.5, 1, 2} {
		if v/(step*part) <= 5 {
			step *= part
			break
		}
	}
	var out []float64
	for i := 0.0; ; i++ {
		out = append(out, math.Round(i*step*1e6)/1e6)
		if i*step >= v || len(out) > 10 {
			return out
		}
	}
}

// levels is the lines of amounts in a picture: where they are drawn, and how high.
type levels struct {
	left, right, bottom, height float64
	ticks                       []float64
}

func levelsTo(most, left, right float64) levels {
	return levels{left: left, right: right, bottom: 200, height: 180, ticks: Ticks(most)}
}

// of returns how high an amount is drawn.
func (l levels) of(v float64) float64 {
	return Scale(v, 0, l.ticks[len(l.ticks)-1], l.height)
}

// draw draws a line for each tick, with its number to the left.
func (l levels) draw(d *drawing) {
	for _, tick := range l.ticks {
		y := l.bottom - l.of(tick)
		d.path(axis, "M", l.left, y, "H", l.right)
		d.text("faint end", l.left-6, y+4, wording.Number(tick))
	}
}
