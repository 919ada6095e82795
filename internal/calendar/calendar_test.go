package calendar

import (
	"testing"
	"time"

	"candor/internal/toml"

	"pgregory.net/rapid"
)

// TestOrder checks what certainty means: whatever days the dates really were,
// a certain answer is the true one.
func TestOrder(t *testing.T) {
	texts := []string{"2021", "2022", "2022-01", "2022-02", "2022-01-01", "2022-01-31", "2022-02-01", "2021-12-31"}
	rapid.Check(t, func(t *rapid.T) {
		d, _ := toml.ParseDate(rapid.SampledFrom(texts).Draw(t, "d"))
		e, _ := toml.ParseDate(rapid.SampledFrom(texts).Draw(t, "e"))
		some := func(d toml.Date, label string) toml.Date {
			days := int(d.Last.Sub(d.First) / (24 * time.Hour))
			return toml.DayOf(d.First.AddDate(0, 0, rapid.IntRange(0, days).Draw(t, label)))
		}
		x, y := some(d, "x"), some(e, "y")
		if got := Before(d, e); got != toml.Unknown && got != Before(x, y) {
			t.Fatalf("%s before %s is %v, but %s before %s is %v", d, e, got, x, y, Before(x, y))
		}
		if got := NotAfter(d, e); got != toml.Unknown && got != NotAfter(x, y) {
			t.Fatalf("%s not after %s is %v, but not of %s and %s", d, e, got, x, y)
		}
		n := rapid.IntRange(-40, 40).Draw(t, "n")
		moved, exact := AddDays(d, n), AddDays(x, n)
		if day(exact.First).Before(day(moved.First)) || day(exact.First).After(day(moved.Last)) {
			t.Fatalf("%s moved by %d is %s, without %s", d, n, moved, exact)
		}
	})
}
