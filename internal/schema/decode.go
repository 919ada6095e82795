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
			out[f.Name] = f.decode(v)
		} else if f.Default != nil {
			out[f.Name] = f.decode(f.Default)
		}
	}
	return out
}

// decode makes the field's Go value of what was written. What is not of the
// field's kind stays as it is.
func (f *Field) decode(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if f.Kind == Table {
			return decodeTable(f.Fields, v)
		}
	case []any:
		if f.Kind == List && f.Items != nil {
			out := make([]any, len(v))
			for i, e := range v {
				out[i] = f.Items.decode(e)
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

// fromJSON returns a value of a schema as TOML would have given it.
func fromJSON(v any) any {
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
			out[i] = fromJSON(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = fromJSON(e)
		}
		return out
	}
	return v
}

// setDefaults reads the defaults and examples of the fields, which must be
// values that the fields may have.
func (b *builder) setDefaults(fields []*Field) {
	for _, f := range fields {
		b.setDefaults(f.Fields)
		if f.Items != nil {
			b.setDefaults([]*Field{f.Items})
		}
		b.setDefault(f)
	}
}

// setDefault reads those of one field. A list without examples of its items takes
// the items of its own first example for them.
func (b *builder) setDefault(f *Field) {
	if d := f.node.get("default"); d != nil {
		if b.allowed(f, d, "default") {
			f.Default = f.decode(fromJSON(d.plain()))
		}
	}
	if e := f.node.get("examples"); e != nil {
		for _, i := range e.items {
			if b.allowed(f, i, "example") {
				f.Examples = append(f.Examples, fromJSON(i.plain()))
			}
		}
	}
	if f.Kind == List && len(f.Examples) > 0 && len(f.Items.Examples) == 0 {
		f.Items.Examples, _ = f.Examples[0].([]any)
	}
}

// allowed reports a value of the schema that its own field refuses.
func (b *builder) allowed(f *Field, n *node, what string) bool {
	v := b.validator(f)
	if v == nil {
		return false
	}
	list := v.run(fromJSON(n.plain()), nil, "")
	if len(list) == 0 {
		return true
	}
	b.diags.Errorf("schema-value", n.span, list[0].Hint, "the %s does not fit its own field: %s", what, list[0].Message)
	return false
}
