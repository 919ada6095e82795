package schema

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Index prepares a type whose fields are there for lookups, which cost nothing
// then. Who makes a type calls it, once, before anybody else has the type.
func (t *Type) Index() {
	t.index = map[string]*Field{}
	for f := range All(t.Fields) {
		t.index[f.Pointer] = f
		if f.Kind == Table {
			f.names = byName(f.Fields)
		}
	}
	t.mean()
}

// Pattern returns the field whose pattern of pointers is exactly this one, or nil.
func (t *Type) Pattern(pattern string) *Field { return t.index[pattern] }

// Lookup returns the field at a JSON pointer of a record or a pattern with
// "*", or nil.
func (t *Type) Lookup(pointer string) *Field {
	if f := t.index[pointer]; f != nil {
		return f
	}
	if t.index != nil && !strings.ContainsAny(pointer, "0123456789") || pointer == "" {
		return nil
	}
	fields := t.Fields
	var at *Field
	for _, part := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if at = inside(at, fields, part); at == nil {
			return nil
		}
		fields = at.Fields
	}
	return at
}

// inside goes from a field to the one that a part of a pointer names.
func inside(at *Field, fields []*Field, part string) *Field {
	if at != nil && at.Kind == List {
		if _, err := strconv.ParseUint(part, 10, 32); err == nil || part == "*" {
			return at.Items
		}
		return nil
	}
	for _, f := range fields {
		if f.Name == part {
			return f
		}
	}
	return nil
}

// Pointers returns the fields that are in every record once, sorted; what stands
// in lists has no single value to give a title or a date.
func (t *Type) Pointers() []string {
	var out []string
	for p := range t.index {
		if !strings.Contains(p, "*") {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

func FieldNames(fields []*Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Name
	}
	return out
}

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// IsFieldName reports whether a field or a type may have the name.
func IsFieldName(name string) bool { return fieldName.MatchString(name) }

// ShowsDefault reports whether the field has a default that people should see. That
// a list is empty unless it is given goes without saying.
func (f *Field) ShowsDefault() bool {
	list, ok := f.Default.([]any)
	return f.Default != nil && (!ok || len(list) > 0)
}

// IsItem reports whether the field is what a list holds, and not one with a name.
func (f *Field) IsItem() bool { return strings.HasSuffix(f.Pointer, "/*") }
