package schema

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"candor/internal/diag"
	"candor/internal/toml"
	"candor/internal/toml/tomledit"
)

// stray is a table below whose header stand fields of the record itself: in
// TOML a key belongs to the header above it, however many blank lines are
// between them.
type stray struct {
	table []string // the place of the table
	names []string // the fields, in order of name
}

// strays finds them among the tables of the record. A field that the record has
// as well was not meant to stand there.
func (in *subject) strays() []stray {
	given, ok := in.value.(map[string]any)
	if !ok || in.doc == nil {
		return nil
	}
	seen := maps.Clone(given)
	var out []stray
	for _, t := range in.tables(given) {
		if _, made := in.doc.Header(in.base + pointerOf(t.at)); !made {
			continue
		}
		var names []string
		for _, name := range slices.Sorted(maps.Keys(t.values)) {
			if _, taken := seen[name]; !taken && in.root.names[name] != nil && t.field.names[name] == nil {
				names, seen[name] = append(names, name), true
			}
		}
		if len(names) > 0 {
			out = append(out, stray{t.at, names})
		}
	}
	return out
}

// table is a table in the record.
type table struct {
	field  *Field
	values map[string]any
	at     []string
}

// tables returns the tables of the record in the order of their names.
func (in *subject) tables(given map[string]any) []table {
	var out []table
	Walk(in.root.Fields, given, func(at *Path, f *Field, v any) bool {
		if values, ok := v.(map[string]any); ok && f.Kind == Table {
			out = append(out, table{f, values, at.Parts()})
		}
		return true
	})
	slices.SortFunc(out, func(a, b table) int { return slices.CompareFunc(a.at, b.at, compareParts) })
	return out
}

// compareParts compares two names, or two indices of a list.
func compareParts(a, b string) int {
	i, err := strconv.Atoi(a)
	j, err2 := strconv.Atoi(b)
	if err != nil || err2 != nil {
		return strings.Compare(a, b)
	}
	return i - j
}

// settled returns the record as its author meant it, with the
// strays where they belong, and what is told already. What else is wrong with them is
// told once they are there.
func (in *subject) settled(all []stray, title string) (*subject, *findings) {
	out := &findings{moved: map[string]bool{}}
	record := maps.Clone(in.value.(map[string]any))
	for _, s := range all {
		table, _ := toml.Lookup(in.value, pointerOf(s.table))
		for _, name := range s.names {
			record[name] = table.(map[string]any)[name]
			out.moved[name] = true
		}
		record = without(record, s.table, s.names).(map[string]any)
		out.list = append(out.list, in.astray(s, title))
	}
	return &subject{root: in.root, value: record, doc: in.doc, base: in.base}, out
}

// without returns a value less the names of the table at a place in it.
func without(value any, at, names []string) any {
	if len(at) > 0 {
		switch v := value.(type) {
		case map[string]any:
			v = maps.Clone(v)
			v[at[0]] = without(v[at[0]], at[1:], names)
			return v
		case []any:
			v = slices.Clone(v)
			i, _ := strconv.Atoi(at[0])
			v[i] = without(v[i], at[1:], names)
			return v
		}
	}
	table := maps.Clone(value.(map[string]any))
	maps.DeleteFunc(table, func(name string, _ any) bool { return slices.Contains(names, name) })
	return table
}

// astray tells of fields below a header that is not theirs. The title goes in
// front of the others.
func (in *subject) astray(s stray, title string) diag.Diagnostic {
	front := slices.ContainsFunc(s.names, func(name string) bool { return title == toml.Pointer(name) })
	return tomledit.Misplaced(in.doc, in.base+pointerOf(s.table), s.names, in.base, front)
}
