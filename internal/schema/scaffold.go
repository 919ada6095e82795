package schema

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Scaffold returns a commented TOML file for a new record: required fields first,
// with the title before all; optional ones behind a # that only needs to be taken
// away. Set holds values by the name of the field, "severity.level" for one in a
// table; text is read as the kind of its field. What no field is called is written
// too, so that the mistake shows.
func (t *Type) Scaffold(set map[string]any) []byte {
	s := &scaffold{}
	if t.Description != "" {
		s.prose(t.Title + ". " + t.Description)
	}
	s.fields(t.inOrder(t.TitleField), nest(set), "")
	return s.Bytes()
}

// InOrder returns the fields in the order of a record that is complete: what it is
// known by in lists, and then as a scaffold has them, what is required, the rest,
// and in the same way the tables, for behind a header every key belongs to it.
func (t *Type) InOrder() []*Field { return t.inOrder(t.TitleField, "/label", "/summary") }

// inOrder returns the fields in the order of a scaffold, but for the first ones.
func (t *Type) inOrder(first ...string) []*Field {
	out := inOrder(t.Fields)
	place := func(f *Field) int {
		if i := slices.Index(first, f.Pointer); i >= 0 {
			return i
		}
		return len(first)
	}
	slices.SortStableFunc(out, func(a, b *Field) int { return place(a) - place(b) })
	return out
}

// InOrder returns the fields of a table, or of the tables of a list, in the same
// order.
func (f *Field) InOrder() []*Field {
	if f.Items != nil {
		return f.Items.InOrder()
	}
	return inOrder(f.Fields)
}

func inOrder(fields []*Field) []*Field {
	out := slices.Clone(fields)
	slices.SortStableFunc(out, func(a, b *Field) int { return a.place() - b.place() })
	return out
}

func (f *Field) place() int { return 2*b2i(f.holdsTables()) + b2i(!f.Required) }

// scaffold is a file in the making.
type scaffold struct{ bytes.Buffer }

// nest turns dotted names into tables.
func nest(set map[string]any) map[string]any {
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		table := out
		parts := strings.Split(name, ".")
		for _, p := range parts[:len(parts)-1] {
			inner, ok := table[p].(map[string]any)
			if !ok {
				inner = map[string]any{}
			} else {
				inner = maps.Clone(inner)
			}
			table[p] = inner
			table = inner
		}
		table[parts[len(parts)-1]] = set[name]
	}
	return out
}

// fields writes a table, whose fields are in order.
func (s *scaffold) fields(fields []*Field, set map[string]any, header string) {
	var unknown []string
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if !slices.Contains(fieldNames(fields), name) {
			unknown = append(unknown, name)
		}
	}
	for _, name := range unknown {
		s.WriteString(keyLiteral(name) + " = " + literal(set[name], nil) + "\n")
	}
	for _, f := range fields {
		if f.holdsTables() {
			s.tables(f, set[f.Name], header)
		} else {
			s.line(f, set[f.Name])
		}
	}
}

// holdsTables says whether the field needs a header of its own.
func (f *Field) holdsTables() bool {
	return f.Kind == Table || f.Kind == List && f.Items != nil && f.Items.Kind == Table
}

// line writes a field that is no table.
func (s *scaffold) line(f *Field, given any) {
	if f.Name == "id" && f.Pointer == "/id" && given == nil && !f.Required {
		return // the name of the file
	}
	s.WriteByte('\n')
	s.prose(f.help())
	switch {
	case given != nil:
		s.WriteString(f.Name + " = " + literal(f.read(given), f) + "\n")
	case f.Required && f.Default != nil:
		s.WriteString(f.Name + " = " + literal(f.Default, f) + "\n")
	case f.Required && f.Kind == String:
		s.WriteString(f.Name + " = \"\"\n")
	case f.Required && f.Kind == List:
		s.WriteString(f.Name + " = []\n")
	default:
		s.WriteString("#" + f.shown() + "\n")
	}
}

// shown is a line that gives the field a value.
func (f *Field) shown() string {
	if f.Default != nil && !isEmptyList(f.Default) {
		return f.Name + " = " + literal(f.Default, f)
	}
	return exampleLine(f, "")
}

// isEmptyList tells a default that needs no showing.
func isEmptyList(v any) bool {
	l, ok := v.([]any)
	return ok && len(l) == 0
}

// tables writes a table or a list of tables, as comments where nothing is
// known of an optional one.
func (s *scaffold) tables(f *Field, given any, header string) {
	name := f.Name
	if header != "" {
		name = header + "." + f.Name
	}
	left, right, inner := "[", "]", f.InOrder()
	if f.Kind == List {
		left, right = "[[", "]]"
	}
	s.WriteByte('\n')
	s.prose(f.help())
	all, ok := given.([]any)
	if !ok {
		all = []any{given}
	}
	for i, g := range all {
		values, ok := g.(map[string]any)
		if i > 0 && ok {
			s.further(inner, values, left+name+right)
			continue
		}
		if !ok && !f.Required {
			s.commented(inner, left+name+right)
			continue
		}
		s.WriteString(left + name + right + "\n")
		s.fields(inner, values, name)
	}
}

// further writes another table of a list: what is said of the first holds for it.
func (s *scaffold) further(fields []*Field, values map[string]any, header string) {
	s.WriteString("\n" + header + "\n")
	for _, f := range fields {
		if v := values[f.Name]; v != nil {
			s.WriteString(f.Name + " = " + literal(f.read(v), f) + "\n")
		}
	}
}

// commented writes a table that is not there: its header and its own values.
func (s *scaffold) commented(fields []*Field, header string) {
	s.WriteString("#" + header + "\n")
	for _, f := range fields {
		if !f.holdsTables() {
			s.WriteString("#" + f.shown() + "\n")
		}
	}
}

// help says what a field is for, and what it may hold.
func (f *Field) help() string {
	var parts []string
	if f.Description != "" {
		parts = append(parts, strings.TrimRight(f.Description, ".")+".")
	}
	if f.Required {
		parts = append(parts, "Required.")
	}
	item := f
	if f.Kind == List && f.Items != nil {
		item = f.Items
	}
	switch {
	case len(item.Enum) > 0:
		parts = append(parts, "One of: "+strings.Join(item.Enum, ", ")+".")
	case len(item.Ref) > 1:
		parts = append(parts, "A "+strings.Join(item.Ref, " or ")+", written as type/id.")
	case len(item.Ref) > 0:
		parts = append(parts, "The id of a record of the type "+item.Ref[0]+".")
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// prose writes a comment in lines of a readable length.
func (s *scaffold) prose(text string) {
	column := 0
	for _, w := range strings.Fields(text) {
		n := utf8.RuneCountInString(w)
		if column > 0 && column+1+n > 78 {
			s.WriteByte('\n')
			column = 0
		}
		if column == 0 {
			s.WriteByte('#')
			column = 1
		}
		s.WriteString(" " + w)
		column += 1 + n
	}
	if column > 0 {
		s.WriteByte('\n')
	}
}

// read makes a value of the field's kind of what was given as text; text that
// is none stays text.
func (f *Field) read(given any) any {
	text, ok := given.(string)
	if !ok {
		return given
	}
	switch f.Kind {
	case Integer:
		if i, err := strconv.ParseInt(text, 10, 64); err == nil {
			return i
		}
	case Number:
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	case Bool:
		if text == "true" || text == "false" {
			return text == "true"
		}
	case List:
		out := []any{}
		for _, part := range strings.Split(text, ",") {
			if part = strings.TrimSpace(part); part != "" && f.Items != nil {
				out = append(out, f.Items.read(part))
			}
		}
		return out
	}
	return text
}
