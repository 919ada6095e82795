package schema

import (
	"slices"

	"candor/internal/diag"
	"candor/internal/toml"
	"candor/internal/wording"
)

// dateFormats are the formats whose values are decoded to toml.Date.
var dateFormats = []string{"date", "date-time", "partial-date"}

// fieldReader makes the fields of a schema that has been checked.
type fieldReader struct {
	src  *diag.Source // of the type's own fields
	refs []ref        // the references met so far
}

// table returns the fields of a table.
func (r *fieldReader) table(n *node, at string) []*Field {
	required := n.get("required").texts()
	var out []*Field
	for _, m := range n.get("properties").fields() {
		f := r.field(m.name, at+toml.Pointer(m.name), m.value)
		f.Required = slices.Contains(required, m.name)
		f.common = at == "" && m.key.Source != r.src
		out = append(out, f)
	}
	return out
}

// field makes a field of its schema. What else the type needs to know of it, its
// reference, is remembered on the way.
func (r *fieldReader) field(name, at string, n *node) *Field {
	f := &Field{
		Name: name, Pointer: at, Title: n.get("title").text(), Description: n.get("description").text(),
		Kind: kindOf(n), Format: n.get("format").text(), Enum: n.get("enum").texts(),
		Markdown: n.get("contentMediaType").text() == markdownType,
		Ref:      n.get("x-ref").texts(), Back: n.get("x-back").text(), Unique: isTrue(n.get("x-unique")),
		Change: n.get("x-change").text(), node: n,
	}
	if f.Title == "" {
		f.Title = wording.FieldTitle(name)
	}
	if c := n.get("const").text(); c != "" {
		f.Enum = []string{c}
	}
	if d := n.get("default"); d != nil {
		f.fallback = d.plain()
	}
	switch f.Kind {
	case Table:
		f.Fields = r.table(n, at)
		f.names = byName(f.Fields)
	case List:
		r.items(f, n)
		return f
	}
	if f.Back != "" {
		r.refs = append(r.refs, ref{f, n.get("x-back").span})
	}
	return f
}

// items fills in the items of a list. A reference may be declared on the list
// or on its items, and is known to both.
func (r *fieldReader) items(f *Field, n *node) {
	before := len(r.refs)
	f.Items = r.field(f.Name, f.Pointer+"/*", n.get("items"))
	if len(f.Items.Ref) > 0 && f.Items.Kind == String {
		r.refs = r.refs[:before]
	}
	f.Ref, f.Items.Ref = either(f.Ref, f.Items.Ref), either(f.Items.Ref, f.Ref)
	span := n.get("x-back")
	if f.Back == "" && f.Items.Kind == String {
		f.Back, span = f.Items.Back, n.get("items").get("x-back")
	}
	if f.Items.Kind == String {
		f.Items.Back = f.Back
	}
	if f.Back != "" {
		r.refs = append(r.refs, ref{f, span.span})
	}
}

func either(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

// kindOf returns the kind of value; a format can make a date of a text.
func kindOf(n *node) Kind {
	switch valueType(n) {
	case "integer":
		return Integer
	case "number":
		return Number
	case "boolean":
		return Bool
	case "array":
		return List
	case "object":
		return Table
	}
	if slices.Contains(dateFormats, n.get("format").text()) {
		return Date
	}
	return String
}
