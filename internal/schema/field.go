package schema

import (
	"slices"
	"strconv"
	"strings"
)

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
		if at = step(at, fields, part); at == nil {
			return nil
		}
		fields = at.Fields
	}
	return at
}

// step goes from a field to the one that a part of a pointer names.
func step(at *Field, fields []*Field, part string) *Field {
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

// pointers returns the fields that are in every record once, sorted; what stands
// in lists has no single value to give a title or a date.
func (t *Type) pointers() []string {
	var out []string
	for p := range t.index {
		if !strings.Contains(p, "*") {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

func fieldNames(fields []*Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Name
	}
	return out
}
