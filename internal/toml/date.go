package toml

import (
	"strings"
	"time"

	"candor/internal/wording"
)

// Precision says how much of a date is known.
type Precision uint8

// The precisions, from the coarsest.
const (
	Year Precision = iota
	Month
	Day
	Instant
)

// Date is a point in time as far as it is known: the interval from First to
// Last, both inclusive and in UTC. Text is what the author wrote.
//
// A Local date is a moment without an offset from UTC: between First and Last
// lies every moment that it is somewhere on Earth. ParseDate returns none, and
// no format of a field allows one.
type Date struct {
	Text        string
	First, Last time.Time
	Precision   Precision
	Local       bool
}

// ParseDate reads "2022", "2022-05", "2022-05-31" or an RFC 3339 date-time.
func ParseDate(text string) (Date, bool) {
	layout, precision := time.RFC3339Nano, Instant
	switch len(text) {
	case len("2006"):
		layout, precision = "2006", Year
	case len("2006-01"):
		layout, precision = "2006-01", Month
	case len("2006-01-02"):
		layout, precision = "2006-01-02", Day
	}
	t, err := time.Parse(layout, text)
	// The library takes an hour of one digit and a decimal comma as well.
	if err != nil || precision == Instant && (text[len("2006-01-02T15")] != ':' || strings.Contains(text, ",")) {
		return Date{}, false
	}
	return newDate(text, t, precision), true
}

func newDate(text string, t time.Time, p Precision) Date {
	t = t.UTC()
	d := Date{Text: text, First: t, Last: t, Precision: p}
	switch p {
	case Year:
		d.Last = t.AddDate(1, 0, 0).Add(-1)
	case Month:
		d.Last = t.AddDate(0, 1, 0).Add(-1)
	case Day:
		d.Last = t.AddDate(0, 0, 1).Add(-1)
	case Instant:
	}
	return d
}

// The clocks that are furthest from UTC: a day begins east of the date line,
// and ends west of it.
const (
	ahead  = 14 * time.Hour // UTC+14
	behind = 12 * time.Hour // UTC-12
)

// localForms are moments without an offset from UTC, as TOML writes them. Go
// reads a fraction of a second with each.
var localForms = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"}

// ParseLocal reads a moment without an offset from UTC: "2022-05-31T10:00:00",
// with a space for the T, without seconds or with a fraction of them.
func ParseLocal(text string) (Date, bool) {
	for _, form := range localForms {
		if t, err := time.Parse(form, text); err == nil && !strings.Contains(text, ",") {
			return newLocal(t), true
		}
	}
	return Date{}, false
}

// newLocal returns what t's clock shows, wherever that is.
func newLocal(t time.Time) Date {
	t = inUTC(t)
	return Date{Text: t.Format(localDateTime), First: t.Add(-ahead), Last: t.Add(behind), Precision: Instant, Local: true}
}

// anywhere returns the interval in which d lies for somebody on Earth.
func (d Date) anywhere() (first, last time.Time) {
	if d.Precision == Instant {
		return d.First, d.Last
	}
	return d.First.Add(-ahead), d.Last.Add(behind)
}

// Ahead reports whether d has not begun anywhere on Earth at the time t.
func (d Date) Ahead(t time.Time) bool {
	first, _ := d.anywhere()
	return first.After(t)
}

// Over reports whether d has ended everywhere on Earth at the time t.
func (d Date) Over(t time.Time) bool {
	_, last := d.anywhere()
	return !last.After(t)
}

// DaysAt returns the days that it is somewhere on Earth at the time t, as an
// interval called by the day in UTC.
func DaysAt(t time.Time) Date {
	d := DayOf(t)
	d.First, d.Last = DayOf(t.Add(-behind)).First, DayOf(t.Add(ahead)).Last
	return d
}

// DayOf returns the day in UTC on which t lies.
func DayOf(t time.Time) Date {
	t = t.UTC().Truncate(24 * time.Hour)
	return newDate(t.Format("2006-01-02"), t, Day)
}

// Truth is the answer to a question about dates that are known in part.
type Truth uint8

// The answers.
const (
	Unknown Truth = iota
	False
	True
)

// Before says whether d lies before e. Two days, and two instants, compare
// exactly; anything coarser is certain only where the intervals do not meet.
func (d Date) Before(e Date) Truth {
	switch {
	case d.Last.Before(e.First):
		return True
	case !d.First.Before(e.Last), d.exact(e):
		return False
	}
	return Unknown
}

// Equal says whether d and e are the same day or instant.
func (d Date) Equal(e Date) Truth {
	switch {
	case d.Last.Before(e.First), e.Last.Before(d.First):
		return False
	case d.exact(e):
		return True
	}
	return Unknown
}

// exact says that both are known to the same day or instant.
func (d Date) exact(e Date) bool {
	return d.Precision >= Day && d.Precision == e.Precision && d.First.Equal(e.First) && d.Last.Equal(e.Last)
}

// Not turns an answer round.
func (t Truth) Not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return Unknown
}

// String returns the date as it was written.
func (d Date) String() string { return d.Text }

// Words writes the date for people, as far as it is known: "12 March 2022",
// "March 2022", "2022", and for an instant the time in UTC.
func (d Date) Words() string {
	switch d.Precision {
	case Year:
		return wording.Year(d.First)
	case Month:
		return wording.Month(d.First)
	case Instant:
		if d.Local {
			return wording.LocalMoment(d.First.Add(ahead))
		}
		return wording.Moment(d.First)
	case Day:
	}
	return wording.Day(d.First)
}
