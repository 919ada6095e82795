package fn

import (
	"strings"
	"time"
	"unicode"

	"candor/internal/toml"
)

// calendarText escapes a text for a calendar (RFC 5545, 3.3.11).
func calendarText(v any) string {
	s, _ := v.(string)
	s = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' {
			return -1
		}
		return c
	}, s)
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(strings.ToValidUTF8(s, "\ufffd"))
}

// stamp returns the first moment of a date in UTC.
func stamp(v any) string {
	d, ok := asDate(v)
	if !ok {
		return ""
	}
	return d.First.UTC().Format("20060102T150405Z")
}

// basicDate returns a day, or the day in UTC of a moment, without hyphens.
func basicDate(v any) string {
	d, ok := asDate(v)
	if !ok || d.Precision < toml.Day {
		return ""
	}
	return d.First.UTC().Format("20060102")
}

// known says how far a date is known.
func known(v any) string {
	d, ok := asDate(v)
	if !ok {
		return ""
	}
	return [...]string{toml.Year: "year", toml.Month: "month", toml.Day: "day", toml.Instant: "moment"}[d.Precision]
}

// dayAfter returns the day after a date's last, nil where it has none.
func dayAfter(v any) any {
	d, ok := asDate(v)
	if !ok {
		return nil
	}
	return toml.DayOf(d.Last.Add(24 * time.Hour))
}
