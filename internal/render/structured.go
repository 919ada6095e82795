package render

import (
	"html/template"
	"strconv"

	"candor/internal/render/fn"
	"candor/internal/schema"
	"candor/internal/site"
)

// schemaOrg is the vocabulary of what pages tell search engines.
const schemaOrg = "https://schema.org"

// Structured returns what a page tells search engines of itself, as a thing of
// the schema.org vocabulary: its name, its days, what it is a part of, and the
// way to it from the front page. The pairs are further members; an empty one is
// left out. A layout writes it into a script of the type application/ld+json.
func (p *Page) Structured(kind string, pairs ...any) (map[string]any, error) {
	more, err := fn.Dict(pairs...)
	if err != nil {
		return nil, err
	}
	thing := p.thing(kind)
	for name, v := range pruned(more) {
		thing[name] = v
	}
	graph := []any{thing}
	if trail := p.breadcrumbs(); trail != nil {
		graph = append(graph, trail)
	}
	if p.route.Kind == site.HomePage {
		graph = append(graph, p.publishers()...)
	}
	return map[string]any{"@context": schemaOrg, "@graph": graph}, nil
}

// thing is what every page can say. The front page is the site itself.
func (p *Page) thing(kind string) map[string]any {
	t := map[string]any{
		"@type": kind, "@id": p.Canonical() + "#this", "url": p.Canonical(), "name": p.Title(), "inLanguage": p.Config().Language,
	}
	set := func(name string, v any) {
		if full(v) {
			t[name] = v
		}
	}
	set("description", p.Summary())
	if c := p.Card(); c != nil {
		t["image"] = map[string]any{"@type": "ImageObject", "url": c.URL, "width": pixels(c.Width), "height": pixels(c.Height)}
	}
	if p.Config().Publisher.Name != "" {
		t["publisher"] = map[string]any{"@type": "Organization", "@id": p.publisherID(), "name": p.Config().Publisher.Name}
	}
	if p.route.Kind == site.HomePage {
		t["@id"] = p.siteID()
		set("alternateName", p.Config().ShortTitle)
		return t
	}
	t["isPartOf"] = map[string]any{"@type": "WebSite", "@id": p.siteID(), "name": p.Config().Title, "url": p.Config().BaseURL}
	if p.showsRecord() {
		t["headline"] = p.Title()
	}
	if p.route.Kind == site.RecordPage {
		r := p.Record().r
		set("datePublished", fn.ISO(r.Meant(schema.Published)))
		set("dateModified", fn.ISO(r.Meant(schema.Updated)))
		set("keywords", r.Meant(schema.Tags))
	}
	return t
}

// pixels is a length as schema.org has it: with its unit.
func pixels(n int) string { return strconv.Itoa(n) + " px" }

func (p *Page) siteID() string      { return p.Config().BaseURL + "#site" }
func (p *Page) publisherID() string { return p.Config().BaseURL + "#publisher" }

// publishers is who answers for the site, if it says so.
func (p *Page) publishers() []any {
	by := p.Config().Publisher
	if by.Name == "" {
		return nil
	}
	o := map[string]any{"@type": "Organization", "@id": p.publisherID(), "name": by.Name}
	if by.URL != "" {
		o["url"] = by.URL
	}
	if len(by.Profiles) > 0 {
		o["sameAs"] = by.Profiles
	}
	return []any{o}
}

// breadcrumbs is the way from the front page, nil on the front page.
func (p *Page) breadcrumbs() any {
	if p.route.Kind == site.HomePage {
		return nil
	}
	way := append([]Crumb{{"Home", p.Home()}}, p.Trail()...)
	way = append(way, Crumb{p.Title(), p.URL()})
	items := make([]any, len(way))
	for i, c := range way {
		items[i] = map[string]any{"@type": "ListItem", "position": i + 1, "name": c.Title, "item": p.absolute(c.URL)}
	}
	return map[string]any{"@type": "BreadcrumbList", "itemListElement": items}
}

// pruned returns the members that are not empty. A thing of which nothing is
// said but what kind it is, is none.
func pruned(members map[string]any) map[string]any {
	out := map[string]any{}
	for name, v := range members {
		if within, ok := v.(map[string]any); ok {
			within = pruned(within)
			if _, kind := within["@type"]; kind && len(within) == 1 {
				continue
			}
			v = within
		}
		if full(v) {
			out[name] = v
		}
	}
	return out
}

// full says that there is something to tell.
func full(v any) bool {
	truth, ok := template.IsTrue(v)
	return ok && truth
}
