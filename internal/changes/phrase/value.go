package phrase

import (
	"slices"
	"strconv"
	"strings"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/wording"
)

// Side is a record on one side of a comparison, and the records around it.
type Side struct {
	Templates Templates
	Records   *content.Corpus
	Record    *content.Record // nil: there is none
}

// Value is a value of a record with all that its words depend on.
type Value struct {
	Side    *Side
	Raw     any
	Field   *schema.Field
	Pointer string
	Around  *Value // the table or list that it stands in
}

// Top returns the value that is the whole record.
func (s *Side) Top() *Value {
	root := &Value{Side: s, Field: &schema.Field{Kind: schema.Table}}
	if s.Record != nil {
		root.Raw, root.Field = s.Record.Values, &schema.Field{Kind: schema.Table, Fields: s.Record.Schema.Fields}
	}
	return root
}

// Table returns the fields of a table, nil where the value is none.
func (v *Value) Table() map[string]any {
	m, _ := v.Raw.(map[string]any)
	return m
}

// List returns the elements of a list, nil where the value is none.
func (v *Value) List() []any {
	l, _ := v.Raw.([]any)
	return l
}

// Child returns a field of a table. One that the schema does not know has its
// name for a title.
func (v *Value) Child(name string) *Value {
	var field *schema.Field
	if v.Field != nil {
		i := slices.IndexFunc(v.Field.Fields, func(f *schema.Field) bool { return f.Name == name })
		if i >= 0 {
			field = v.Field.Fields[i]
		}
	}
	if field == nil {
		field = &schema.Field{Name: name, Title: wording.FieldTitle(name)}
	}
	return &Value{Side: v.Side, Raw: v.Table()[name], Field: field, Pointer: v.Pointer + toml.Pointer(name), Around: v}
}

// Item returns an element of a list.
func (v *Value) Item(i int) *Value {
	field := v.Field.Items
	if field == nil {
		field = &schema.Field{Name: v.Field.Name, Title: v.Field.Title}
	}
	return &Value{Side: v.Side, Raw: v.List()[i], Field: field, Pointer: v.Pointer + "/" + strconv.Itoa(i), Around: v}
}

// At follows the names of a path, through the elements of lists by number.
func (v *Value) At(path string) *Value {
	for name := range strings.SplitSeq(path, "/") {
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v.List()) {
			v = v.Item(i)
			continue
		}
		v = v.Child(name)
	}
	return v
}

// Template returns the x-change of the field.
func (v *Value) Template() *Template { return v.Side.Templates.templateOf(v.Field) }

// Words returns the value as people write it; "" where there is none.
func (v *Value) Words(f *Filler) string {
	if v.Raw == nil {
		return ""
	}
	if p := v.Template().Value; p != nil {
		if s, ok := p.Fill(v.filler(f)); ok {
			return s
		}
	}
	return v.ordinary(f)
}

// Fill returns a phrase about the value, "" where it cannot be filled.
func (v *Value) Fill(p *Phrase) string {
	words, _ := p.Fill(v.filler(&Filler{}))
	return words
}

// filler makes the one for the value's own phrase, which shows for f.
func (v *Value) filler(f *Filler) *Filler {
	return &Filler{Shown: f.Shown, get: func(inner *Filler, h hole) string {
		s := v.hole(inner, h)
		f.Shown = inner.Shown
		return s
	}}
}

// hole returns the words for a hole in a phrase about the value alone.
func (v *Value) hole(f *Filler, h hole) string {
	switch {
	case h.of == ofTitle:
		return v.called(f)
	case h.of == ofLabel:
		return NameOf(v.Side.Record)
	case h.of == ofSelf:
		return v.Side.Top().At(h.path).Words(f)
	case h.path != "":
		return v.below(f, h.path)
	}
	if n, ok := v.Raw.(float64); ok {
		f.Shown = append(f.Shown, Shown{v.Side, v.Pointer})
		return wording.Amount(n) // the phrase says what it is a number of
	}
	return v.ordinary(f)
}

// below returns the words for a field of the value, if that is a table, else of the
// table around it; "" where there is no value.
func (v *Value) below(f *Filler, path string) string {
	if v.Raw == nil {
		return ""
	}
	of := v
	for of != nil && of.Table() == nil {
		of = of.Around
	}
	if of == nil {
		return ""
	}
	return of.At(path).Words(f)
}

// called returns the name of an element of a list, else the field's title.
func (v *Value) called(f *Filler) string {
	if v.Around != nil && v.Around.List() != nil {
		return v.Name(f)
	}
	return v.Field.Title
}

// Names returns the fields of this table and another in the schema's order,
// those that it does not know last.
func (v *Value) Names(other *Value) []string {
	var out []string
	add := func(name string) {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	var unknown []string
	for _, t := range []*Value{v, other} {
		if t == nil {
			continue
		}
		for _, f := range t.Field.Fields {
			add(f.Name)
		}
		for name := range t.Table() {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		add(name)
	}
	return out
}
