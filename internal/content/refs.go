package content

import (
	"strconv"
	"strings"

	"candor/internal/schema"
	"candor/internal/toml"
)

// RefField is a field of a type that refers to other records.
type RefField struct {
	Field *schema.Field // the field with x-ref
	path  []string      // from the record; "*" stands for each element of a list
}

// Use is one reference as it stands in a record.
type Use struct {
	Pointer string // JSON pointer of the value
	Text    string // the value
}

// RefFields returns the references of a type, nested ones included, in the
// order of its fields.
func RefFields(t *schema.Type) []RefField {
	var out []RefField
	for f := range schema.All(t.Fields) {
		if len(f.Ref) == 0 || f.IsItem() {
			continue // what a list refers to is known to the list
		}
		path := strings.Split(strings.TrimPrefix(f.Pointer, "/"), "/")
		if f.Kind == schema.List {
			path = append(path, "*")
		}
		out = append(out, RefField{f, path})
	}
	return out
}

// Uses returns the references that a record makes by this field.
func (f RefField) Uses(r *Record) []Use {
	var out []Use
	eachAt(r.Values, f.path, "", func(pointer string, v any) {
		if s, ok := v.(string); ok {
			out = append(out, Use{pointer, s})
		}
	})
	return out
}

// EachAt calls yield for every value of a record that a pattern of a JSON
// pointer leads to, in their order; "*" stands for each element of a list.
func (r *Record) EachAt(pattern string, yield func(pointer string, v any)) {
	eachAt(r.Values, strings.Split(strings.TrimPrefix(pattern, "/"), "/"), "", yield)
}

// eachAt calls yield for every value that path leads to.
func eachAt(v any, path []string, pointer string, yield func(pointer string, v any)) {
	if len(path) == 0 {
		yield(pointer, v)
		return
	}
	switch v := v.(type) {
	case map[string]any:
		if next, ok := v[path[0]]; ok {
			eachAt(next, path[1:], pointer+toml.Pointer(path[0]), yield)
		}
	case []any:
		if path[0] != "*" {
			return
		}
		for i, e := range v {
			eachAt(e, path[1:], pointer+"/"+strconv.Itoa(i), yield)
		}
	}
}

// Resolve returns the key that the text of a reference names, and whether it
// is clear which. A field of one type takes an id; a field of several takes
// "type/id", or an id alone where only one of the types has such a record.
func Resolve(l Lookup, f *schema.Field, text string) (Key, bool) {
	if len(f.Ref) == 1 {
		return Key{f.Ref[0], strings.TrimPrefix(text, f.Ref[0]+"/")}, true
	}
	if typ, id, ok := strings.Cut(text, "/"); ok {
		return Key{typ, id}, true
	}
	var found []Key
	for _, typ := range f.Ref {
		if k := (Key{typ, text}); l.Get(k) != nil {
			found = append(found, k)
		}
	}
	if len(found) != 1 {
		return Key{}, false
	}
	return found[0], true
}

// Refs returns the keys that the reference at a pointer names and that exist:
// one, several or none.
func Refs(l Lookup, r *Record, pointer string) []Key {
	f := r.Schema.Lookup(pointer)
	if f == nil {
		return nil
	}
	var texts []string
	switch v := r.Get(pointer).(type) {
	case string:
		texts = []string{v}
	case []any:
		texts = r.Texts(pointer)
	}
	var out []Key
	for _, text := range texts {
		if k, ok := Resolve(l, f, text); ok && l.Get(k) != nil {
			out = append(out, k)
		}
	}
	return out
}
