// Package calendar computes with dates that are known only as far as somebody
// wrote them: a day, a month, a year or an instant. Every answer is true for
// whatever the exact date was, false for whatever it was, or unknown.
//
// A day is the smallest step between anything but two instants: what happens at
// ten o'clock on the day of a deadline is not after it.
package calendar

import (
	"time"

	"candor/internal/toml"
)

// Before reports whether d is before e.
func Before(d, e toml.Date) toml.Truth {
	if d.Precision == toml.Instant && e.Precision == toml.Instant {
		return d.Before(e)
	}
	switch {
	case day(d.Last).Before(day(e.First)):
		return toml.True
	case !day(d.First).Before(day(e.Last)):
		return toml.False
	}
	return toml.Unknown
}

// NotAfter reports whether d is before e or at the same time.
func NotAfter(d, e toml.Date) toml.Truth { return Before(e, d).Not() }

// day returns the beginning of the day that t is in.
func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// All is the three-valued and of several answers.
func All(answers ...toml.Truth) toml.Truth {
	out := toml.True
	for _, t := range answers {
		switch t {
		case toml.False:
			return toml.False
		case toml.Unknown:
			out = toml.Unknown
		}
	}
	return out
}

// Within reports whether d is between two days, both inclusive; nil is open.
func Within(d toml.Date, from, until *toml.Date) toml.Truth {
	out := toml.True
	if from != nil {
		out = All(out, NotAfter(*from, d))
	}
	if until != nil {
		out = All(out, NotAfter(d, *until))
	}
	return out
}

// exactDay returns the day that d is certainly in, if that is known.
func exactDay(d toml.Date) (time.Time, bool) {
	return day(d.First), day(d.First).Equal(day(d.Last))
}

// between returns a date that is somewhere between two days, both inclusive.
func between(first, last time.Time) toml.Date {
	if first.Equal(last) {
		return toml.DayOf(first)
	}
	const layout = "2006-01-02"
	return toml.Date{
		Text:      first.Format(layout) + " to " + last.Format(layout),
		First:     first,
		Last:      last.AddDate(0, 0, 1).Add(-1),
		Precision: toml.Month,
	}
}

// AddDays moves a date by days. It is known as exactly as before.
func AddDays(d toml.Date, n int) toml.Date {
	if n == 0 {
		return d
	}
	return between(day(d.First).AddDate(0, 0, n), day(d.Last).AddDate(0, 0, n))
}

// AddMonths moves a date to the same day of another month, or to the last day of
// that month where it has no such day. A month remains a month.
func AddMonths(d toml.Date, n int) toml.Date {
	switch {
	case n == 0:
		return d
	case d.Precision == toml.Month && d.First.Day() == 1 && day(d.Last).AddDate(0, 0, 1).Day() == 1:
		return monthOf(d.First.AddDate(0, n, 0))
	}
	return between(sameDay(day(d.First), n), sameDay(day(d.Last), n))
}

// sameDay moves a day by months; the 31st becomes the last day of shorter ones.
func sameDay(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// monthOf returns the month that t is in.
func monthOf(t time.Time) toml.Date {
	d, ok := toml.ParseDate(t.Format("2006-01"))
	if !ok { // beyond the year 9999
		return toml.DayOf(t)
	}
	return d
}

// MaxMonths is the most that Months returns: a longer span is a mistake in a date.
const MaxMonths = 1200

// Months returns every month from one date to another, both included. The list
// is nil and ok is false where it is not known in which month one of them is. It
// stops after MaxMonths+1 months.
func Months(from, until toml.Date) (months []toml.Date, ok bool) {
	first, ok := exactMonth(from)
	last, ok2 := exactMonth(until)
	if !ok || !ok2 {
		return nil, false
	}
	for m := first; !m.After(last) && len(months) <= MaxMonths; m = m.AddDate(0, 1, 0) {
		months = append(months, monthOf(m))
	}
	return months, true
}

// exactMonth returns the beginning of the month that d is certainly in, if that
// is known.
func exactMonth(d toml.Date) (time.Time, bool) {
	start := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC) }
	first := start(d.First.UTC())
	return first, first.Equal(start(d.Last.UTC()))
}

// DaysBetween counts the days from one date to another; ok is false unless both
// are known to the day.
func DaysBetween(from, until toml.Date) (days int, ok bool) {
	a, ok := exactDay(from)
	b, ok2 := exactDay(until)
	if !ok || !ok2 {
		return 0, false
	}
	return int(b.Sub(a) / (24 * time.Hour)), true
}
