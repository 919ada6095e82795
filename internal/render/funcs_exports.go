package render

import (
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"candor/internal/markup"
	"candor/internal/toml"
)

// exportFunctions are what exports can call beside functions, which lists them.
var exportFunctions = template.FuncMap{
	"json": jsonText, "ical": calendarText, "stamp": stamp, "basic": basicDate, "known": known, "dayAfter": dayAfter,
}

// jsonText writes a value as JSON: keys are sorted, dates are as far as they
// are known, a record is what names it.
func jsonText(v any) (string, error) {
	p, err := plain(v)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err = e.Encode(p)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// naming is a record in JSON that is spoken of.
type naming struct {
	Type string `json:"type"`
	ID   string `json:"id"`
	URL  string `json:"url,omitempty"`
}

// plain turns what layouts hold into what JSON has.
func plain(v any) (any, error) {
	switch v := v.(type) {
	case nil, string, bool, int, int64:
		return v, nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, nil
		}
		return json.Number(strconv.FormatFloat(v, 'f', -1, 64)), nil
	case toml.Date, *toml.Date, time.Time:
		if s := isoDate(v); s != "" {
			return s, nil
		}
		return nil, nil
	case *Record:
		if v == nil {
			return nil, nil
		}
		return naming{v.r.Type, v.r.ID, v.Canonical()}, nil
	case *Value:
		return plainValue(v)
	case []BackList:
		return plainBacks(v)
	case map[string]any:
		return plainTable(v)
	case map[string]*Value:
		return plainTable(v)
	case []any:
		return plainList(v)
	case []string:
		return plainList(v)
	case []*Record:
		return plainList(v)
	case []*Value:
		return plainList(v)
	}
	return nil, fmt.Errorf("what it is given has no form in JSON")
}

func plainList[T any](list []T) (any, error) {
	out := make([]any, len(list))
	for i, e := range list {
		var err error
		if out[i], err = plain(e); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func plainTable[T any](table map[string]T) (any, error) {
	out := make(map[string]any, len(table))
	for name, e := range table {
		var err error
		if out[name], err = plain(e); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// plainValue writes what the page shows. Of Markdown that is the text: what it
// links to may not be public.
func plainValue(v *Value) (any, error) {
	switch v.Kind() {
	case "":
		return nil, nil
	case "ref":
		if r := v.Ref(); r != nil {
			return plain(r)
		}
	case "markdown":
		return markup.Fragment([]byte(v.raw.(string))).Text, nil
	case "list":
		return plainList(v.Items())
	case "table":
		out := map[string]*Value{}
		for _, f := range v.Fields() {
			out[f.Name()] = f
		}
		return plainTable(out)
	}
	return plain(v.raw)
}

// plainBacks writes the referrers by the name of their reference, else by what
// they are.
func plainBacks(list []BackList) (any, error) {
	out := map[string][]*Record{}
	for _, b := range list {
		name := b.Name
		if name == "" {
			name = b.Title
		}
		out[name] = append(out[name], b.Records...)
	}
	return plainTable(out)
}

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
