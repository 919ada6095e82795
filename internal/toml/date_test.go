package toml_test

import (
	"testing"
	"time"

	"candor/internal/toml"

	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	tests := []struct {
		text        string
		precision   toml.Precision
		first, last string
	}{
		{"2022", toml.Year, "2022-01-01T00:00:00Z", "2022-12-31T23:59:59.999999999Z"},
		{"2022-05", toml.Month, "2022-05-01T00:00:00Z", "2022-05-31T23:59:59.999999999Z"},
		{"2024-02", toml.Month, "2024-02-01T00:00:00Z", "2024-02-29T23:59:59.999999999Z"},
		{"2022-12", toml.Month, "2022-12-01T00:00:00Z", "2022-12-31T23:59:59.999999999Z"},
		{"2022-05-31", toml.Day, "2022-05-31T00:00:00Z", "2022-05-31T23:59:59.999999999Z"},
		{"2022-05-31T23:30:00-02:00", toml.Instant, "2022-06-01T01:30:00Z", "2022-06-01T01:30:00Z"},
		{"2022-05-31T10:00:00.5Z", toml.Instant, "2022-05-31T10:00:00.5Z", "2022-05-31T10:00:00.5Z"},
	}
	for _, tt := range tests {
		d, ok := toml.ParseDate(tt.text)
		first, last := d.First.Format(time.RFC3339Nano), d.Last.Format(time.RFC3339Nano)
		if !ok || d.String() != tt.text || d.Precision != tt.precision || first != tt.first || last != tt.last {
			t.Errorf("%s: %v, %v from %s to %s", tt.text, ok, d.Precision, first, last)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, text := range []string{
		"", "22", "2022-", "2022-5", "2022-13", "2022-00", "2022-02-30", "2023-02-29", "2022-05-1", "31.05.2022", " 2022", "2022 ", "+022", "soon",
		"2022-05-31T", "2022-05-31T10:00", "2022-05-31T10:00:00", "2022-05-31T1:00:00Z", "2022-05-31T24:00:00Z", "2022-05-31T10:00:00,5Z", "2022-05-31 10:00:00Z", "２０２２",
	} {
		if d, ok := toml.ParseDate(text); ok {
			t.Errorf("%q is read as %v", text, d)
		}
	}
}

// A moment without an offset is not the same for every reader: it is refused as
// a date, and read on its own it lies between the clocks furthest from UTC.
func TestParseLocal(t *testing.T) {
	for text, first := range map[string]string{
		"2022-05-31T10:00:00":   "2022-05-30T20:00:00Z",
		"2022-05-31 10:00:00":   "2022-05-30T20:00:00Z",
		"2022-05-31T10:00":      "2022-05-30T20:00:00Z",
		"2022-05-31 10:00":      "2022-05-30T20:00:00Z",
		"2022-05-31T10:00:00.5": "2022-05-30T20:00:00.5Z",
	} {
		if _, ok := toml.ParseDate(text); ok {
			t.Errorf("%q is read as a date", text)
		}
		d, ok := toml.ParseLocal(text)
		if got := d.First.Format(time.RFC3339Nano); !ok || !d.Local || got != first || d.Last.Sub(d.First) != 26*time.Hour {
			t.Errorf("%q is %v, from %s to %s", text, ok, got, d.Last)
		}
	}
	for _, text := range []string{"", "2022-05-31", "2022-05-31T10", "2022-05-31T10:00:00Z", "2022-05-31T10:00:00,5", "2022-05-31T25:00", "10:00:00"} {
		if d, ok := toml.ParseLocal(text); ok {
			t.Errorf("%q is read as %v", text, d)
		}
	}
}

// A day begins in Kiribati, at UTC+14, and ends at UTC-12.
func TestAheadAndOver(t *testing.T) {
	tests := []struct {
		text, now   string
		ahead, over bool
	}{
		{"2022-06-01", "2022-05-31T09:59:59Z", true, false},
		{"2022-06-01", "2022-05-31T10:00:00Z", false, false},
		{"2022-05-31", "2022-06-01T11:59:59Z", false, false},
		{"2022-05-31", "2022-06-01T12:00:00Z", false, true},
		{"2022-06", "2022-05-31T09:59:59Z", true, false},
		{"2022-06", "2022-05-31T12:00:00Z", false, false},
		{"2022", "2023-01-01T11:00:00Z", false, false},
		{"2022", "2023-01-01T12:00:00Z", false, true},
		{"2022-06-01T08:00:00+13:00", "2022-05-31T18:59:59Z", true, false},
		{"2022-06-01T08:00:00+13:00", "2022-05-31T19:00:00Z", false, true},
	}
	for _, tt := range tests {
		now := date(t, tt.now).First
		if d := date(t, tt.text); d.Ahead(now) != tt.ahead || d.Over(now) != tt.over {
			t.Errorf("%s at %s: ahead %v, over %v", tt.text, tt.now, d.Ahead(now), d.Over(now))
		}
	}
}

// Where a day is neither ahead nor over, it is one of those that it is somewhere.
func TestDaysAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "now"), 0)
		d := toml.DayOf(now.Add(time.Duration(rapid.IntRange(-72, 72).Draw(t, "hours")) * time.Hour))
		days := toml.DaysAt(now)
		in := !d.First.Before(days.First) && !d.Last.After(days.Last)
		if in == (d.Ahead(now) || d.Over(now)) {
			t.Fatalf("%s at %v: ahead %v, over %v, within %v to %v", d, now, d.Ahead(now), d.Over(now), days.First, days.Last)
		}
	})
}

func TestDayOf(t *testing.T) {
	at := time.Date(2022, 5, 31, 23, 30, 0, 0, time.FixedZone("", -2*60*60))
	if got := toml.DayOf(at); got != date(t, "2022-06-01") {
		t.Errorf("%v is on %v", at, got)
	}
}

func TestComparisons(t *testing.T) {
	const yes, no, maybe = toml.True, toml.False, toml.Unknown
	tests := []struct {
		a, b                 string
		before, after, equal toml.Truth
	}{
		{"2022-05-30", "2022-05-31", yes, no, no},
		{"2022-05-31", "2022-05-31", no, no, yes},
		{"2022-05-31T10:00:00Z", "2022-05-31T10:00:00.1Z", yes, no, no},
		{"2022-05-31T10:00:00Z", "2022-05-31T12:00:00+02:00", no, no, yes},
		{"2022-05-31", "2022-05-31T10:00:00Z", maybe, maybe, maybe},
		{"2022-05-31", "2022-06-01T00:00:00Z", yes, no, no},
		{"2022-05-31", "2022-06-01T00:00:00+02:00", maybe, maybe, maybe},
		{"2022-05", "2022-05", maybe, maybe, maybe},
		{"2022-05", "2022-06", yes, no, no},
		{"2022-05", "2022-05-31", maybe, maybe, maybe},
		{"2022-05", "2022-06-01", yes, no, no},
		{"2022-05", "2022-04-30", no, yes, no},
		{"2022-05", "2022-05-31T10:00:00Z", maybe, maybe, maybe},
		{"2022-05", "2022-06-01T00:00:00Z", yes, no, no},
		{"2022", "2022", maybe, maybe, maybe},
		{"2022", "2022-05", maybe, maybe, maybe},
		{"2022", "2023-01", yes, no, no},
		{"2022", "2021-12-31", no, yes, no},
	}
	for _, tt := range tests {
		a, b := date(t, tt.a), date(t, tt.b)
		if got := [3]toml.Truth{a.Before(b), b.Before(a), a.Equal(b)}; got != [3]toml.Truth{tt.before, tt.after, tt.equal} {
			t.Errorf("%s and %s: before, after, equal are %v", a, b, got)
		}
		if a.Equal(b) != b.Equal(a) {
			t.Errorf("%s and %s are equal in one direction", a, b)
		}
	}
}

func TestNot(t *testing.T) {
	for in, want := range map[toml.Truth]toml.Truth{toml.True: toml.False, toml.False: toml.True, toml.Unknown: toml.Unknown} {
		if got := in.Not(); got != want {
			t.Errorf("not %v is %v", in, got)
		}
	}
}

// A certain answer holds for every pair of instants that the two dates allow.
func TestComparisonsAreCertain(t *testing.T) {
	forms := []string{"2006", "2006-01", "2006-01-02", time.RFC3339}
	draw := rapid.Custom(func(r *rapid.T) toml.Date {
		at := time.Date(2022, 1, 1, 0, 0, rapid.IntRange(0, 500*24*60*60).Draw(r, "second"), 0, time.UTC)
		d, _ := toml.ParseDate(at.Format(rapid.SampledFrom(forms).Draw(r, "form")))
		return d
	})
	inside := func(r *rapid.T, d toml.Date) time.Time {
		return d.First.Add(time.Duration(rapid.Int64Range(0, int64(d.Last.Sub(d.First))).Draw(r, "inside")))
	}
	rapid.Check(t, func(r *rapid.T) {
		a, b := draw.Draw(r, "a"), draw.Draw(r, "b")
		if a.Precision == toml.Day && b.Precision == toml.Day {
			if (a.Before(b) == toml.True) != (a.Text < b.Text) || a.Before(b) == toml.Unknown {
				r.Fatalf("%s before %s is %v", a, b, a.Before(b))
			}
			return
		}
		x, y := inside(r, a), inside(r, b)
		if got := a.Before(b); got == toml.True && !x.Before(y) || got == toml.False && x.Before(y) {
			r.Fatalf("%s before %s is %v", a, b, got)
		}
		if got := a.Equal(b); got == toml.True && !x.Equal(y) || got == toml.False && x.Equal(y) {
			r.Fatalf("%s equal to %s is %v", a, b, got)
		}
	})
}
