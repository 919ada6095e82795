// Package scaffold writes the files that new records begin as.
package scaffold

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"candor/internal/frontmatter"
	"candor/internal/schema"
)

// Record returns a commented TOML file for a new record: required fields first,
// with the title before all; optional ones behind a # that only needs to be taken
// away. Set holds values by the name of the field, "severity.level" for one in a
// table; text is read as the kind of its field. What no field is called is written
// too, so that the mistake shows.
func Record(t *schema.Type, set map[string]any) []byte {
	s := &scaffold{}
	if t.Description != "" {
		s.prose(t.Title + ". " + t.Description)
	}
	s.fields(t.ScaffoldOrder(), nest(set), "")
	return s.Bytes()
}

// Markdown puts fields in front of a text with the headings that the type demands.
func Markdown(t *schema.Type, fields []byte) []byte {
	var text strings.Builder
	if t.Sections != nil {
		for _, h := range t.Sections.Headings {
			text.WriteString("\n## " + h + "\n")
		}
	}
	return []byte(frontmatter.Wrap(string(fields), text.String()))
}

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
func (s *scaffold) fields(fields []*schema.Field, set map[string]any, header string) {
	var unknown []string
	for _, name := range slices.Sorted(maps.Keys(set)) {
		if !slices.Contains(schema.FieldNames(fields), name) {
			unknown = append(unknown, name)
		}
	}
	for _, name := range unknown {
		s.WriteString(schema.KeyLiteral(name) + " = " + schema.Literal(set[name], nil) + "\n")
	}
	for _, f := range fields {
		if f.HoldsTables() {
			s.tables(f, set[f.Name], header)
		} else {
			s.line(f, set[f.Name])
		}
	}
}

// line writes a field that is no table.
func (s *scaffold) line(f *schema.Field, given any) {
	if f.Name == "id" && f.Pointer == "/id" && given == nil && !f.Required {
		return // the name of the file
	}
	s.WriteByte('\n')
	s.prose(help(f))
	switch {
	case given != nil:
		s.WriteString(f.Name + " = " + schema.Literal(read(f, given), f) + "\n")
	case f.Required && f.Default != nil:
		s.WriteString(f.Name + " = " + schema.Literal(f.Default, f) + "\n")
	case f.Required && f.Kind == schema.String:
		s.WriteString(f.Name + " = \"\"\n")
	case f.Required && f.Kind == schema.List:
		s.WriteString(f.Name + " = []\n")
	default:
		s.WriteString("#" + shown(f) + "\n")
	}
}

// shown is a line that gives the field a value.
func shown(f *schema.Field) string {
	if f.ShowsDefault() {
		return f.Name + " = " + schema.Literal(f.Default, f)
	}
	return schema.ExampleLine(f, "")
}

// tables writes a table or a list of tables, as comments where nothing is
// known of an optional one.
func (s *scaffold) tables(f *schema.Field, given any, header string) {
	name := f.Name
	if header != "" {
		name = header + "." + f.Name
	}
	left, right, inner := "[", "]", f.InOrder()
	if f.Kind == schema.List {
		left, right = "[[", "]]"
	}
	s.WriteByte('\n')
	s.prose(help(f))
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
func (s *scaffold) further(fields []*schema.Field, values map[string]any, header string) {
	s.WriteString("\n" + header + "\n")
	for _, f := range fields {
		if v := values[f.Name]; v != nil {
			s.WriteString(f.Name + " = " + schema.Literal(read(f, v), f) + "\n")
		}
	}
}

// commented writes a table that is not there: its header and its own values.
func (s *scaffold) commented(fields []*schema.Field, header string) {
	s.WriteString("#" + header + "\n")
	for _, f := range fields {
		if !f.HoldsTables() {
			s.WriteString("#" + shown(f) + "\n")
		}
	}
}

// help says what a field is for, and what it may hold.
func help(f *schema.Field) string {
	var parts []string
	if f.Description != "" {
		parts = append(parts, strings.TrimRight(f.Description, ".")+".")
	}
	if f.Required {
		parts = append(parts, "Required.")
	}
	item := f
	if f.Kind == schema.List && f.Items != nil {
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
func read(f *schema.Field, given any) any {
	text, ok := given.(string)
	if !ok {
		return given
	}
	switch f.Kind {
	case schema.Integer:
		if i, err := strconv.ParseInt(text, 10, 64); err == nil {
			return i
		}
	case schema.Number:
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	case schema.Bool:
		if text == "true" || text == "false" {
			return text == "true"
		}
	case schema.List:
		out := []any{}
		for _, part := range strings.Split(text, ",") {
			if part = strings.TrimSpace(part); part != "" && f.Items != nil {
				out = append(out, read(f.Items, part))
			}
		}
		return out
	}
	return text
}
