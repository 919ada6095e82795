package pipeline

import (
	"maps"
	"path"
	"slices"
	"strings"

	"candor/internal/artifacts"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/linkcheck"
	"candor/internal/render"
	"candor/internal/render/layout"
	"candor/internal/site"
)

// offers are the files that templates make beside the pages of a type.
type offers struct {
	typ  string
	list []offer
}

// offer is what one export makes. Which files there are must be known before
// any is made, so an export that does not suit all records says of which it is
// made by their own values alone.
type offer struct {
	Export layout.Export
	holds  map[*content.Record]wanted // nil where it suits all
	ids    map[string]bool            // of the records that it is made of
}

// wanted is what the part "when" said of a record.
type wanted struct {
	yes   bool
	diags diag.List
}

// offer finds out what exports make. An answer about a record that is no other
// is taken from the last build.
func (b *builder) offer() {
	for _, t := range b.types.Types() {
		o := offers{typ: t.Name}
		for _, e := range b.layouts.Exports(t.Name) {
			made := offer{Export: e}
			if e.Asks {
				made.holds, made.ids = map[*content.Record]wanted{}, map[string]bool{}
				b.ask(t.Name, &made, b.asked(t.Name, e))
			}
			o.list = append(o.list, made)
		}
		b.offers = append(b.offers, o)
	}
}

// asked returns what the last build knew of an export.
func (b *builder) asked(typ string, e layout.Export) map[*content.Record]wanted {
	old := b.memo.last
	if old == nil || old.layouts != b.layouts {
		return nil
	}
	for _, o := range old.offered(typ) {
		if o.Export == e {
			return o.holds
		}
	}
	return nil
}

func (b *builder) ask(typ string, o *offer, before map[*content.Record]wanted) {
	for _, r := range b.siteplan.View.All(typ) {
		w, known := before[r]
		if !known {
			w.yes, w.diags = render.Wants(b.layouts, o.Export, r)
		}
		o.holds[r] = w
		b.report(w.diags)
		if w.yes {
			o.ids[r.ID] = true
		}
	}
}

// offered returns what exports make of a type.
func (b *builder) offered(typ string) []offer {
	i, ok := slices.BinarySearchFunc(b.offers, typ, func(o offers, typ string) int { return strings.Compare(o.typ, typ) })
	if !ok {
		return nil
	}
	return b.offers[i].list
}

// makes says that there is a file for a record or, without an ID, for the list:
// one that suits none of its records has none.
func (o offer) makes(k content.Key) bool {
	switch {
	case o.Export.List != (k.ID == ""):
		return false
	case o.holds == nil:
		return true
	case o.Export.List:
		return len(o.ids) > 0
	}
	return o.ids[k.ID]
}

func sameOffers(a, b []offers) bool {
	return slices.EqualFunc(a, b, func(x, y offers) bool {
		return x.typ == y.typ && slices.EqualFunc(x.list, y.list, func(v, w offer) bool {
			return v.Export == w.Export && maps.Equal(v.ids, w.ids)
		})
	})
}

// addExports adds the files of exports, beside the pages of records and lists.
func (b *builder) addExports(s *shape) {
	s.kinds = map[string]bool{}
	for i := range b.siteplan.Routes {
		r := &b.siteplan.Routes[i]
		if r.Kind != site.RecordPage && r.Kind != site.ListPage {
			continue
		}
		for _, o := range b.offered(r.Key.Type) {
			if e := o.Export; o.makes(r.Key) {
				s.add(&outFile{File: artifacts.File{Path: strings.TrimPrefix(r.URL, b.siteplan.Base) + e.Name}, route: r, export: &e})
				s.kinds[path.Ext(e.Name)] = true
			}
		}
	}
}

// twins returns the machine-readable forms of a record that has a page or,
// without an ID, of a list.
func (b *builder) twins(k content.Key) []render.Twin {
	page := b.siteplan.URL(k)
	if k.ID == "" {
		page = b.siteplan.ListURL(k.Type)
	}
	if !strings.HasSuffix(page, "/") {
		return nil
	}
	var out []render.Twin
	for _, o := range b.offered(k.Type) {
		if o.makes(k) {
			name := artifacts.Escape(o.Export.Name)
			out = append(out, render.Twin{Name: o.Export.Name, URL: page + name, Canonical: artifacts.Absolute(b.config, b.siteplan, page) + name, Type: o.Export.MediaType()})
		}
	}
	return out
}

// export makes a file of an export.
func (o *Output) export(f *outFile) (made, error) {
	res, err := o.site.Export(*f.export, *f.route)
	m := made{linkcheck.File{Bytes: res.Bytes, Export: true, Diags: res.Diags, Flaw: res.Flaw}, res.Reads}
	if res.Layout != nil {
		m.Layout = res.Layout.At(0, 0)
	}
	return m, err
}
