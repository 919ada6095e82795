package wording

import "time"

// Year returns the year of a time: "2022".
func Year(t time.Time) string { return t.Format("2006") }

// Month returns the month of a time: "March 2022".
func Month(t time.Time) string { return t.Format("January 2006") }

// Day returns the day of a time: "12 March 2022".
func Day(t time.Time) string { return t.Format("2 January 2006") }

// LocalMoment returns a time to the minute, of which only the place knows the
// zone: "12 March 2022, 15:00".
func LocalMoment(t time.Time) string { return t.Format("2 January 2006, 15:04") }

// Moment returns a time in UTC to the minute: "12 March 2022, 15:00 UTC".
func Moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }
