package phrase

import "candor/internal/schema"

// Template is an x-change, parsed.
type Template struct {
	Plain   *Phrase   // no sign
	Parts   []*Phrase // ~
	Added   *Phrase   // +
	Removed *Phrase   // -
	Value   *Phrase   // =
	Name    *Phrase   // #
}

// Phrase is a sequence of texts, holes and brackets.
type Phrase struct{ pieces []piece }

// piece is one of the three: a text, a hole, or alternatives in brackets.
type piece struct {
	text string
	hole *hole
	alts []*Phrase
}

// Fitting returns the phrases for what happened.
func (t *Template) Fitting(o, n *Value) []*Phrase {
	first := t.Plain
	switch {
	case o.Raw == nil && t.Added != nil:
		first = t.Added
	case n.Raw == nil && t.Removed != nil:
		first = t.Removed
	}
	if o.Raw == nil || n.Raw == nil {
		return []*Phrase{first}
	}
	return append([]*Phrase{t.Plain}, t.Parts...)
}

// Templates keeps what was parsed, by its text. One that cannot be parsed is
// empty: the ordinary words take its place.
type Templates map[string]*Template

// Of returns the template of a text.
func (ts Templates) Of(text string) *Template {
	t := ts[text]
	if t == nil {
		var err error
		if t, err = parseTemplate(text); err != nil {
			t = &Template{}
		}
		ts[text] = t
	}
	return t
}

// templateOf returns the template of a field, or of the items of a list.
func (ts Templates) templateOf(f *schema.Field) *Template {
	if f == nil {
		return &Template{}
	}
	return ts.Of(f.Change)
}
