package pipeline

import (
	"maps"
	"path"
	"slices"
	"strings"

	"candor/internal/artifacts"
	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/render"
	"candor/internal/render/layout"
	"candor/internal/site"
)

// listing is which files there are. Builds that differ only in what is in them
// share it.
type listing struct {
	files   []*outFile // in order of path, the manifest and the search index not among them
	byPath  map[string]*outFile
	clashes []clash
	assets  map[string]string // URL of a static file by its name
	feeds   map[string]string // URL of a type's feed; "" is the site's
}

// outFile is one file of the output: a page, what an export makes beside one, a
// social card, or what Make makes.
type outFile struct {
	artifacts.File
	route  *site.Route
	export *layout.Export // route is then that of the page beside it
	card   *site.Route
}

func fileOf(f artifacts.File) *outFile { return &outFile{File: f} }

// clash is a path that was wanted twice.
type clash struct {
	path   string
	export *layout.Export // that wanted it, nil where none did
}

// list lists the files of the site. Where the last build had the same pages and
// the same other files, its list is the same.
func list(last, now *snapshot, static []artifacts.Asset) *listing {
	if last != nil && last.Environment.Files() == now.Environment.Files() && now.Plan.SameShape(last.Plan) && now.exports.same(last.exports) {
		return last.listing
	}
	c, p := now.project.Config, now.Plan
	l := &listing{byPath: map[string]*outFile{}}
	var fingerprinted []string
	l.assets, fingerprinted = l.addStatic(static, p.Base)
	feeds, urls := artifacts.Feeds(c, p)
	l.feeds = urls
	l.addAll(feeds)
	l.addPages(p, c.Feature("social_cards"))
	for _, f := range p.Bundled() {
		l.add(fileOf(artifacts.Copy(f.Source, f.Path)))
	}
	endings := l.addExports(p, now.exports)
	l.addAll(artifacts.Host(fingerprinted, endings))
	l.addAll(artifacts.Sitemap(p))
	slices.SortFunc(l.files, comparePaths)
	l.noteFolders()
	return l
}

func comparePaths(a, b *outFile) int { return strings.Compare(a.Path, b.Path) }

// add adds a file, unless its place is taken. Two pages at one place are told
// by a check.
func (l *listing) add(f *outFile) {
	have := l.byPath[f.Path]
	if have == nil && f.Path != ManifestName {
		l.files = append(l.files, f)
		l.byPath[f.Path] = f
	} else if have == nil || have.route == nil || f.route == nil || have.export != nil && have.export.Layout != f.export.Layout {
		l.clashes = append(l.clashes, clash{f.Path, f.export})
	}
}

func (l *listing) addAll(files []artifacts.File) {
	for _, f := range files {
		l.add(fileOf(f))
	}
}

// addStatic adds the static files. It returns the URLs that layouts get for their
// names, and those of files that never change their bytes.
func (l *listing) addStatic(static []artifacts.Asset, base string) (urls map[string]string, fingerprinted []string) {
	urls = map[string]string{}
	for _, a := range static {
		l.addAll(a.Files())
		urls[a.Name()] = a.URL(base)
		if a.Fingerprinted() {
			fingerprinted = append(fingerprinted, a.URL(base))
		}
	}
	slices.Sort(fingerprinted)
	return urls, fingerprinted
}

// addPages adds the page of each route, and its social card.
func (l *listing) addPages(p *site.Plan, cards bool) {
	for i := range p.Routes {
		r := &p.Routes[i]
		page := &outFile{File: artifacts.File{Path: r.Path}, route: r}
		l.add(page)
		if l.byPath[r.Path] == page && cards && render.HasCard(*r) {
			l.add(&outFile{File: artifacts.File{Path: strings.TrimSuffix(r.Path, "index.html") + render.CardName}, card: r})
		}
	}
}

// addExports adds the files of exports, beside the pages of records and lists. It
// returns the endings of their names, in order.
func (l *listing) addExports(p *site.Plan, x exports) []string {
	endings := map[string]bool{}
	for i := range p.Routes {
		r := &p.Routes[i]
		if r.Kind != site.RecordPage && r.Kind != site.ListPage {
			continue
		}
		for _, e := range x[r.Key.Type] {
			if e.makes(r.Key) {
				name := strings.TrimPrefix(r.URL, p.Base) + e.Name
				l.add(&outFile{File: artifacts.File{Path: name}, route: r, export: &e.Export})
				endings[path.Ext(e.Name)] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(endings))
}

// noteFolders notes the files that are where others need a folder.
func (l *listing) noteFolders() {
	for _, f := range l.files {
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			if l.byPath[dir] != nil {
				l.clashes = append(l.clashes, clash{path: dir})
			}
		}
	}
}

// collisions tells of the places that two files of the site want: of an export of
// the site's own in its template, once, else where the file would be that is
// copied.
func (l *listing) collisions(layouts *layout.Set) diag.List {
	var diags diag.List
	told := map[*diag.Source]bool{}
	for _, c := range l.clashes {
		if c.export != nil {
			src := layouts.Source(c.export.Layout)
			if own := strings.HasPrefix(src.Name, layout.Root+"/"); own && !told[src] {
				diags.Errorf(catalog.URLCollision, src.At(0, 0), "give the template another name", "this template makes %s, which is there already", c.path)
				told[src] = true
			}
			if told[src] {
				continue
			}
		}
		at := diag.NewSource(path.Join(artifacts.StaticRoot, c.path), nil, nil).At(0, 0)
		diags.Errorf(catalog.URLCollision, at, "rename the file that is copied, below "+artifacts.StaticRoot+"/ or beside the text of a record",
			"the site makes a file or folder called %s by itself", c.path)
	}
	return diags
}
