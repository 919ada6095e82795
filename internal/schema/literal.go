package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"candor/internal/schema/format"
	"candor/internal/toml"
)

// Literal returns a value as TOML, on one line. A field decides how text that
// is a date is written.
func Literal(v any, f *Field) string {
	switch v := v.(type) {
	case string:
		return textLiteral(v, f)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return floatLiteral(v)
	case bool:
		return strconv.FormatBool(v)
	case toml.Date:
		return textLiteral(v.Text, &Field{Kind: Date})
	case []any:
		return listLiteral(v, f)
	case map[string]any:
		return tableLiteral(v, f)
	}
	return `""`
}

// textLiteral leaves the quotes away where TOML has dates of its own.
func textLiteral(s string, f *Field) string {
	if f != nil && f.Kind == Date {
		if d, ok := toml.ParseDate(s); ok && d.Precision >= toml.Day {
			return s
		}
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// floatLiteral keeps a float one: TOML reads 3 as an integer.
func floatLiteral(f float64) string {
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.ContainsAny(s, ".NI") {
		s += ".0"
	}
	return strings.ToLower(strings.TrimPrefix(s, "+"))
}

// listLiteral and tableLiteral print what they hold as their fields want it.
func listLiteral(v []any, f *Field) string {
	parts := make([]string, len(v))
	for i, e := range v {
		var item *Field
		if f != nil {
			item = f.Items
		}
		parts[i] = Literal(e, item)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func tableLiteral(v map[string]any, f *Field) string {
	names := make([]string, 0, len(v))
	for name := range v {
		names = append(names, name)
	}
	slices.Sort(names)
	parts := make([]string, len(names))
	for i, name := range names {
		var field *Field
		if f != nil {
			field = f.names[name]
		}
		parts[i] = KeyLiteral(name) + " = " + Literal(v[name], field)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// KeyLiteral quotes a key that is not of the usual form.
func KeyLiteral(name string) string {
	if IsFieldName(name) {
		return name
	}
	return textLiteral(name, nil)
}

// Sample returns a value that the field may have, or nil where the schema
// shows none.
func (f *Field) Sample() any {
	switch {
	case len(f.Examples) > 0:
		return f.Examples[0]
	case len(f.Enum) > 0:
		return f.Enum[0]
	case f.Kind == List && f.Items != nil && f.Items.Kind != Table:
		if s := f.Items.Sample(); s != nil {
			return []any{s}
		}
		return []any{emptyValue(f.Items.Kind)}
	case f.Kind == Date:
		return format.Of(f.Format).Sample()
	case f.Format != "":
		return format.Of(f.Format).Example
	}
	return nil
}

// ExampleLine returns a line of TOML that gives the field a value; a table
// needs its header, and the fields that it must have.
func ExampleLine(f *Field, parent string) string {
	header := f.Name
	if parent != "" {
		header = parent + "." + f.Name
	}
	switch {
	case f.Kind == Table:
		return "[" + header + "]" + requiredLines(f)
	case f.Kind == List && f.Items != nil && f.Items.Kind == Table:
		return "[[" + header + "]]" + requiredLines(f.Items)
	}
	v := f.Sample()
	if v == nil {
		v = emptyValue(f.Kind)
	}
	return KeyLiteral(f.Name) + " = " + Literal(v, f)
}

// requiredLines shows what a table must hold, else its first field, so that the
// example is no empty table.
func requiredLines(f *Field) string {
	var out []string
	for _, g := range f.Fields {
		if g.Required && g.Kind < List {
			out = append(out, ExampleLine(g, ""))
		}
	}
	if len(out) == 0 {
		for _, g := range f.Fields[:min(1, len(f.Fields))] {
			out = append(out, ExampleLine(g, ""))
		}
	}
	return "\n" + strings.Join(out, ", ")
}

// emptyValue stands for a value where nothing better is known.
func emptyValue(k Kind) any {
	switch k {
	case Integer:
		return int64(1)
	case Number:
		return 1.0
	case Bool:
		return true
	case List:
		return []any{}
	}
	return "…"
}
