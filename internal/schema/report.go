package schema

import (
	"slices"
	"strconv"
	"strings"

	"candor/internal/diag"
	"candor/internal/toml"
)

// report adds a diagnostic at a value, unless the value has one already.
func (p *pass) report(at []string, f verdict) {
	p.add(pointerOf(at), diag.Diagnostic{ID: f.id, Message: f.message, Hint: f.hint, Fixes: f.fixes, Related: f.related, Span: p.valueSpan(at)})
}

// add keeps the first diagnostic of a place: the field's own demands come before
// those of conditions, so that the nearest cause is told.
func (p *pass) add(pointer string, d diag.Diagnostic) {
	if p.bad == nil {
		p.bad = map[string]bool{}
	}
	top, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	if !p.bad[pointer] && !p.moved[top] {
		p.bad[pointer] = true
		d.Field = pointer
		p.out = append(p.out, d)
	}
}

// pointerOf returns the JSON pointer of a place.
func pointerOf(at []string) string {
	parts := make([]any, len(at))
	for i, a := range at {
		parts[i] = a
	}
	return toml.Pointer(parts...)
}

// valueSpan returns where a value stands; a default stands nowhere, so the
// table that lacks it is the place.
func (p *pass) valueSpan(at []string) diag.Span {
	if p.doc == nil {
		return diag.Span{}
	}
	return p.doc.Value(p.base + pointerOf(at))
}

// keySpan returns where the key of a value stands.
func (p *pass) keySpan(at []string) diag.Span {
	if p.doc == nil {
		return diag.Span{}
	}
	return p.doc.Key(p.base + pointerOf(at))
}

// written returns the value as the author wrote it.
func (p *pass) written(at []string) any {
	v, _ := toml.Lookup(p.value, pointerOf(at))
	return v
}

// field returns the field at a place, or nil.
func (p *pass) field(at []string) *Field {
	f := p.root
	for _, part := range at {
		switch {
		case f == nil:
			return nil
		case f.Kind == List:
			f = f.Items
		default:
			f = f.names[part]
		}
	}
	return f
}

// name is what a message calls the value at a place.
func (p *pass) name(at []string) string {
	if len(at) == 0 {
		if p.root.Pointer == "" {
			return "the record"
		}
		return quote(p.root.Name)
	}
	if _, err := strconv.Atoi(at[len(at)-1]); err == nil {
		return "an item of " + quote(p.last(at))
	}
	return quote(p.last(at))
}

// last returns the last name of a place, indices aside.
func (p *pass) last(at []string) string {
	for _, part := range slices.Backward(at) {
		if _, err := strconv.Atoi(part); err != nil {
			return part
		}
	}
	return p.root.Name
}

// dotted names a place in full: "severity.level".
func dotted(at []string) string {
	var names []string
	for _, part := range at {
		if _, err := strconv.Atoi(part); err != nil {
			names = append(names, part)
		}
	}
	return strings.Join(names, ".")
}

// replace returns the fix that puts a text in the place of a value.
func (p *pass) replace(at []string, text string) []diag.Fix {
	if p.doc == nil {
		return nil
	}
	return []diag.Fix{{Message: "write " + text, Edits: []diag.Edit{{Span: p.valueSpan(at), Text: text}}}}
}

// unknown reports fields that the schema does not know, at their keys.
func (p *pass) unknown(at, names []string) {
	f := p.field(at)
	if f == nil {
		return
	}
	given, _ := p.written(at).(map[string]any)
	// A field that has a value cannot be the one that was meant.
	for _, name := range names {
		where := append(slices.Clone(at), name)
		d := diag.Diagnostic{ID: "unknown-field", Span: p.keySpan(where), Message: "there is no field " + quote(name) + p.within(at)}
		meant := near(name, absent(f, given))
		d.Hint = didYouMean(name, absent(f, given), "")
		other := p.elsewhere(name, given[name])
		switch {
		case other != "":
			d.Hint = other
		case len(meant) == 0:
			d.Hint = "remove it; the fields are " + list(fieldNames(f.Fields), "and")
		}
		if len(meant) == 1 && other == "" && p.doc != nil {
			d.Fixes = []diag.Fix{{Message: "rename it to " + meant[0], Edits: []diag.Edit{{Span: d.Span, Text: meant[0]}}}}
		}
		switch {
		case name == draftFlag && len(at) == 0:
			p.draft(&d, where, f)
		case name == "id" && len(at) == 0:
			d.Hint, d.Fixes = "remove it: the name of the file is the id", nil
		case len(meant) == 0 && tables(given[name]):
			if again := near(name, listsOfTables(f)); len(again) > 0 {
				d.Hint, d.Fixes = "did you mean [["+again[0]+"]]?", nil
			}
		}
		p.add(pointerOf(where), d)
	}
}

// draftFlag is how other generators keep a record off the site.
const draftFlag = "draft"

// draft tells those who come from another generator how it is said here.
func (p *pass) draft(d *diag.Diagnostic, at []string, f *Field) {
	i := slices.IndexFunc(f.Fields, func(g *Field) bool { return g.Name == "status" && slices.Contains(g.Enum, draftFlag) })
	if i < 0 {
		return
	}
	d.Fixes = nil
	if p.written(at) != true {
		d.Hint = "remove it: what is no draft needs no word"
		return
	}
	d.Hint = `write status = "draft"`
	if p.doc != nil {
		d.Fixes = []diag.Fix{{Message: d.Hint, Edits: []diag.Edit{
			{Span: d.Span, Text: "status"}, {Span: p.valueSpan(at), Text: quote(draftFlag)},
		}}}
	}
}

// tables says that a value is a list of tables.
func tables(v any) bool {
	list := elements(v)
	return len(list) > 0 && isTable(list[0])
}

// listsOfTables returns the fields that may be begun again and again, also where
// they have a value.
func listsOfTables(f *Field) []string {
	var out []string
	for _, g := range f.Fields {
		if g.Kind == List && g.Items != nil && g.Items.Kind == Table {
			out = append(out, g.Name)
		}
	}
	return out
}

// within says which table a field was looked for in.
func (p *pass) within(at []string) string {
	if len(at) == 0 {
		return " in a record of the type " + quote(p.root.Name)
	}
	return " in " + quote(dotted(at))
}

// absent returns the fields of a table that have no value yet: only these can
// have been meant by an unknown one.
func absent(f *Field, given map[string]any) []string {
	var out []string
	for _, g := range f.Fields {
		if _, ok := given[g.Name]; !ok {
			out = append(out, g.Name)
		}
	}
	return out
}

// elsewhere is the hint for an unknown field where other tables of the record
// have one of that name, else "". A table was not meant as a value, nor a value
// as a table.
func (p *pass) elsewhere(name string, value any) string {
	var found []string
	_, table := value.(map[string]any)
	var walk func(fields []*Field, at string)
	walk = func(fields []*Field, at string) {
		for _, f := range fields {
			here := f
			if f.Kind == List && f.Items != nil {
				here = f.Items
			}
			if f.Name == name && table == (f.Kind == Table) {
				found = append(found, at+name)
			}
			walk(here.Fields, at+f.Name+".")
		}
	}
	walk(p.root.Fields, "")
	if len(found) == 0 || len(found) > 3 {
		return ""
	}
	return "there is " + list(found, "and") + ": move it there, or remove it"
}
