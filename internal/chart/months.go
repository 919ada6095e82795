package chart

import (
	"math"
	"time"

	"candor/internal/wording"
)

// fewest is how many months or points there must be for a picture to say more than
// a sentence.
const fewest = 3

// Amount is an amount of a month, given by its first moment.
type Amount struct {
	Month time.Time
	Value float64
}

// MonthBars draws a bar for the amount of each month, with the amount above it. Of
// fewer than three months from first to last it draws nothing.
func MonthBars(h Head, amounts []Amount) SVG {
	months := Months(overMonths(amounts, func(a Amount) time.Time { return a.Month }))
	if len(months) < fewest {
		return ""
	}
	most := 0.0
	for _, a := range amounts {
		most = max(most, a.Value)
	}
	d := begin(h, 640, 236, "")
	v := levelsTo(most, 60, 640)
	v.draw(d)
	l := line{over: wholeMonths(months), x: 65, width: 545}
	for _, y := range Years(l.over) {
		d.text(faint, l.at(y), 218, wording.Year(y))
		d.path(axis, "M", l.at(y), v.bottom, "v", 5.0)
	}
	width := l.width / float64(len(months))
	for _, a := range amounts {
		x, height := l.at(a.Month), v.of(a.Value)
		d.rect(bar, x+1, v.bottom-height, max(3, width-2), max(1, height))
		d.text("middle small", x+width/2, v.bottom-5-height, wording.Amount(a.Value))
	}
	return d.end()
}

// Pair is two amounts of a month, given by a moment in it: what was planned, say,
// and what was spent. 0 is not drawn.
type Pair struct {
	Month         time.Time
	First, Second float64
}

// MonthPairs draws two bars beside each other for each month, the first in outline.
// The names explain them. Of fewer than three months from first to last it draws
// nothing.
func MonthPairs(h Head, pairs []Pair, first, second string) SVG {
	months := Months(overMonths(pairs, func(p Pair) time.Time { return p.Month }))
	if len(months) < fewest {
		return ""
	}
	most := 0.0
	for _, p := range pairs {
		most = max(most, p.First, p.Second)
	}
	d := begin(h, 640, 260, "")
	v := levelsTo(most, 60, 640)
	v.draw(d)
	l := line{over: wholeMonths(months), x: 65, width: 570}
	width := l.width / float64(len(months))
	monthNames(d, l, months, width)
	half := (width - 4) / 2
	for _, p := range pairs {
		v.pair(d, p, l.at(p.Month)+2, math.Round(half))
	}
	d.legend(outline, 66, 245, 11, 11, 83, 255, first)
	d.legend(bar, 146, 245, 11, 11, 163, 255, second)
	return d.end()
}

func (l levels) pair(d *drawing, p Pair, x, width float64) {
	if height := l.of(p.First); p.First != 0 {
		d.rect(outline, x, l.bottom-height, width, height)
	}
	if height := l.of(p.Second); p.Second != 0 {
		d.rect(bar, x+width, l.bottom-height, width, height)
	}
}

// monthNames writes the initial of each month, and the year below the first of each.
func monthNames(d *drawing, l line, months []time.Time, width float64) {
	for i, m := range months {
		d.text("faint middle small", l.at(m)+width/2, 215, wording.Month(m)[:1])
		if i == 0 || m.Month() == time.January {
			d.text(faint, l.at(m)+2, 232, wording.Year(m))
		}
	}
}

func overMonths[T any](list []T, month func(T) time.Time) Span {
	spans := make([]Span, len(list))
	for i, e := range list {
		spans[i] = Span{month(e), month(e)}
	}
	return over(spans)
}
