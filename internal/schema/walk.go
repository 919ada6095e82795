package schema

import (
	"iter"
	"slices"
	"strconv"

	"candor/internal/toml"
)

// Walk calls visit for each value that the fields of a table describe, in the order
// of the fields: what holds others comes before them, and where visit reports false
// they are passed over. The path says where the value is; it is good until visit
// returns, and costs nothing unless it is asked.
func Walk(fields []*Field, values map[string]any, visit func(at *Path, f *Field, v any) bool) {
	w := walker{visit: visit}
	w.path.steps = w.path.room[:0]
	w.table(fields, values)
}

// WalkTexts calls visit for each value that is a text, as Walk does.
func WalkTexts(fields []*Field, values map[string]any, visit func(at *Path, f *Field, text string)) {
	Walk(fields, values, func(at *Path, f *Field, v any) bool {
		if s, ok := v.(string); ok {
			visit(at, f, s)
		}
		return true
	})
}

// Path is the way from a table to a value in it.
type Path struct {
	steps []step
	room  [4]step // for most paths, so that these need no memory of their own
}

// step is the name of a field in a table, or an index of a list.
type step struct {
	field  *Field // nil for an index
	index  int
	fields []*Field // of the table that has the field
	values map[string]any
}

// Len returns how many names and indices are on the path.
func (p *Path) Len() int { return len(p.steps) }

// Pointer returns the path as a JSON pointer.
func (p *Path) Pointer() string {
	var out []byte
	for _, s := range p.steps {
		if s.field == nil {
			out = strconv.AppendInt(append(out, '/'), int64(s.index), 10)
		} else {
			out = append(out, toml.Pointer(s.field.Name)...)
		}
	}
	return string(out)
}

// Parts returns the path as the names and indices on it.
func (p *Path) Parts() []string {
	out := make([]string, len(p.steps))
	for i, s := range p.steps {
		if s.field == nil {
			out[i] = strconv.Itoa(s.index)
		} else {
			out[i] = s.field.Name
		}
	}
	return out
}

// Field returns the last field with a name: for an element of a list, the list.
func (p *Path) Field() *Field {
	for _, s := range slices.Backward(p.steps) {
		if s.field != nil {
			return s.field
		}
	}
	return nil
}

// Around returns the tables that the value is in, with their fields, from the
// innermost.
func (p *Path) Around() iter.Seq2[[]*Field, map[string]any] {
	return func(yield func([]*Field, map[string]any) bool) {
		for _, s := range slices.Backward(p.steps) {
			if s.field != nil && !yield(s.fields, s.values) {
				return
			}
		}
	}
}

type walker struct {
	path  Path
	visit func(*Path, *Field, any) bool
}

func (w *walker) table(fields []*Field, values map[string]any) {
	n := len(w.path.steps)
	for _, f := range fields {
		if v, ok := values[f.Name]; ok {
			w.path.steps = append(w.path.steps[:n], step{field: f, fields: fields, values: values})
			w.value(f, v)
		}
	}
	w.path.steps = w.path.steps[:n]
}

func (w *walker) value(f *Field, v any) {
	if !w.visit(&w.path, f, v) {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		w.table(f.Fields, v)
	case []any:
		if f.Items != nil {
			w.list(f.Items, v)
		}
	}
}

func (w *walker) list(item *Field, list []any) {
	n := len(w.path.steps)
	for i, v := range list {
		w.path.steps = append(w.path.steps[:n], step{index: i})
		w.value(item, v)
	}
	w.path.steps = w.path.steps[:n]
}

// All returns the fields and all that they hold, the items of lists included: each
// before those inside it.
func All(fields []*Field) iter.Seq[*Field] {
	return func(yield func(*Field) bool) {
		for _, f := range fields {
			if !f.all(yield) {
				return
			}
		}
	}
}

func (f *Field) all(yield func(*Field) bool) bool {
	if !yield(f) || f.Items != nil && !f.Items.all(yield) {
		return false
	}
	for _, g := range f.Fields {
		if !g.all(yield) {
			return false
		}
	}
	return true
}
