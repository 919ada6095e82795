package toml

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Forms in which people write dates elsewhere. In the last two nobody can tell
// the day from the month, unless one of them is over 12.
var (
	dayForms = []string{
		"2006-1-2", "2006/1/2", "2006.1.2", "2006 January 2", "2006 Jan 2",
		"2 January 2006", "2 Jan 2006", "2-Jan-2006", "January 2 2006", "Jan 2 2006",
	}
	monthForms  = []string{"2006-1", "2006/1", "2006.1", "1/2006", "January 2006", "Jan 2006", "2006 January", "2006 Jan"}
	eitherForms = []string{"2/1/2006", "1/2/2006"}
)

var (
	ordinal   = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)\b`)
	eitherWay = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})([./-])(\d{4})$`)
)

// Readings returns the days or months, in the form that ParseDate takes, that a
// text in another form can mean: none, the one that is beyond doubt, or two
// where the day cannot be told from the month, as in 04/05/2022. A text that
// ParseDate takes has no other reading.
func Readings(text string) []string {
	text = strings.TrimSpace(text)
	if _, ok := ParseDate(text); ok {
		return nil
	}
	text = ordinal.ReplaceAllString(dashes.Replace(text), "$1")
	text = strings.Join(strings.Fields(text), " ")
	if m := eitherWay.FindStringSubmatch(text); m != nil && m[2] == m[4] {
		return readAs(m[1]+"/"+m[3]+"/"+m[5], eitherForms, "2006-01-02")
	}
	return append(readAs(text, dayForms, "2006-01-02"), readAs(text, monthForms, "2006-01")...)
}

// readAs returns what a text means in each of the forms that it has.
func readAs(text string, forms []string, layout string) []string {
	var out []string
	for _, f := range forms {
		t, err := time.Parse(f, text)
		if s := t.Format(layout); err == nil && t.Year() >= 1000 && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// Meant returns how to write a date that was written in another form: the hint
// for its author and, where there is no doubt about it, the TOML. The hint is
// "" for what is no date in any form.
func Meant(text string) (hint, instead string) {
	r := Readings(text)
	switch len(r) {
	case 0:
		return "", ""
	case 1:
		instead = r[0]
		if len(instead) < len("2006-01-02") {
			instead = `"` + instead + `"`
		}
		return "write " + instead, instead
	}
	first, _ := ParseDate(r[0])
	second, _ := ParseDate(r[1])
	return "write " + r[0] + " for " + first.Words() + ", or " + r[1] + " for " + second.Words(), ""
}
