package schema

import (
	"encoding/json"
	"math"

	"candor/internal/toml"
)

// Decode returns the values as everything after it reads them: defaults
// filled in, at every level of what is there; numbers of a Number field as
// float64, dates of a Date field as toml.Date, strings elsewhere as they are.
// It never changes its argument and copes with values that Validate refused.
func (t *Type) Decode(values map[string]any) map[string]any {
	return decodeTable(t.Fields, values)
}

// decodeTable always makes a new map: the caller's is the document's own.
func decodeTable(fields []*Field, values map[string]any) map[string]any {
	out := make(map[string]any, len(fields))
	for name, v := range values {
		out[name] = v
	}
	for _, f := range fields {
		if v, ok := values[f.Name]; ok {
			out[f.Name] = f.Decode(v)
		} else if f.Default != nil {
			out[f.Name] = f.Decode(f.Default)
		}
	}
	return out
}

// Decode makes the field's Go value of what was written. What is not of the
// field's kind stays as it is.
func (f *Field) Decode(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if f.Kind == Table {
			return decodeTable(f.Fields, v)
		}
	case []any:
		if f.Kind == List && f.Items != nil {
			out := make([]any, len(v))
			for i, e := range v {
				out[i] = f.Items.Decode(e)
			}
			return out
		}
	case string:
		if f.Kind == Date {
			return dateOf(v)
		}
	case int64:
		if f.Kind == Number {
			return float64(v)
		}
	case float64:
		// Beyond 2^53 a float no longer says which whole number was meant.
		if f.Kind == Integer && v == math.Trunc(v) && math.Abs(v) <= 1<<53 {
			return int64(v)
		}
	}
	return v
}

// dateOf returns the date that a text is, or the text.
func dateOf(s string) any {
	if d, ok := toml.ParseDate(s); ok {
		return d
	}
	return s
}

// FromJSON returns a value of a schema as TOML would have given it.
func FromJSON(v any) any {
	switch v := v.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		f, _ := v.Float64()
		return f
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = FromJSON(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = FromJSON(e)
		}
		return out
	}
	return v
}
