package phrase

import (
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/wording"
)

// nameFields give an element of a list its name, keyNames what it is found
// again by: the first that is there.
var (
	nameFields = []string{"label", "title", "name", "id"}
	keyNames   = []string{"id", "label", "title", "name"}
)

// Name returns what an element of a list is called: by its template, its name
// field, or what its schema demands first.
func (v *Value) Name(f *Filler) string {
	if f == nil {
		f = &Filler{}
	}
	if s, ok := v.Template().Name.Fill(v.filler(f)); ok {
		return wording.Capital(s)
	}
	for _, name := range slices.Concat(nameFields, required(v.Field)) {
		if c := v.Child(name); c.Raw != nil {
			return c.Said(f)
		}
	}
	return ""
}

// required returns the texts that an element must have.
func required(f *schema.Field) []string {
	var out []string
	for _, g := range f.Fields {
		if g.Required && g.Kind == schema.String {
			out = append(out, g.Name)
		}
	}
	return out
}

// keyFields returns the fields by which an element can be told from others.
func keyFields(f *schema.Field) []string {
	for _, name := range keyNames {
		if slices.ContainsFunc(f.Fields, func(g *schema.Field) bool { return g.Name == name }) {
			return []string{name}
		}
	}
	return required(f)
}

// Key returns what an element is found again by. It is "" where it has nothing
// of the kind.
func (v *Value) Key() string {
	if v.Table() == nil {
		return ""
	}
	if v.Template().Name != nil {
		return v.Name(nil)
	}
	var parts []string
	for _, name := range keyFields(v.Field) {
		s, _ := v.Table()[name].(string)
		parts = append(parts, s)
	}
	return strings.Join(parts, "\x00")
}

// NameOf returns what people call a record: its title, with its label in front
// where that is the id as it is written.
func NameOf(r *content.Record) string {
	title, label := wording.OneLine(r.Title()), r.Label()
	if strings.EqualFold(label, r.ID) && title != label && label != r.ID {
		return label + ", " + title
	}
	return title
}
