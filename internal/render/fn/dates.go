package fn

import (
	"math"
	"time"

	"candor/internal/toml"
	"candor/internal/wording"
)

// asDate reads what a layout may hand over as a date.
func asDate(v any) (toml.Date, bool) {
	switch d := v.(type) {
	case toml.Date:
		return d, true
	case *toml.Date:
		if d != nil {
			return *d, true
		}
	case time.Time:
		return toml.DayOf(d), !d.IsZero()
	case string:
		return toml.ParseDate(d)
	}
	return toml.Date{}, false
}

// Date returns a date in words, a text that is none as it stands.
func Date(v any) string {
	d, ok := asDate(v)
	if !ok {
		s, _ := v.(string)
		return s
	}
	return d.Words()
}

// ISO returns a date for a datetime attribute, a text that is none as it stands.
func ISO(v any) string {
	d, ok := asDate(v)
	switch {
	case !ok:
		s, _ := v.(string)
		return s
	case d.Precision == toml.Instant:
		return d.First.Format(time.RFC3339)
	}
	return d.Text
}

func year(v any) string {
	d, ok := asDate(v)
	if !ok {
		return ""
	}
	return wording.Year(d.First)
}

// days returns nil where a date is known to the month only: half a guess is no
// number.
func days(from, to any) any {
	a, okA := asDate(from)
	b, okB := asDate(to)
	if !okA || !okB || a.Precision < toml.Day || b.Precision < toml.Day {
		return nil
	}
	return wholeDays(a.First, b.First)
}

func wholeDays(from, to time.Time) int64 {
	const day = 24 * time.Hour
	return int64(math.Round(to.Truncate(day).Sub(from.Truncate(day)).Hours() / 24))
}

// Days is how many days may lie between two dates that are known in part.
type Days struct{ Fewest, Most int64 }

// daysBetween returns nil where a date is absent or the second may be no later
// at all.
func daysBetween(from, to any) *Days {
	a, okA := asDate(from)
	b, okB := asDate(to)
	if !okA || !okB || b.Before(a) == toml.True {
		return nil
	}
	return &Days{Fewest: max(0, wholeDays(a.Last, b.First)), Most: wholeDays(a.First, b.Last)}
}

func within(day, from, until any) string {
	d, ok := asDate(day)
	if !ok {
		return "unknown"
	}
	begun, over := toml.True, toml.False
	if a, ok := asDate(from); ok {
		begun = d.Before(a).Not()
	}
	if b, ok := asDate(until); ok {
		over = b.Before(d)
	}
	switch {
	case begun == toml.False || over == toml.True:
		return "no"
	case begun == toml.True && over == toml.False:
		return "yes"
	}
	return "unknown"
}
