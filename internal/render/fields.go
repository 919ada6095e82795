package render

import (
	"slices"
	"strings"

	"candor/internal/schema"
	"candor/internal/toml"
)

// Value returns the value at a JSON pointer together with its field, ready to
// be shown; nil where it is absent.
func (r *Record) Value(pointer string) *Value {
	if r == nil {
		return nil
	}
	f, v := r.r.Schema.Lookup(pointer), r.r.Get(pointer)
	if f == nil || v == nil {
		return nil
	}
	beside, _ := toml.Lookup(r.r.Values, pointer[:strings.LastIndexByte(pointer, '/')])
	return &Value{rec: r, field: f, raw: v, beside: beside}
}

// Common returns the value of a field such as "references" where it has the
// meaning that the program gives to its name; nil where it is absent or empty,
// and where the type calls something else so.
func (r *Record) Common(name string) *Value {
	if r == nil || !r.r.Schema.Means(schema.Meaning(name)) {
		return nil
	}
	if v := r.Value(toml.Pointer(name)); !v.Empty() {
		return v
	}
	return nil
}

// Fields returns the values that the record has, in the order of its type,
// without those named and those that every page shows in its own way.
func (r *Record) Fields(without ...string) []*Value {
	if r == nil {
		return nil
	}
	var out []*Value
	for _, f := range r.r.Schema.Fields {
		m := schema.Meaning(f.Name)
		if slices.Contains(furniture, m) && r.r.Schema.Means(m) || slices.Contains(without, f.Name) {
			continue
		}
		if v := r.Value(toml.Pointer(f.Name)); v != nil && !v.Empty() {
			out = append(out, v)
		}
	}
	return out
}

// Values returns all values that the record has, by the name of their field.
func (r *Record) Values() map[string]*Value {
	out := map[string]*Value{}
	if r == nil {
		return out
	}
	for _, f := range r.r.Schema.Fields {
		if v := r.Value(toml.Pointer(f.Name)); v != nil && !v.Empty() {
			out[f.Name] = v
		}
	}
	return out
}

// furniture holds the fields that base layouts place themselves, where they have
// the meaning of their name.
var furniture = []schema.Meaning{
	schema.ID, schema.Title, schema.Label, schema.Summary, schema.Status, schema.Aliases, schema.Tags,
	schema.References, schema.Standing, schema.Waiver, schema.Withdrawn, schema.Updated,
	schema.EmbargoUntil, schema.ReviewBy, schema.Provenance, schema.License,
}

// placing fields say where a record stands among others, which its place says.
func (r *Record) placing(f *schema.Field) bool {
	t := r.r.Schema
	return f.Kind == schema.Integer && f.Pointer == t.OrderField || f.Pointer == t.ParentField || f.Pointer == t.TitleField
}

// Facts returns the values of Fields that are short, for the top of a page.
func (r *Record) Facts(without ...string) []*Value {
	var out []*Value
	for _, v := range r.Fields(without...) {
		if !v.Block() && !r.placing(v.field) {
			out = append(out, v)
		}
	}
	return out
}

// Blocks returns the values of Fields that want a section of their own.
func (r *Record) Blocks(without ...string) []*Value {
	var out []*Value
	for _, v := range r.Fields(without...) {
		if v.Block() {
			out = append(out, v)
		}
	}
	return out
}

// FieldTitle returns the title of the field at a JSON pointer, those of the
// tables around it first: "Dates: fixed".
func (r *Record) FieldTitle(pointer string) string {
	if r == nil {
		return pointer
	}
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	var titles []string
	for i := range parts {
		f := r.r.Schema.Lookup("/" + strings.Join(parts[:i+1], "/"))
		switch {
		case f == nil && i == 0:
			return pointer
		case f == nil: // an element by its name
			titles = append(titles, strings.Join(parts[i:], ", "))
			return strings.Join(titles, ": ")
		case f.Name != parts[i]: // an element of a list
		case i == 0:
			titles = append(titles, f.Title)
		default:
			titles = append(titles, strings.ToLower(f.Title))
		}
	}
	return strings.Join(titles, ": ")
}
