// Package documents turns what the public sees of a site into the documents of
// its search index: every record that is shown somewhere, every list and the
// front page.
package documents

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/markup"
	"candor/internal/parallel"
	"candor/internal/schema"
	"candor/internal/search"
	"candor/internal/site"
	"candor/internal/wording"
)

// Site is what the documents are made from. Nothing is read that the plan does
// not show.
type Site struct {
	Config *config.Config
	Plan   *site.Plan
	Body   func(*content.Record) (*markup.Body, error) // the text of a record, nil where it has none
}

// Index returns the files of the search index. The cards of documents are made
// when they are asked for.
func Index(ctx context.Context, s Site) ([]search.File, error) {
	pages := s.pages()
	byURL := make(map[string]page, len(pages))
	for _, p := range pages {
		byURL[p.url] = p
	}
	index := search.New(func(url string) (search.Document, error) { return s.document(byURL[url]) })
	err := parallel.Each(ctx, len(pages), func(n int) error {
		d, err := s.document(pages[n])
		if err != nil {
			return err
		}
		return index.Add(d)
	})
	if err != nil {
		return nil, err
	}
	return index.Files(ctx)
}

// page is a page that can be found: that of a record, or a list with its
// introduction, if it has one.
type page struct {
	url    string
	record *content.Record
	list   *schema.Type // nil for the front page
	home   bool
}

// pages returns what can be found, each address once.
func (s Site) pages() []page {
	p := s.Plan
	out := []page{{url: p.Base, record: p.Sections[""], home: true}}
	seen := map[string]bool{p.Base: true}
	add := func(f page) {
		if f.url != "" && !seen[f.url] {
			seen[f.url] = true
			out = append(out, f)
		}
	}
	for _, t := range p.View.Types().Types() {
		add(page{url: p.ListURL(t.Name), record: p.Sections[t.Name], list: t})
		for _, r := range p.View.All(t.Name) {
			add(page{url: p.URL(r.Key), record: r})
		}
	}
	return out
}

// sectionType is the type of lists in the index. No type of records is called
// so.
const sectionType = "_"

// document is a page as the index reads it.
func (s Site) document(p page) (search.Document, error) {
	d := search.Document{URL: p.url, Type: sectionType, TypeTitle: "Sections"}
	switch {
	case p.home:
		d.Title, d.Summary = s.Config.Title, s.Config.Summary
	case p.list != nil:
		d.Title, d.Summary, d.Names = p.list.Plural, p.list.Description, []string{p.list.Name}
	}
	if p.record == nil {
		return d, nil
	}
	if !p.home && p.list == nil {
		s.describe(&d, p.record)
	} else {
		d.Title = cmp.Or(p.record.Text("/title"), d.Title)
		d.Summary = cmp.Or(p.record.Text("/summary"), d.Summary)
	}
	body, err := s.Body(p.record)
	if err != nil || body == nil {
		return d, err
	}
	d.Text = body.Text
	for _, h := range body.Headings {
		d.Headings = append(d.Headings, search.Heading{Text: h.Text, ID: h.ID, Offset: h.TextStart})
	}
	return d, nil
}

// describe takes what the fields of a record say.
func (s Site) describe(d *search.Document, r *content.Record) {
	t := r.Schema
	d.Type, d.TypeTitle = t.Name, t.Plural
	d.Title, d.Summary, d.Names = r.Title(), r.MeantText(schema.Summary), []string{r.ID}
	if l := r.Label(); l != r.ID {
		d.Label = l
	}
	d.Tags = slices.Clone(r.MeantTexts(schema.Tags))
	w := fieldWords{plan: s.Plan, facets: map[string]string{}}
	schema.Walk(t.Fields, r.Values, func(at *schema.Path, f *schema.Field, v any) bool {
		if at.Len() == 1 {
			if v == nil || !searched(t, f) {
				return false
			}
			w.facet(f, v)
			d.Tags = append(d.Tags, wording.Term(f.Name)) // "kyc", whatever its title
		}
		w.add(at.Field().Title, f, v)
		return true
	})
	d.Fields, d.Facets, d.Tags = w.out, w.facets, append(d.Tags, w.dates...)
	if date, ok := r.Date(t.DateField); ok && t.DateField != "" {
		d.Facets["Year"] = strconv.Itoa(date.First.Year())
	}
}
