package schema

import (
	"math"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/toml"
	"candor/internal/wording"
)

// Validate returns what is wrong with the values at a pointer of a document
// ("" for a whole file, "/asset/3" for a table of it), one diagnostic a
// mistake. A document that did not parse has no further mistakes, and a type
// that Load did not make refuses nothing. Several goroutines may call it.
func (t *Type) Validate(doc *toml.Doc, pointer string) diag.List {
	if doc == nil || doc.Values == nil || t.compiled == nil {
		return nil
	}
	v, ok := toml.Lookup(doc.Values, pointer)
	if !ok {
		return nil
	}
	return t.compiled.run(v, doc, pointer)
}

// run validates one value, which stands in a document at a pointer. Without a
// document, as for defaults, the diagnostics have no place.
func (v *validator) run(value any, doc *toml.Doc, base string) diag.List {
	in, out := &subject{root: v.root, value: value, doc: doc, base: base}, &findings{}
	err := v.sch.Validate(viewer{in, out}.view(v.root, value, nil))
	if err == nil {
		return out.list.Sorted()
	}
	if all := in.strays(); len(all) > 0 {
		in, out = in.settled(all, firstOf(v.tree.Get("x-title").Text(), "/title"))
		err = v.sch.Validate(viewer{in, out}.view(v.root, in.value, nil))
	}
	if err != nil {
		refused := refusals{tree: v.tree, at: v.at}.read(err.(*jsonschema.ValidationError))
		reporter{explainer{in}, out, v.tree}.report(refused)
	}
	return out.list.Sorted()
}

// viewer shows values to the library, and finds what it would not see.
type viewer struct {
	*subject
	out *findings
}

// view returns a value as JSON Schema sees it: defaults filled in, dates as
// text. What JSON cannot tell apart is judged here.
func (w viewer) view(f *Field, v any, at []string) any {
	if f == nil {
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		if f.Kind == Table {
			return w.table(f, v, at)
		}
	case []any:
		if f.Kind == List {
			out := make([]any, len(v))
			for i, e := range v {
				out[i] = w.view(f.Items, e, append(at, strconv.Itoa(i)))
			}
			return out
		}
	case toml.Date:
		return w.date(f, v, at)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			w.out.add(w.diagnostic(at, verdict{id: catalog.WrongType, message: w.name(at) + " must be " + Wants(f) + ", not " + describe(v), hint: "write an ordinary number"}))
			return 0
		}
		return v
	case string, int64, bool:
		return v
	}
	return toml.Plain(v)
}

// table views the values of a table. What no field is called becomes null: its
// name is all that matters.
func (w viewer) table(f *Field, values map[string]any, at []string) any {
	out := make(map[string]any, len(f.Fields))
	for name, e := range values {
		out[name] = w.view(f.names[name], e, append(at, name))
	}
	for _, g := range f.Fields {
		if _, ok := values[g.Name]; !ok && g.DefaultJSON != nil {
			out[g.Name] = g.DefaultJSON
		}
	}
	w.period(f, values, at)
	return out
}

// period reports a table whose until certainly lies before its from.
func (w viewer) period(f *Field, values map[string]any, at []string) {
	for _, name := range []string{"from", "until"} {
		if g := f.names[name]; g == nil || g.Kind != Date {
			return
		}
	}
	from, ok := dated(values["from"])
	until, both := dated(values["until"])
	if ok && both && until.Last.Before(from.First) {
		w.out.add(w.diagnostic(append(slices.Clone(at), "until"), verdict{
			id: catalog.PeriodReversed, message: "until " + until.Text + " lies before from " + from.Text, hint: "mend the day that is wrong, or swap the two",
		}))
	}
}

// dated returns the date that a value is, with or without quotes.
func dated(v any) (toml.Date, bool) {
	if s, ok := v.(string); ok {
		return toml.ParseDate(s)
	}
	d, ok := v.(toml.Date)
	return d, ok
}

// date judges a date without quotes where text is wanted: in JSON both would
// be text.
func (w viewer) date(f *Field, d toml.Date, at []string) any {
	if f.Kind == String && len(f.Enum) == 0 {
		hint, fixes := w.rewrite(at, "quote it", wording.Quote(d.Text))
		w.out.add(w.diagnostic(at, verdict{id: catalog.WrongType, message: w.name(at) + " must be text, and " + d.Text + " without quotes is a date", hint: hint, fixes: fixes}))
		return d.Text
	}
	if f.Kind == String {
		return d.Text // no date is among the values
	}
	switch {
	case d.Precision == toml.Day:
		return d.First.Format("2006-01-02")
	case d.Precision == toml.Instant && !d.Local:
		return d.First.Format("2006-01-02T15:04:05.999999999Z07:00")
	}
	return d.Text
}
