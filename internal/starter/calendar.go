package starter

import (
	"text/template"
	"time"

	"candor/internal/wording"
)

// calendar returns the functions of the templates, counted from a day.
func calendar(now time.Time) template.FuncMap {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	on := func(months, day int) time.Time { return dayOf(today, months, day) }
	day := func(n int) string { return today.AddDate(0, 0, n).Format(time.DateOnly) }
	return template.FuncMap{
		"day":   day,
		"noon":  func(n int) string { return day(n) + "T12:00:00Z" },
		"month": func(n int) string { return on(n, 1).Format("2006-01") },
		"words": func(n int) string { return wording.Month(on(n, 1)) },
		"on":    func(n, d int) string { return on(n, d).Format(time.DateOnly) },
		"last":  func(n int) string { return on(n, 31).Format(time.DateOnly) },
		"past": func(n, d int) string {
			t := on(n, d)
			if t.After(today) {
				t = today
			}
			return t.Format(time.DateOnly)
		},
	}
}

// dayOf returns a day of the month that is so many months from today's, or the
// last one of a month that is shorter.
func dayOf(today time.Time, months, day int) time.Time {
	first := time.Date(today.Year(), today.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	if day > last.Day() {
		return last
	}
	return first.AddDate(0, 0, day-1)
}
