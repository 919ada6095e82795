package schema

import (
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/wording"
)

// unknown reports fields that the schema does not know, at their keys.
func (r reporter) unknown(at, names []string) {
	f := r.field(at)
	if f == nil {
		return
	}
	given, _ := r.written(at).(map[string]any)
	// A field that has a value cannot be the one that was meant.
	for _, name := range names {
		where := append(slices.Clone(at), name)
		d := diag.Diagnostic{ID: catalog.UnknownField, Span: r.keySpan(where), Message: "there is no field " + wording.Quote(name) + r.within(at)}
		meant := diag.Near(name, absent(f, given))
		d.Hint = diag.DidYouMean(name, absent(f, given), "")
		other := r.elsewhere(name, given[name])
		switch {
		case other != "":
			d.Hint = other
		case len(meant) == 0:
			d.Hint = "remove it; the fields are " + wording.QuotedList(FieldNames(f.Fields), "and")
		}
		if len(meant) == 1 && other == "" && r.doc != nil {
			d.Fixes = []diag.Fix{{Message: "rename it to " + meant[0], Edits: []diag.Edit{{Span: d.Span, Text: meant[0]}}}}
		}
		switch {
		case name == draftFlag && len(at) == 0:
			r.draft(&d, where, f)
		case name == "id" && len(at) == 0:
			d.Hint, d.Fixes = "remove it: the name of the file is the id", nil
		case len(meant) == 0 && tables(given[name]):
			if again := diag.Near(name, listsOfTables(f)); len(again) > 0 {
				d.Hint, d.Fixes = "did you mean [["+again[0]+"]]?", nil
			}
		}
		d.Field = pointerOf(where)
		r.out.add(d)
	}
}

// draftFlag is how other generators keep a record off the site.
const draftFlag = "draft"

// draft tells those who come from another generator how it is said here.
func (r reporter) draft(d *diag.Diagnostic, at []string, f *Field) {
	i := slices.IndexFunc(f.Fields, func(g *Field) bool { return g.Name == "status" && slices.Contains(g.Enum, draftFlag) })
	if i < 0 {
		return
	}
	d.Fixes = nil
	if r.written(at) != true {
		d.Hint = "remove it: what is no draft needs no word"
		return
	}
	d.Hint = `write status = "draft"`
	if r.doc != nil {
		d.Fixes = []diag.Fix{{Message: d.Hint, Edits: []diag.Edit{
			{Span: d.Span, Text: "status"}, {Span: r.valueSpan(at), Text: wording.Quote(draftFlag)},
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

// pathInWords turns a pattern into the names on the way.
var pathInWords = strings.NewReplacer("/*", "", "/", ".")

// elsewhere is the hint for an unknown field where other tables of the record
// have one of that name, else "". A table was not meant as a value, nor a value
// as a table.
func (r reporter) elsewhere(name string, value any) string {
	var found []string
	_, table := value.(map[string]any)
	for f := range All(r.root.Fields) {
		if f.Name == name && table == (f.Kind == Table) && !f.IsItem() {
			found = append(found, pathInWords.Replace(strings.TrimPrefix(f.Pointer, r.root.Pointer+"/")))
		}
	}
	if len(found) == 0 || len(found) > 3 {
		return ""
	}
	return "there is " + wording.QuotedList(found, "and") + ": move it there, or remove it"
}
