package schema

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"candor/internal/toml"
)

// literal returns a value as TOML, on one line. A field decides how text that
// is a date is written.
func literal(v any, f *Field) string {
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
		parts[i] = literal(e, item)
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
		parts[i] = keyLiteral(name) + " = " + literal(v[name], field)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// keyLiteral quotes a key that is not of the usual form.
func keyLiteral(name string) string {
	if fieldName.MatchString(name) {
		return name
	}
	return textLiteral(name, nil)
}

// sample returns a value that the field may have, or nil where the schema
// shows none.
func (f *Field) sample() any {
	switch {
	case len(f.Examples) > 0:
		return f.Examples[0]
	case len(f.Enum) > 0:
		return f.Enum[0]
	case f.Kind == List && f.Items != nil && f.Items.Kind != Table:
		if s := f.Items.sample(); s != nil {
			return []any{s}
		}
		return []any{emptyValue(f.Items.Kind)}
	case f.Kind == Date:
		return formats[f.Format].sample()
	case f.Format != "":
		return formats[f.Format].example
	}
	return nil
}

// sample of a format whose example is a sentence is what stands before it.
func (f format) sample() any {
	first, _, _ := strings.Cut(f.example, ",")
	return first
}

// exampleLine returns a line of TOML that gives the field a value; a table
// needs its header, and the fields that it must have.
func exampleLine(f *Field, parent string) string {
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
	v := f.sample()
	if v == nil {
		v = emptyValue(f.Kind)
	}
	return keyLiteral(f.Name) + " = " + literal(v, f)
}

// requiredLines shows what a table must hold, else its first field, so that the
// example is no empty table.
func requiredLines(f *Field) string {
	var out []string
	for _, g := range f.Fields {
		if g.Required && g.Kind < List {
			out = append(out, exampleLine(g, ""))
		}
	}
	if len(out) == 0 {
		for _, g := range f.Fields[:min(1, len(f.Fields))] {
			out = append(out, exampleLine(g, ""))
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

// fromJSON returns a value of a schema as TOML would have given it.
func fromJSON(v any) any {
	switch v := v.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		f, _ := v.Float64()
		return f
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = fromJSON(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = fromJSON(e)
		}
		return out
	}
	return v
}
