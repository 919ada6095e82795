package rule

import (
	"iter"
	"maps"
	"reflect"
	"slices"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
)

// Without goes through the optional fields of a record, nested ones too, and
// yields the pointer of each with a copy of the record that lacks it. It is
// for tests: a rule that reports nothing any more when a field that it does
// not ask for is taken away would be silent on most records.
func Without(rec *content.Record) iter.Seq2[string, *content.Record] {
	return func(yield func(string, *content.Record) bool) {
		thin(rec.Schema.Fields, rec.Schema.Required, rec.Values, "", func(pointer string, values map[string]any) bool {
			return yield(pointer, rec.With(values, true))
		})
	}
}

// thin yields copies of values that lack one optional field each.
func thin(fields []*schema.Field, required []string, values map[string]any, at string, yield func(string, map[string]any) bool) bool {
	for _, f := range fields {
		v, ok := values[f.Name]
		if !ok {
			continue
		}
		with := func(v any) map[string]any {
			c := maps.Clone(values)
			c[f.Name] = v
			if v == nil {
				delete(c, f.Name)
			}
			return c
		}
		pointer := at + toml.Pointer(f.Name)
		optional := !f.Required && !slices.Contains(required, f.Name)
		if optional && !reflect.DeepEqual(v, f.Default) && !yield(pointer, with(f.Default)) {
			return false
		}
		if !thinInside(f, v, pointer, func(p string, v any) bool { return yield(p, with(v)) }) {
			return false
		}
	}
	return true
}

// thinInside goes through what a field holds.
func thinInside(f *schema.Field, v any, at string, yield func(string, any) bool) bool {
	switch v := v.(type) {
	case map[string]any:
		return thin(f.Fields, nil, v, at, func(p string, m map[string]any) bool { return yield(p, m) })
	case []any:
		if f.Items == nil {
			return true
		}
		for i, item := range v {
			inside := func(p string, e any) bool {
				c := slices.Clone(v)
				c[i] = e
				return yield(p, c)
			}
			if !thinInside(f.Items, item, elementPointer(at, i), inside) {
				return false
			}
		}
	}
	return true
}
