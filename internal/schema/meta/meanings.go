package meta

import (
	"slices"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"
)

// meanings reports fields that the program and the author of a schema understand
// differently, where that decides who may see a record: a word of a status that
// nobody knows, or an embargo that is not a date, would hide records, or show
// them, without a word.
type meanings struct {
	t        *schema.Type
	nodes    map[*schema.Field]*jsontree.Node
	mistaken *diag.List
}

func (m meanings) read() {
	if f := m.field(schema.Status); f != nil {
		m.status(f)
	}
	if f := m.field(schema.EmbargoUntil); f != nil && !m.t.Means(schema.EmbargoUntil) {
		m.mistaken.Errorf(catalog.SchemaValue, m.kindOf(f), `write "type": "string" and "format": "date-time", or call the field something else`,
			"%s says until when a record is hidden, so it must be a date", wording.Quote(f.Name))
	}
	if f := m.field(schema.ID); f != nil && m.t.Many && !m.t.Means(schema.ID) {
		m.mistaken.Errorf(catalog.SchemaValue, m.kindOf(f), `write "type": "string"`, "the id of a record is text")
	}
}

func (m meanings) field(what schema.Meaning) *schema.Field { return m.t.Lookup("/" + string(what)) }

// kindOf returns where the schema says of what type a field is.
func (m meanings) kindOf(f *schema.Field) diag.Span {
	if t := m.nodes[f].Get("type"); t != nil {
		return t.Span
	}
	return m.nodes[f].Span
}

// status checks the words of a status. One without a list of words gets ours.
func (m meanings) status(f *schema.Field) {
	if !m.t.Means(schema.Status) {
		m.elsewhere(f)
		return
	}
	words := m.words(f)
	if len(words) == 0 {
		m.close(f)
		return
	}
	unknown := slices.DeleteFunc(slices.Clone(words), func(w *jsontree.Node) bool { return schema.KnownStatus(w.Text()) })
	if len(unknown) == 0 {
		return
	}
	d := diag.Diagnostic{
		ID: catalog.SchemaValue, Span: unknown[0].Span,
		Message: wording.Quote(unknown[0].Text()) + " is not a status that the program knows: records that have it would not be shown",
		Hint:    "call the field something else, such as state, or use only " + wording.QuotedList(schema.Statuses(), "and"),
	}
	for _, w := range unknown[1:] {
		d.Related = append(d.Related, diag.Related{Span: w.Span, Message: "another"})
	}
	*m.mistaken = append(*m.mistaken, d)
}

// words returns the words that a field may have, in the schema.
func (m meanings) words(f *schema.Field) []*jsontree.Node {
	if c := m.nodes[f].Get("const"); c != nil {
		return []*jsontree.Node{c}
	}
	return m.nodes[f].Get("enum").Elements()
}

// close gives a status without a list of words that of the program.
func (m meanings) close(f *schema.Field) {
	n := m.nodes[f]
	enum := jsontree.List()
	enum.Span = n.Span
	for _, w := range schema.Statuses() {
		s := jsontree.String(w)
		s.Span = n.Span
		enum.Items = append(enum.Items, s)
	}
	n.Members = append(n.Members, jsontree.Member{Name: "enum", Key: n.Span, Value: enum})
	f.Enum = schema.Statuses()
}

// elsewhere reports a word that would hide a record in a status, where it stands
// in a list or a table and hides nothing.
func (m meanings) elsewhere(f *schema.Field) {
	for _, g := range append([]*schema.Field{f.Items}, f.Fields...) {
		if g == nil {
			continue
		}
		m.elsewhere(g)
		for _, w := range m.words(g) {
			if slices.Contains([]string{schema.Draft, schema.Embargoed, schema.Taken}, w.Text()) {
				m.mistaken.Errorf(catalog.SchemaValue, w.Span, `make "status" one word, or call the field something else`,
					"%s hides nothing here: a status is one word of text", wording.Quote(w.Text()))
				return
			}
		}
	}
}
