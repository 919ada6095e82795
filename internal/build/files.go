package build

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/render"
	"candor/internal/site"
	"candor/internal/toml"
)

// output lists every file of the site.
func (b *builder) output() (*Output, error) {
	o := &Output{byPath: map[string]*outFile{}, base: b.siteplan.Base, version: b.Options.Version, severities: b.severities(), counts: b.counts(), menu: b.menuLinks()}
	assets, err := b.addStatic(o)
	if err != nil {
		return nil, err
	}
	feeds := b.addFeeds(o)
	s := &render.Site{
		Plan: b.siteplan, Config: b.config, Layouts: b.layouts, Rules: b.rules, Outcomes: b.outcomes,
		AsOf: b.Options.AsOf, BuildDate: b.Options.BuildDate, Preview: b.Options.Drafts,
		Assets: assets, Feeds: feeds, Body: b.bodies.get,
	}
	for _, r := range b.siteplan.Routes {
		o.add(b.page(s, r))
	}
	for _, f := range b.siteplan.Bundled() {
		o.add(copied(b.Files, f.Source, f.Path))
	}
	b.addHostFiles(o, assets)
	b.addSitemap(o)
	o.sort()
	return o, nil
}

func (b *builder) counts() []Count {
	var out []Count
	for _, t := range b.types.Types() {
		if n := len(b.content.Corpus.All(t.Name)); n > 0 {
			out = append(out, Count{t.Name, n})
		}
	}
	return out
}

func (b *builder) page(s *render.Site, r site.Route) *outFile {
	f := &outFile{path: r.Path, html: true, meta: export.File{URL: r.URL, Type: r.Key.Type, ID: r.Key.ID}}
	if r.Kind == site.RecordPage {
		rec := b.siteplan.View.Get(r.Key)
		f.meta.Published, f.meta.Updated = day(rec, "/published"), day(rec, "/updated")
	}
	f.make = func() (made, error) {
		res, err := s.Page(r)
		m := made{bytes: res.HTML, diags: res.Diags, links: res.Links}
		if res.Layout != nil {
			m.source = res.Layout.At(0, 0)
		}
		return m, err
	}
	return f
}

func day(r *content.Record, pointer string) string {
	if d, ok := r.Date(pointer); ok {
		return d.Text
	}
	return ""
}

// fixed makes a file whose bytes are known.
func fixed(name string, b []byte) *outFile {
	return &outFile{path: name, make: func() (made, error) { return made{bytes: b}, nil }}
}

// copied makes a file with the bytes of another.
func copied(from fs.FS, source, name string) *outFile {
	return &outFile{path: name, make: func() (made, error) {
		b, err := fs.ReadFile(from, source)
		return made{bytes: b}, err
	}}
}

// staticRoot is the folder whose files are copied as they are.
const staticRoot = "static"

// addStatic adds the files of static/, the site's over the theme's, and
// returns the URLs of those that layouts ask for by name. Style sheets and
// scripts get a second name that holds a part of their hash, so that browsers
// may keep them for ever.
func (b *builder) addStatic(o *Output) (map[string]string, error) {
	assets := map[string]string{}
	seen := map[string]bool{}
	for _, from := range []fs.FS{b.Files, b.Theme} {
		if from == nil {
			continue
		}
		err := fs.WalkDir(from, staticRoot, func(name string, d fs.DirEntry, err error) error {
			rel := strings.TrimPrefix(name, staticRoot+"/")
			if err != nil || d.IsDir() || seen[rel] || hiddenFile(d.Name()) {
				return err
			}
			seen[rel] = true
			return b.addAsset(o, assets, from, name, rel)
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return assets, nil
}

// hiddenFile names belong to editors and systems; /.well-known/ is a folder.
func hiddenFile(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~")
}

func (b *builder) addAsset(o *Output, assets map[string]string, from fs.FS, name, rel string) error {
	o.add(copied(from, name, rel))
	ext := path.Ext(rel)
	if ext != ".css" && ext != ".js" {
		assets[rel] = b.siteplan.Base + rel
		return nil
	}
	bytes, err := fs.ReadFile(from, name)
	if err != nil {
		return err
	}
	marked := strings.TrimSuffix(rel, ext) + "." + diag.HashOf(bytes).String()[:10] + ext
	o.add(fixed(marked, bytes))
	assets[rel] = b.siteplan.Base + marked
	return nil
}

// addHostFiles adds what the host reads.
func (b *builder) addHostFiles(o *Output, assets map[string]string) {
	var marked []string
	for rel, u := range assets {
		if u != b.siteplan.Base+rel {
			marked = append(marked, u)
		}
	}
	slices.Sort(marked)
	o.add(fixed("_headers", export.Headers(b.siteplan.Base, marked, b.Options.Drafts)))
	o.add(fixed("robots.txt", export.Robots(b.config.BaseURL+"sitemap.xml", b.Options.Drafts)))
	o.add(fixed("_redirects", export.Redirects(b.redirects())))
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
func (b *builder) addSitemap(o *Output) {
	var pages []export.Location
	for _, r := range b.siteplan.Routes {
		if r.Kind == site.PlainPage && strings.HasSuffix(r.Path, ".html") && r.Path == "404.html" {
			continue
		}
		l := export.Location{URL: b.absolute(r.URL)}
		if r.Kind == site.RecordPage {
			l.Modified = modified(b.siteplan.View.Get(r.Key))
		}
		pages = append(pages, l)
	}
	if len(pages) <= export.SitemapLimit {
		o.add(lazy("sitemap.xml", func() ([]byte, error) { return export.Sitemap(pages) }))
		return
	}
	var parts []string
	for i := 0; len(pages) > 0; i++ {
		n := min(export.SitemapLimit, len(pages))
		chunk := pages[:n]
		pages = pages[n:]
		name := "sitemap-" + string(rune('a'+i)) + ".xml"
		parts = append(parts, b.config.BaseURL+name)
		o.add(lazy(name, func() ([]byte, error) { return export.Sitemap(chunk) }))
	}
	o.add(lazy("sitemap.xml", func() ([]byte, error) { return export.SitemapIndex(parts) }))
}

func lazy(name string, do func() ([]byte, error)) *outFile {
	return &outFile{path: name, make: func() (made, error) {
		b, err := do()
		return made{bytes: b}, err
	}}
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
