package toml

import (
	"bytes"
	"strings"
	"time"

	"candor/internal/catalog"
	"candor/internal/diag"

	burnt "github.com/BurntSushi/toml"
)

// Parse reads the TOML that stands between start and end of src, whose bytes
// are b; a byte order mark there is skipped. A document that does not parse
// comes back with the values nil and at least one diagnostic: too-large,
// nested-too-deep, not-utf8, nul-byte, bad-date or toml-syntax. A time
// without a date is bad-format; its value is then the time's text.
func Parse(src *diag.Source, b []byte, start, end int) (*Doc, diag.List) {
	end = min(max(end, 0), len(b))
	start = min(max(start, 0), end)
	start += len(b[start:end]) - len(bytes.TrimPrefix(b[start:end], []byte("\xef\xbb\xbf")))
	d := &Doc{Source: src, start: start, end: end}
	text := b[start:end]
	dotted, l := d.guard(text)
	if len(l) > 0 {
		return d, l
	}
	values, refused := decode(text)
	if refused != nil {
		return d, d.explain(text, refused)
	}
	// The parser of values lets a.b = 2 after a.b.c = 1 pass, and forgets the 2.
	if dotted && readTree(text).clash != nil {
		return d, d.explain(text, &fault{})
	}
	var n normaliser
	n.table(values)
	d.Values = values
	if n.times {
		return d, d.loneTimes(text)
	}
	return d, nil
}

// fault is what the parser of values refused and where, in its own words.
type fault struct {
	message string
	extent
}

// decode returns the parser's values untouched. The parser panics on some
// control characters; that is a fault like any other.
func decode(text []byte) (values map[string]any, f *fault) {
	defer func() {
		if recover() != nil {
			values, f = nil, &fault{}
		}
	}()
	// Into an empty interface the values are handed over as they are; into a
	// map each would be copied by reflection.
	var v any
	_, err := burnt.NewDecoder(bytes.NewReader(text)).Decode(&v)
	if err == nil {
		values, _ = v.(map[string]any)
		return values, nil
	}
	f = &fault{message: err.Error()}
	if p, ok := err.(burnt.ParseError); ok {
		f.message = p.Message
		f.start = min(max(p.Position.Start, 0), len(text))
		f.end = min(f.start+max(p.Position.Len, 0), len(text))
	}
	return nil, f
}

// normaliser replaces the parser's types by ours, in place.
type normaliser struct {
	times bool // there was a time without a date
}

func (n *normaliser) table(m map[string]any) {
	for k, v := range m {
		switch v := v.(type) {
		case map[string]any:
			n.table(v)
		case []any, []map[string]any, time.Time:
			m[k] = n.value(v)
		}
	}
}

func (n *normaliser) value(v any) any {
	switch v := v.(type) {
	case map[string]any:
		n.table(v)
	case []any:
		for i := range v {
			v[i] = n.value(v[i])
		}
	case []map[string]any:
		list := make([]any, len(v))
		for i, m := range v {
			n.table(m)
			list[i] = m
		}
		return list
	case time.Time:
		return n.date(v)
	}
	return v
}

// date tells TOML's four kinds apart by the zone that the parser gives to
// what has none, the machine's offset under a name of its own. What was
// written is therefore what the time reads in its own zone.
func (n *normaliser) date(t time.Time) any {
	switch t.Location().String() {
	case "date-local":
		day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		return newDate(t.Format("2006-01-02"), day, Day)
	case "datetime-local":
		return newLocal(t)
	case "time-local":
		n.times = true
		return loneTime(t.Format("15:04:05.999999999"))
	}
	return newDate(t.Format(time.RFC3339Nano), t, Instant)
}

const localDateTime = "2006-01-02T15:04:05.999999999"

// inUTC returns what t's clock shows, in UTC.
func inUTC(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// loneTime is a time without a date until its place has been reported.
type loneTime string

// loneTimes reports each time without a date, and leaves its text as value.
func (d *Doc) loneTimes(text []byte) diag.List {
	d.once.Do(func() { d.tree = readTree(text) })
	var l diag.List
	var walk func(pointer string, v any) any
	walk = func(pointer string, v any) any {
		switch v := v.(type) {
		case map[string]any:
			for k := range v {
				v[k] = walk(pointer+Pointer(k), v[k])
			}
		case []any:
			for i := range v {
				v[i] = walk(pointer+Pointer(i), v[i])
			}
		case loneTime:
			l.Errorf(catalog.BadFormat, d.Value(pointer), "write the day too, as in 2022-05-31T"+string(v)+"Z, or put the time in quotes",
				"%s is a time without a day", strings.TrimSpace(string(v)))
			return string(v)
		}
		return v
	}
	walk("", d.Values)
	return l.Sorted()
}
