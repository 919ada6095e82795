package meta

import (
	"slices"

	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/format"
	"candor/internal/schema/jsontree"
	"candor/internal/toml"
	"candor/internal/wording"
)

// fieldReader makes the fields of a schema that has been checked.
type fieldReader struct {
	src   *diag.Source                     // of the type's own fields
	refs  []ref                            // the references met so far
	nodes map[*schema.Field]*jsontree.Node // what each field was made of
}

// table returns the fields of a table.
func (r *fieldReader) table(n *jsontree.Node, at string) []*schema.Field {
	required := n.Get("required").Texts()
	var out []*schema.Field
	for _, m := range n.Get("properties").Pairs() {
		f := r.field(m.Name, at+toml.Pointer(m.Name), m.Value)
		f.Required = slices.Contains(required, m.Name)
		f.Common = at == "" && m.Key.Source != r.src
		out = append(out, f)
	}
	return out
}

// field makes a field of its schema. What else the type needs to know of it, its
// reference, is remembered on the way.
func (r *fieldReader) field(name, at string, n *jsontree.Node) *schema.Field {
	f := &schema.Field{
		Name: name, Pointer: at, Title: n.Get("title").Text(), Description: n.Get("description").Text(),
		Kind: kindOf(n), Format: n.Get("format").Text(), Enum: n.Get("enum").Texts(),
		Markdown: n.Get("contentMediaType").Text() == markdownType,
		Ref:      n.Get("x-ref").Texts(), Back: n.Get("x-back").Text(), Unique: isTrue(n.Get("x-unique")),
		Change: n.Get("x-change").Text(),
	}
	r.nodes[f] = n
	if f.Title == "" {
		f.Title = wording.FieldTitle(name)
	}
	if c := n.Get("const").Text(); c != "" {
		f.Enum = []string{c}
	}
	if d := n.Get("default"); d != nil {
		f.DefaultJSON = d.Plain()
	}
	switch f.Kind {
	case schema.Table:
		f.Fields = r.table(n, at)
	case schema.List:
		r.items(f, n)
		return f
	}
	if f.Back != "" {
		r.refs = append(r.refs, ref{f, n.Get("x-back").Span})
	}
	return f
}

// items fills in the items of a list. A reference may be declared on the list
// or on its items, and is known to both.
func (r *fieldReader) items(f *schema.Field, n *jsontree.Node) {
	before := len(r.refs)
	f.Items = r.field(f.Name, f.Pointer+"/*", n.Get("items"))
	if len(f.Items.Ref) > 0 && f.Items.Kind == schema.String {
		r.refs = r.refs[:before]
	}
	f.Ref, f.Items.Ref = either(f.Ref, f.Items.Ref), either(f.Items.Ref, f.Ref)
	span := n.Get("x-back")
	if f.Back == "" && f.Items.Kind == schema.String {
		f.Back, span = f.Items.Back, n.Get("items").Get("x-back")
	}
	if f.Items.Kind == schema.String {
		f.Items.Back = f.Back
	}
	if f.Back != "" {
		r.refs = append(r.refs, ref{f, span.Span})
	}
}

func either(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

// kindOf returns the kind of value; a format can make a date of a text.
func kindOf(n *jsontree.Node) schema.Kind {
	switch valueType(n) {
	case "integer":
		return schema.Integer
	case "number":
		return schema.Number
	case "boolean":
		return schema.Bool
	case "array":
		return schema.List
	case "object":
		return schema.Table
	}
	if format.IsDate(n.Get("format").Text()) {
		return schema.Date
	}
	return schema.String
}
