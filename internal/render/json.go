package render

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"candor/internal/markup"
	"candor/internal/render/fn"
	"candor/internal/toml"
)

// jsonText writes a value as JSON: keys are in order, dates are as far as they
// are known, a record is what names it.
func jsonText(v any) (string, error) {
	b, err := appendJSON(nil, v)
	return string(b), err
}

var errNoJSON = errors.New("what it is given has no form in JSON")

// appendJSON knows what layouts hold, and nothing else.
func appendJSON(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case string:
		return appendString(b, v)
	case bool:
		return strconv.AppendBool(b, v), nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), nil
	case int64:
		return strconv.AppendInt(b, v, 10), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return append(b, "null"...), nil
		}
		return strconv.AppendFloat(b, v, 'f', -1, 64), nil
	case toml.Date, *toml.Date, time.Time:
		if s := fn.ISO(v); s != "" {
			return appendString(b, s)
		}
		return append(b, "null"...), nil
	case *Record:
		return appendNaming(b, v)
	case *Value:
		return appendValue(b, v)
	case Outcome:
		return appendTable(b, map[string]any{"promise": v.Promise(), "subject": v.Subject(), "period": v.Period(), "standing": v.Standing(), "evidence": v.Evidence()})
	}
	return appendMany(b, v)
}

func appendMany(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case map[string]any:
		return appendTable(b, v)
	case map[string]*Value:
		return appendTable(b, v)
	case []BackList:
		return appendBacks(b, v)
	case []any:
		return appendList(b, v)
	case []string:
		return appendList(b, v)
	case []*Record:
		return appendList(b, v)
	case []*Value:
		return appendList(b, v)
	case []Outcome:
		return appendList(b, v)
	}
	return b, errNoJSON
}

// appendString has most texts go without the library: they need no escapes.
func appendString(b []byte, s string) ([]byte, error) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			quoted, err := json.Marshal(s)
			return append(b, quoted...), err
		}
	}
	return append(append(append(b, '"'), s...), '"'), nil
}

// appendNaming writes how a record is spoken of.
func appendNaming(b []byte, r *Record) ([]byte, error) {
	if r == nil {
		return append(b, "null"...), nil
	}
	var err error
	for i, part := range [...]string{`{"id":`, r.r.ID, `,"type":`, r.r.Type, `,"url":`, r.Canonical()} {
		if i%2 == 0 {
			b = append(b, part...)
		} else if b, err = appendString(b, part); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}

func appendList[T any](b []byte, list []T) ([]byte, error) {
	b = append(b, '[')
	for i, e := range list {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = appendJSON(b, e); err != nil {
			return b, err
		}
	}
	return append(b, ']'), nil
}

func appendTable[T any](b []byte, table map[string]T) ([]byte, error) {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(table)) {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = appendString(b, name); err != nil {
			return b, err
		}
		if b, err = appendJSON(append(b, ':'), table[name]); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}

// appendValue writes what the page shows. Of Markdown that is the text: what it
// links to may not be public.
func appendValue(b []byte, v *Value) ([]byte, error) {
	switch v.Kind() {
	case "":
		return append(b, "null"...), nil
	case "ref":
		if r := v.Ref(); r != nil {
			return appendNaming(b, r)
		}
	case "markdown":
		return appendString(b, markup.Fragment([]byte(v.raw.(string))).Text)
	case "list":
		return appendList(b, v.Items())
	case "table":
		fields := map[string]*Value{}
		for _, f := range v.Fields() {
			fields[f.Name()] = f
		}
		return appendTable(b, fields)
	}
	return appendJSON(b, v.raw)
}

// appendBacks writes the referrers by the name of their reference, else by what
// they are.
func appendBacks(b []byte, list []BackList) ([]byte, error) {
	out := map[string]any{}
	for _, back := range list {
		name := back.Name
		if name == "" {
			name = back.Title
		}
		before, _ := out[name].([]*Record)
		out[name] = append(before, back.Records...)
	}
	return appendTable(b, out)
}
