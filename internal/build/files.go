package build

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"candor/internal/card"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/linkcheck"
	"candor/internal/render"
	"candor/internal/site"
	"candor/internal/toml"
)

// output lists every file of the site. Where the last build had the same pages
// and the same other files, the list is the same.
func (b *builder) output(context.Context) error {
	assets, err := b.assets()
	if err != nil {
		return err
	}
	b.offer()
	o := &Output{b: b, severities: b.severities(), settings: b.settingsLinks()}
	if old := b.memo.last; old != nil && b.sameFiles(old, assets) {
		o.shape = old.out.shape
	} else {
		o.shape = b.shape(assets)
	}
	o.site = &render.Site{
		Plan: b.siteplan, Config: b.config, Layouts: b.layouts, Outcomes: b.outcomes,
		AsOf: b.Options.AsOf, BuildDate: b.Options.BuildDate, Preview: b.Options.Drafts,
		Assets: o.assets, Feeds: o.feeds, Twins: b.twins, History: b.History, Body: b.bodies.get,
	}
	b.out = o
	b.comparePages(o)
	return nil
}

// sameFiles says that both builds have the same files, whatever is in them.
func (b *builder) sameFiles(old *builder, assets []asset) bool {
	if b.config != old.config || b.types != old.types || !b.sameDays(old) || !b.siteplan.SameShape(old.siteplan) || !slices.Equal(assets, old.out.static) ||
		!sameOffers(b.offers, old.offers) {
		return false
	}
	return true
}

// shape lists the files of the site.
func (b *builder) shape(assets []asset) *shape {
	s := &shape{byPath: map[string]*outFile{}, static: assets, assets: map[string]string{}}
	for _, a := range assets {
		b.addAsset(s, a)
	}
	s.feeds = b.addFeeds(s)
	for i := range b.siteplan.Routes {
		r := &b.siteplan.Routes[i]
		page := &outFile{path: r.Path, route: r}
		s.add(page)
		if stands := s.byPath[r.Path] == page; stands && b.config.Feature("social_cards") && render.HasCard(*r) {
			s.add(cardOf(r))
		}
	}
	for _, f := range b.siteplan.Bundled() {
		s.add(copied(f.Source, f.Path))
	}
	b.addExports(s)
	b.addHostFiles(s)
	b.addSitemap(s)
	s.sort()
	s.enclosed()
	return s
}

// cardOf makes the social card of a page.
func cardOf(r *site.Route) *outFile {
	return fileOf(strings.TrimSuffix(r.Path, "index.html")+render.CardName, func(b *builder) ([]byte, error) {
		c, err := b.out.site.Card(*r)
		if err != nil {
			return nil, err
		}
		return card.PNG(c)
	})
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

// meta is what the manifest says of a file.
func (o *Output) meta(f *outFile) export.File {
	if f.route == nil {
		return export.File{Path: f.path}
	}
	m := export.File{Path: f.path, URL: f.route.URL, Type: f.route.Key.Type, ID: f.route.Key.ID}
	if f.export != nil {
		m.URL = o.b.siteplan.Base + f.path
	}
	if f.route.Kind == site.RecordPage {
		rec := o.b.siteplan.View.Get(f.route.Key)
		m.Published, m.Updated = day(rec, "/published"), day(rec, "/updated")
	}
	return m
}

func day(r *content.Record, pointer string) string {
	if d, ok := r.Date(pointer); ok {
		return d.Text
	}
	return ""
}

// fileOf makes a file of what the site is when it is opened.
func fileOf(name string, do func(*builder) ([]byte, error)) *outFile {
	return &outFile{path: name, make: do}
}

// lazy makes a file that is the same whatever builds follow.
func lazy(name string, do func() ([]byte, error)) *outFile {
	return fileOf(name, func(*builder) ([]byte, error) { return do() })
}

// copied makes a file with the bytes of a source.
func copied(source, name string) *outFile {
	return fileOf(name, func(b *builder) ([]byte, error) { return fs.ReadFile(b.Files, source) })
}

// staticRoot is the folder whose files are copied as they are.
const staticRoot = "static"

// asset is a file of static/: the site's, else the theme's. Style sheets and
// scripts have a second name that holds a part of their hash, so that browsers
// may keep them for ever.
type asset struct {
	rel    string
	theme  bool
	marked string // "" where it has no second name
}

// assets returns the files of static/, the site's over the theme's.
func (b *builder) assets() ([]asset, error) {
	hash, err := b.digest(staticRoot, true, "", staticRoot)
	if err != nil {
		return nil, err
	}
	list, diags, err := b.memo.static.get(hash, func() ([]asset, diag.List, error) {
		var out []asset
		var diags diag.List
		seen := map[string]bool{}
		for i, from := range []fs.FS{b.Files, b.Theme} {
			if from == nil {
				continue
			}
			err := fs.WalkDir(from, staticRoot, func(name string, d fs.DirEntry, err error) error {
				rel := strings.TrimPrefix(name, staticRoot+"/")
				if err != nil || d.IsDir() || seen[rel] || hiddenFile(d.Name()) {
					return err
				}
				seen[rel] = true
				a, err := newAsset(from, rel, d.Type() != 0)
				if bad, ok := diag.Unreadable(name, err); ok {
					diags = append(diags, bad)
					return nil
				}
				a.theme = i == 1
				out = append(out, a)
				return err
			})
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, nil, err
			}
		}
		return out, diags, nil
	})
	b.report(diags)
	return list, err
}

// hiddenFile names belong to editors and systems; /.well-known/ is a folder.
func hiddenFile(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~")
}

// newAsset looks at a static file. What is no regular file is read, to see
// whether it can be.
func newAsset(from fs.FS, rel string, odd bool) (asset, error) {
	ext := path.Ext(rel)
	marked := ext == ".css" || ext == ".js"
	if !marked && !odd {
		return asset{rel: rel}, nil
	}
	bytes, err := fs.ReadFile(from, path.Join(staticRoot, rel))
	if !marked {
		return asset{rel: rel}, err
	}
	return asset{rel: rel, marked: strings.TrimSuffix(rel, ext) + "." + diag.HashOf(bytes).String()[:10] + ext}, err
}

// addAsset adds a static file, and the URL that layouts get for its name.
func (b *builder) addAsset(s *shape, a asset) {
	read := func(b *builder) ([]byte, error) {
		from := b.Files
		if a.theme {
			from = b.Theme
		}
		return fs.ReadFile(from, path.Join(staticRoot, a.rel))
	}
	s.add(fileOf(a.rel, read))
	s.assets[a.rel] = b.siteplan.Base + escaped(a.rel)
	if a.marked != "" {
		s.add(fileOf(a.marked, read))
		s.assets[a.rel] = b.siteplan.Base + escaped(a.marked)
	}
}

// escaped writes the path of a file as a URL. What the file of headers gives a
// meaning is escaped too: a line end, a star, a colon.
func escaped(rel string) string {
	return strings.NewReplacer("*", "%2A", ":", "%3A").Replace((&url.URL{Path: rel}).EscapedPath())
}

// addHostFiles adds what the host reads.
func (b *builder) addHostFiles(s *shape) {
	var marked []string
	for rel, u := range s.assets {
		if u != b.siteplan.Base+escaped(rel) {
			marked = append(marked, u)
		}
	}
	slices.Sort(marked)
	kinds := slices.Sorted(maps.Keys(s.kinds))
	s.add(fileOf("_headers", func(b *builder) ([]byte, error) {
		return export.Headers(b.siteplan.Base, marked, kinds, b.Options.Drafts), nil
	}))
	s.add(fileOf(export.WebManifestName, (*builder).webManifest))
	s.add(fileOf("robots.txt", func(b *builder) ([]byte, error) {
		return export.Robots(b.config.BaseURL+"sitemap.xml", b.Options.Drafts), nil
	}))
	s.add(fileOf("_redirects", func(b *builder) ([]byte, error) { return export.Redirects(b.redirects()), nil }))
}

// redirects lead from the aliases of public records to their pages.
func (b *builder) redirects() []export.Redirect {
	var out []export.Redirect
	for _, t := range b.types.Types() {
		for _, r := range b.siteplan.View.All(t.Name) {
			for _, alias := range r.Texts("/aliases") {
				out = append(out, export.Redirect{From: b.siteplan.Base + strings.TrimPrefix(alias, "/"), To: b.siteplan.URL(r.Key)})
			}
		}
	}
	return out
}

// addSitemap adds the sitemap, in parts where one is too small.
func (b *builder) addSitemap(s *shape) {
	n := len(b.locations())
	if n <= export.SitemapLimit {
		s.add(fileOf("sitemap.xml", func(b *builder) ([]byte, error) { return export.Sitemap(b.locations()) }))
		return
	}
	var names []string
	for at := 0; at < n; at += export.SitemapLimit {
		name := "sitemap-" + string(rune('a'+len(names))) + ".xml"
		names = append(names, name)
		s.add(fileOf(name, func(b *builder) ([]byte, error) {
			all := b.locations()
			return export.Sitemap(all[at:min(at+export.SitemapLimit, len(all))])
		}))
	}
	s.add(fileOf("sitemap.xml", func(b *builder) ([]byte, error) {
		parts := make([]string, len(names))
		for i, name := range names {
			parts[i] = b.config.BaseURL + name
		}
		return export.SitemapIndex(parts)
	}))
}

// locations returns the pages that the sitemap tells of.
func (b *builder) locations() []export.Location {
	pages := make([]export.Location, 0, len(b.siteplan.Routes))
	for _, r := range b.siteplan.Routes {
		if r.Path == "404.html" {
			continue
		}
		l := export.Location{URL: b.absolute(r.URL)}
		if r.Kind == site.RecordPage {
			l.Modified = modified(b.siteplan.View.Get(r.Key))
		}
		pages = append(pages, l)
	}
	return pages
}

// absolute returns the whole address of a URL of the plan.
func (b *builder) absolute(u string) string {
	return b.config.BaseURL + strings.TrimPrefix(u, b.siteplan.Base)
}

// modified returns when a record last changed, as far as it says.
func modified(r *content.Record) time.Time {
	for _, pointer := range []string{"/updated", "/published", r.Schema.DateField} {
		if d, ok := r.Get(pointer).(toml.Date); ok && pointer != "" {
			return d.First
		}
	}
	return time.Time{}
}

func newestFirst(a, b *content.Record) int {
	return cmp.Or(modified(b).Compare(modified(a)), a.Key.Compare(b.Key))
}
