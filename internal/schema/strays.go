package schema

import (
	"maps"
	"slices"
	"strconv"

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
func (p *pass) strays() []stray {
	given, ok := p.value.(map[string]any)
	if !ok || p.doc == nil {
		return nil
	}
	seen := maps.Clone(given)
	var out []stray
	p.eachTable(p.root, given, nil, func(f *Field, values map[string]any, at []string) {
		if _, made := p.doc.Header(p.base + pointerOf(at)); !made {
			return
		}
		var names []string
		for _, name := range slices.Sorted(maps.Keys(values)) {
			if _, taken := seen[name]; !taken && p.root.names[name] != nil && f.names[name] == nil {
				names, seen[name] = append(names, name), true
			}
		}
		if len(names) > 0 {
			out = append(out, stray{slices.Clone(at), names})
		}
	})
	return out
}

// eachTable calls yield for the tables below one, in order.
func (p *pass) eachTable(f *Field, values map[string]any, at []string, yield func(*Field, map[string]any, []string)) {
	visit := func(g *Field, v any, at []string) {
		if inner, ok := v.(map[string]any); ok && g != nil && g.Kind == Table {
			yield(g, inner, at)
			p.eachTable(g, inner, at, yield)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		g, here := f.names[name], append(at[:len(at):len(at)], name)
		visit(g, values[name], here)
		if items, ok := values[name].([]any); ok && g != nil && g.Kind == List {
			for i, e := range items {
				visit(g.Items, e, append(here[:len(here):len(here)], strconv.Itoa(i)))
			}
		}
	}
}

// settled returns a pass over the record as its author meant it, with the
// strays where they belong and told already. What else is wrong with them is
// told once they are there.
func (p *pass) settled(all []stray) *pass {
	q := &pass{validator: p.validator, doc: p.doc, base: p.base, moved: map[string]bool{}}
	record := maps.Clone(p.value.(map[string]any))
	for _, s := range all {
		table, _ := toml.Lookup(p.value, pointerOf(s.table))
		for _, name := range s.names {
			record[name] = table.(map[string]any)[name]
			q.moved[name] = true
		}
		q.value = without(record, s.table, s.names)
		record = q.value.(map[string]any)
		p.astray(s, q)
	}
	return q
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

// astray tells of fields below a header that is not theirs.
func (p *pass) astray(s stray, q *pass) {
	title := firstOf(p.root.node.get("x-title").text(), "/title")
	front := slices.ContainsFunc(s.names, func(name string) bool { return title == toml.Pointer(name) })
	q.out = append(q.out, tomledit.Misplaced(p.doc, p.base+pointerOf(s.table), s.names, p.base, front))
}
