package render

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/render/fn"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/toml"
	"candor/internal/wording"
)

// List returns the records of the page: those of the list's type or of the
// tag.
func (p *Page) List() []*Record {
	switch p.route.Kind {
	case site.ListPage:
		return p.All(p.route.Key.Type)
	case site.TagPage:
		var out []*Record
		for _, k := range p.Tag().Keys {
			out = append(out, p.record(p.lookup.Get(k)))
		}
		return out
	case site.HomePage, site.RecordPage, site.StatePage, site.TagsPage, site.PlainPage:
	}
	return nil
}

// All returns the public records of a type in the type's order: by its order
// field, else by its date with the latest first, else by title.
func (p *Page) All(typ string) []*Record {
	if p.lookup.Types().Type(typ) == nil {
		return nil
	}
	p.lookup.All(typ)
	return p.records(p.site.order(typ).records)
}

func compareRecords(a, b *content.Record) int {
	byTitle := cmp.Or(strings.Compare(wording.SortKey(a.Title()), wording.SortKey(b.Title())), strings.Compare(a.ID, b.ID))
	switch t := a.Schema; {
	case t.OrderField != "":
		return cmp.Or(fn.Compare(a.Get(t.OrderField), b.Get(t.OrderField)), byTitle)
	case t.DateField != "":
		return cmp.Or(compareDates(dateField(b), dateField(a)), byTitle)
	}
	return byTitle
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func compareDates(a, b *toml.Date) int {
	if a == nil || b == nil {
		return cmp.Compare(b2i(a != nil), b2i(b != nil))
	}
	return cmp.Or(a.First.Compare(b.First), a.Last.Compare(b.Last))
}

// dateField returns the date that a record is filed under, nil where it has
// none.
func dateField(r *content.Record) *toml.Date {
	if d, ok := r.Date(r.Schema.DateField); ok && r.Schema.DateField != "" {
		return &d
	}
	for _, m := range []schema.Meaning{schema.Published, schema.Dated} {
		if d, ok := r.MeantDate(m); ok {
			return &d
		}
	}
	return nil
}

// Get returns a record by type and id, nil where the public sees none.
func (p *Page) Get(typ, id string) *Record {
	return p.record(p.lookup.Get(content.Key{Type: typ, ID: strings.TrimPrefix(id, typ+"/")}))
}

// Latest returns the n records with a date and a page of their own that are
// the newest of all types, or of the types named.
func (p *Page) Latest(n int, types ...string) []*Record {
	var all []*content.Record
	for _, t := range p.lookup.Types().Types() {
		if t.DateField == "" || !t.Page || len(types) > 0 && !slices.Contains(types, t.Name) {
			continue
		}
		for _, r := range p.lookup.All(t.Name) {
			if dateField(r) != nil {
				all = append(all, r)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *content.Record) int { return compareDates(dateField(b), dateField(a)) })
	return p.records(all[:min(max(n, 0), len(all))])
}

// Letter is the records whose title begins with the same letter.
type Letter struct {
	Name    string
	Records []*Record
}

// Everything returns all records that are shown somewhere, by the first letter
// of their title. What begins with a digit stands first, under "#".
func (p *Page) Everything() []Letter {
	byName := map[string][]*content.Record{}
	for _, t := range p.lookup.Types().Types() {
		for _, r := range p.lookup.All(t.Name) {
			if p.site.Plan.URL(r.Key) != "" {
				byName[wording.Initial(r.Title())] = append(byName[wording.Initial(r.Title())], r)
			}
		}
	}
	var out []Letter
	for name, list := range byName {
		slices.SortFunc(list, func(a, b *content.Record) int {
			return cmp.Or(strings.Compare(wording.SortKey(a.Title()), wording.SortKey(b.Title())), a.Key.Compare(b.Key))
		})
		out = append(out, Letter{name, p.records(list)})
	}
	slices.SortFunc(out, func(a, b Letter) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// ListLink leads to the list of a type.
type ListLink struct {
	Type, Title, URL string
	Count            int
	page             *Page
}

// Lists returns the types that have a list, in order of their titles.
func (p *Page) Lists() []ListLink {
	var out []ListLink
	for _, t := range p.lookup.Types().Types() {
		if u := p.site.Plan.ListURL(t.Name); u != "" {
			out = append(out, ListLink{Type: t.Name, Title: p.ListTitle(t.Name), URL: u, Count: len(p.lookup.All(t.Name)), page: p})
		}
	}
	slices.SortFunc(out, func(a, b ListLink) int { return strings.Compare(a.Title, b.Title) })
	return out
}

// Summary returns the sentence that introduces the list, or what the type is.
func (l ListLink) Summary() string {
	if s := l.page.record(l.page.site.Plan.Sections[l.Type]); s != nil && s.Summary() != "" {
		return s.Summary()
	}
	return l.page.lookup.Types().Type(l.Type).Description
}

// ListTitle returns the title of a type's list: its introduction's, else the
// type's plural.
func (p *Page) ListTitle(typ string) string {
	if s := p.site.Plan.Sections[typ]; s != nil && s.Text("/title") != "" {
		return s.Text("/title")
	}
	if t := p.lookup.Types().Type(typ); t != nil {
		return t.Plural
	}
	return typ
}

// ListURL returns the URL of a type's list, or "".
func (p *Page) ListURL(typ string) string { return p.site.Plan.ListURL(typ) }
