package changes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
)

// side is a record on one side, and the records around it.
type side struct {
	c       *comparison
	records *content.Corpus
	rec     *content.Record
}

// value is a value of a record with all that its words depend on.
type value struct {
	side    *side
	raw     any
	field   *schema.Field
	pointer string
	around  *value // the table or list that it stands in
}

// top returns the value that is the whole record.
func (s *side) top() *value {
	root := &value{side: s, field: &schema.Field{Kind: schema.Table}}
	if s.rec != nil {
		root.raw, root.field = s.rec.Values, &schema.Field{Kind: schema.Table, Fields: s.rec.Schema.Fields}
	}
	return root
}

func (v *value) table() map[string]any {
	m, _ := v.raw.(map[string]any)
	return m
}

func (v *value) list() []any {
	l, _ := v.raw.([]any)
	return l
}

// child returns a field of a table. One that the schema does not know has its
// name for a title.
func (v *value) child(name string) *value {
	var field *schema.Field
	if v.field != nil {
		i := slices.IndexFunc(v.field.Fields, func(f *schema.Field) bool { return f.Name == name })
		if i >= 0 {
			field = v.field.Fields[i]
		}
	}
	if field == nil {
		field = &schema.Field{Name: name, Title: upper(strings.ReplaceAll(name, "_", " "))}
	}
	return &value{side: v.side, raw: v.table()[name], field: field, pointer: v.pointer + toml.Pointer(name), around: v}
}

// item returns an element of a list.
func (v *value) item(i int) *value {
	field := v.field.Items
	if field == nil {
		field = &schema.Field{Name: v.field.Name, Title: v.field.Title}
	}
	return &value{side: v.side, raw: v.list()[i], field: field, pointer: v.pointer + "/" + strconv.Itoa(i), around: v}
}

// at follows the names of a path, through the elements of lists by number.
func (v *value) at(path string) *value {
	for name := range strings.SplitSeq(path, "/") {
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v.list()) {
			v = v.item(i)
			continue
		}
		v = v.child(name)
	}
	return v
}

func (v *value) template() *template { return v.side.c.templates.templateOf(v.field) }

// words returns the value as people write it; "" where there is none.
func (v *value) words(f *filler) string {
	if v.raw == nil {
		return ""
	}
	if p := v.template().value; p != nil {
		if s, ok := p.fill(v.filler(f)); ok {
			return s
		}
	}
	return v.ordinary(f)
}

// filler makes the one for the value's own phrase, which shows for f.
func (v *value) filler(f *filler) *filler {
	return &filler{shown: f.shown, get: func(inner *filler, hole string) string {
		s := v.hole(inner, hole)
		f.shown = inner.shown
		return s
	}}
}

// hole returns the words for a hole in a phrase about the value alone.
func (v *value) hole(f *filler, name string) string {
	switch name {
	case "value", "new", "old":
		if n, ok := v.raw.(float64); ok {
			f.shown = append(f.shown, shown{v.side, v.pointer})
			return number(n) // the phrase says what it is a number of
		}
		return v.ordinary(f)
	case "title":
		return v.called(f)
	case "label":
		return nameOf(v.side.rec)
	}
	if path, ok := strings.CutPrefix(name, "/"); ok {
		return v.side.top().at(path).words(f)
	}
	path, ok := strings.CutPrefix(name, ".")
	if !ok {
		return ""
	}
	of := v
	if v.table() == nil {
		for of = v.around; of != nil && of.table() == nil; of = of.around {
		}
	}
	if of == nil {
		return ""
	}
	return of.at(path).words(f)
}

// called returns the name of an element of a list, else the field's title.
func (v *value) called(f *filler) string {
	if v.around != nil && v.around.list() != nil {
		return v.name(f)
	}
	return fieldTitle(v.field)
}

func fieldTitle(f *schema.Field) string {
	if f.Title == "Url" {
		return "Link"
	}
	return cmp.Or(f.Title, upper(strings.ReplaceAll(f.Name, "_", " ")))
}

// names returns the fields of this table and another in the schema's order,
// those that it does not know last.
func (v *value) names(other *value) []string {
	var out []string
	add := func(name string) {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	var unknown []string
	for _, t := range []*value{v, other} {
		if t == nil {
			continue
		}
		for _, f := range t.field.Fields {
			add(f.Name)
		}
		for name := range t.table() {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		add(name)
	}
	return out
}

// equal compares values as they are meant: dates by the time they name.
func equal(a, b any) bool {
	switch a := a.(type) {
	case toml.Date:
		d, ok := b.(toml.Date)
		return ok && a.Precision == d.Precision && a.First.Equal(d.First)
	case []any:
		l, ok := b.([]any)
		return ok && slices.EqualFunc(a, l, equal)
	case map[string]any:
		m, ok := b.(map[string]any)
		if !ok || len(a) != len(m) {
			return false
		}
		for k, v := range a {
			if w, there := m[k]; !there || !equal(v, w) {
				return false
			}
		}
		return true
	}
	return a == b
}
