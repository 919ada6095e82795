package rule

import (
	"reflect"
	"time"

	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// dateType is the one CEL type of dates.
var dateType = types.NewOpaqueType("date")

// date is a day, a month, a year or an instant, as far as it is known.
type date struct{ toml.Date }

// ConvertToNative implements ref.Val.
func (d *date) ConvertToNative(reflect.Type) (any, error) { return nil, errNative }

// ConvertToType implements ref.Val.
func (d *date) ConvertToType(t ref.Type) ref.Val {
	switch t.TypeName() {
	case types.StringType.TypeName():
		return types.String(d.Text)
	case dateType.TypeName():
		return d
	}
	return types.NewErr("a date cannot be turned into something else")
}

// Equal implements ref.Val; the answer may be unknown.
func (d *date) Equal(other ref.Val) ref.Val {
	if e, ok := other.(*date); ok {
		return truth(d.Date.Equal(e.Date))
	}
	return types.False
}

// Type implements ref.Val.
func (d *date) Type() ref.Type { return dateType }

// Value implements ref.Val.
func (d *date) Value() any { return d.Date }

// truth turns an answer about dates into a value.
func truth(t toml.Truth) ref.Val {
	switch t {
	case toml.True:
		return types.True
	case toml.False:
		return types.False
	}
	return unknown
}

// before says whether d lies before e. A day is the smallest step between
// anything but two instants: what happens on the day of a deadline is not
// after it, and the last day of a month is not before that month.
func before(d, e toml.Date) toml.Truth {
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

// notAfter says whether d lies before e or at the same time.
func notAfter(d, e toml.Date) toml.Truth { return before(e, d).Not() }

// day returns the beginning of the day on which t lies.
func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// all joins answers by a three-valued and.
func all(answers ...toml.Truth) toml.Truth {
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

// within says whether d lies between two days, both inclusive; nil is open.
func within(d toml.Date, from, until *toml.Date) toml.Truth {
	out := toml.True
	if from != nil {
		out = all(out, notAfter(*from, d))
	}
	if until != nil {
		out = all(out, notAfter(d, *until))
	}
	return out
}

// exactDay returns the day that d is known to, if it is.
func exactDay(d toml.Date) (time.Time, bool) {
	return day(d.First), day(d.First).Equal(day(d.Last))
}

// span returns the date that lies somewhere between two days.
func span(first, last time.Time) toml.Date {
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

// addDays moves a date; how exactly it is known stays.
func addDays(d toml.Date, n int) toml.Date {
	if n == 0 {
		return d
	}
	return span(day(d.First).AddDate(0, 0, n), day(d.Last).AddDate(0, 0, n))
}

// addMonths moves a date to the same day of another month, or to that month's
// last where it has no such day. A month stays a month.
func addMonths(d toml.Date, n int) toml.Date {
	switch {
	case n == 0:
		return d
	case d.Precision == toml.Month && d.First.Day() == 1 && day(d.Last).AddDate(0, 0, 1).Day() == 1:
		return month(d.First.AddDate(0, n, 0))
	}
	return span(sameDay(day(d.First), n), sameDay(day(d.Last), n))
}

// sameDay moves a day by months; the 31st becomes the last day of shorter ones.
func sameDay(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// month returns the month in which t lies.
func month(t time.Time) toml.Date {
	d, ok := toml.ParseDate(t.Format("2006-01"))
	if !ok { // beyond the year 9999
		return toml.DayOf(t)
	}
	return d
}
