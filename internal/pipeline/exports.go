package pipeline

import (
	"maps"
	"slices"
	"strings"

	"candor/internal/artifacts"
	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/render"
	"candor/internal/render/layout"
	"candor/internal/site"
)

// exports are the files that templates make beside pages, by type.
type exports map[string][]plannedExport

// plannedExport is what one template makes. Which files there are must be known before
// any is made, so an export that does not suit all records says of which it is
// made by their own values alone.
type plannedExport struct {
	layout.Export
	answers map[*content.Record]answer // nil where it suits all
	ids     map[string]bool            // of the records that it is made of
}

// answer is what the part "when" said of a record.
type answer struct {
	yes   bool
	diags diag.List
}

// findExports finds out what exports make. An answer about a record that is the
// same as in the last build is taken from there.
func findExports(layouts *layout.Set, view *site.View, last exports) (exports, diag.List) {
	out := exports{}
	var diags diag.List
	for _, t := range view.Types().Types() {
		for _, e := range layouts.Exports(t.Name) {
			x := plannedExport{Export: e}
			if e.Asks {
				diags = append(diags, x.ask(layouts, view.All(t.Name), last.answers(t.Name, e))...)
			}
			out[t.Name] = append(out[t.Name], x)
		}
	}
	return out, diags
}

// answers returns what was answered for the export of a type.
func (x exports) answers(typ string, e layout.Export) map[*content.Record]answer {
	for _, o := range x[typ] {
		if o.Export == e {
			return o.answers
		}
	}
	return nil
}

func (e *plannedExport) ask(layouts *layout.Set, records []*content.Record, known map[*content.Record]answer) diag.List {
	var diags diag.List
	e.answers, e.ids = map[*content.Record]answer{}, map[string]bool{}
	for _, r := range records {
		a, ok := known[r]
		if !ok {
			a.yes, a.diags = render.Wants(layouts, e.Export, r)
		}
		e.answers[r] = a
		diags = append(diags, a.diags...)
		if a.yes {
			e.ids[r.ID] = true
		}
	}
	return diags
}

// makes reports whether there is a file for a record or, without an ID, for the
// list. For a list there is none where the export suits none of its records.
func (e plannedExport) makes(k content.Key) bool {
	switch {
	case e.List != (k.ID == ""):
		return false
	case e.answers == nil:
		return true
	case e.List:
		return len(e.ids) > 0
	}
	return e.ids[k.ID]
}

// same reports whether both make the same files.
func (x exports) same(o exports) bool {
	return maps.EqualFunc(x, o, func(a, b []plannedExport) bool {
		return slices.EqualFunc(a, b, func(v, w plannedExport) bool { return v.Export == w.Export && maps.Equal(v.ids, w.ids) })
	})
}

// twins returns what finds the machine-readable forms of a record that has a page
// or, without an ID, of a list.
func (x exports) twins(c *config.Config, p *site.Plan) func(content.Key) []render.Twin {
	return func(k content.Key) []render.Twin {
		page := p.URL(k)
		if k.ID == "" {
			page = p.ListURL(k.Type)
		}
		if !strings.HasSuffix(page, "/") {
			return nil
		}
		var out []render.Twin
		for _, e := range x[k.Type] {
			if e.makes(k) {
				name := artifacts.Escape(e.Name)
				out = append(out, render.Twin{Name: e.Name, URL: page + name, Canonical: artifacts.Absolute(c, p, page) + name, Type: e.MediaType()})
			}
		}
		return out
	}
}
