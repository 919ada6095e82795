package pipeline

import (
	"context"
	"maps"
	"slices"
	"strings"

	"candor/internal/artifacts"
	"candor/internal/card"
	"candor/internal/diag"
	"candor/internal/fingerprint"
	"candor/internal/linkcheck"
	"candor/internal/render"
	"candor/internal/site"
)

// output lists every file of the site. Where the last build had the same pages
// and the same other files, the list is the same.
func (b *builder) output(context.Context) error {
	assets, err := b.assets()
	if err != nil {
		return err
	}
	b.offer()
	o := &Output{b: b, severities: b.project.Severities(), settings: b.settingsLinks()}
	if old := b.memo.last; old != nil && b.sameFiles(old, assets) {
		o.shape = old.out.shape
	} else {
		o.shape = b.shape(assets)
	}
	o.artifacts = &artifacts.Site{
		Files: b.Files, Theme: b.Theme, Config: b.config, Plan: b.siteplan,
		AsOf: b.Options.AsOf, Preview: b.Options.Drafts, Assets: o.assets,
	}
	o.site = &render.Site{
		Plan: b.siteplan, Config: b.config, Layouts: b.layouts, Outcomes: b.outcomes,
		AsOf: b.Options.AsOf, BuildDate: b.Options.BuildDate, Preview: b.Options.Drafts,
		Assets: o.assets, Feeds: o.feeds, Twins: b.twins, History: b.History, Body: b.bodies.Get,
	}
	b.out = o
	b.comparePages(o)
	return nil
}

// sameFiles says that both builds have the same files, whatever is in them.
func (b *builder) sameFiles(old *builder, assets []artifacts.Asset) bool {
	return b.config == old.config && b.types == old.types && b.sameDays(old) && b.siteplan.SameShape(old.siteplan) &&
		slices.Equal(assets, old.out.static) && sameOffers(b.offers, old.offers)
}

// assets returns the files of static/, the site's over the theme's.
func (b *builder) assets() ([]artifacts.Asset, error) {
	s := fingerprint.Sources{Paths: []string{artifacts.StaticRoot}, Deep: true}
	list, diags, err := b.memo.static.Get(b.Files, s, b.Options.Changed, struct{}{}, func() ([]artifacts.Asset, diag.List, error) {
		return artifacts.Static(b.Files, b.Theme)
	})
	b.report(diags)
	return list, err
}

// shape lists the files of the site.
func (b *builder) shape(assets []artifacts.Asset) *shape {
	s := &shape{byPath: map[string]*outFile{}, static: assets, assets: map[string]string{}}
	s.addAssets(assets, b.siteplan.Base)
	feeds, urls := artifacts.Feeds(b.config, b.siteplan)
	s.feeds = urls
	s.addAll(feeds)
	s.addPages(b.siteplan, b.config.Feature("social_cards"))
	for _, f := range b.siteplan.Bundled() {
		s.add(fileOf(artifacts.Copy(f.Source, f.Path)))
	}
	b.addExports(s)
	s.addAll(artifacts.Host(s.fingerprinted, slices.Sorted(maps.Keys(s.kinds))))
	s.addAll(artifacts.Sitemap(b.siteplan))
	s.sort()
	s.enclosed()
	return s
}

func (s *shape) addAll(files []artifacts.File) {
	for _, f := range files {
		s.add(fileOf(f))
	}
}

// addAssets adds the static files, and the URLs that layouts get for their names.
func (s *shape) addAssets(assets []artifacts.Asset, base string) {
	for _, a := range assets {
		s.addAll(a.Files())
		s.assets[a.Name()] = a.URL(base)
		if a.Fingerprinted() {
			s.fingerprinted = append(s.fingerprinted, a.URL(base))
		}
	}
	slices.Sort(s.fingerprinted)
}

// addPages adds the page of each route, and its social card.
func (s *shape) addPages(p *site.Plan, cards bool) {
	for i := range p.Routes {
		r := &p.Routes[i]
		page := &outFile{File: artifacts.File{Path: r.Path}, route: r}
		s.add(page)
		if s.byPath[r.Path] == page && cards && render.HasCard(*r) {
			s.add(&outFile{File: artifacts.File{Path: strings.TrimSuffix(r.Path, "index.html") + render.CardName}, card: r})
		}
	}
}

// picture makes the social card of a page.
func (o *Output) picture(r site.Route) ([]byte, error) {
	c, err := o.site.Card(r)
	if err != nil {
		return nil, err
	}
	return card.PNG(c)
}

func (b *builder) counts() []Count {
	var out []Count
	for _, t := range b.types.Types() {
		if n := len(b.content.Corpus.All(t.Name)); n > 0 {
			words := t.Plural
			if n == 1 {
				words = t.Title
			}
			out = append(out, Count{t.Name, strings.ToLower(words), n})
		}
	}
	return out
}

// page makes the page of a route.
func (o *Output) page(r site.Route) (made, error) {
	res, err := o.site.Page(r)
	m := made{linkcheck.File{Bytes: res.HTML, Diags: res.Diags, Links: res.Links}, res.Reads}
	if res.Layout != nil {
		m.Layout = res.Layout.At(0, 0)
	}
	return m, err
}

func fileOf(f artifacts.File) *outFile { return &outFile{File: f} }
