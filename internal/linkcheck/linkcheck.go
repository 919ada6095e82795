// Package linkcheck finds what only finished pages show: links that lead
// nowhere, fragments that the page linked to does not have, ids that occur twice
// on a page, and what is wrong with the layouts that made them.
//
// It works in two steps. A Scanner reads each page once, as soon as it is made,
// and keeps a few numbers of it in a Page. When all pages have been scanned,
// Check looks at them together. What is needed only to word a diagnostic, such
// as the headings of a page that a link misses, is looked up then.
//
// What may only follow from a mistake in a record is held back: links to a page
// that rests on such a record, and everything about the layout of one.
package linkcheck

import (
	"iter"
	"net/url"
	"path"
	"strings"

	"candor/internal/catalog"
	"candor/internal/check"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/markup"
	"candor/internal/render"
	"candor/internal/site"
)

// Files are the files of the finished site.
type Files interface {
	// Route returns the route of the page at a path; of an export, that of the
	// page beside it; nil for any other file. It reports whether there is a file.
	Route(path string) (r *site.Route, ok bool)
	// Remake makes a file once more and returns its bytes.
	Remake(path string) ([]byte, error)
}

// Site is what a finished site is made of.
type Site struct {
	Files
	Plan      *site.Plan
	Records   *content.Corpus
	Settings  map[string]diag.Span // where the links of site.toml are written, by URL
	Current   diag.Current
	Redirects func() []export.Redirect
	Body      func(*content.Record) (*markup.Body, error) // the text of a record, nil where it has none
	Fields    func(*content.Record) []check.Field         // those that are Markdown
}

// checker looks at all pages together.
type checker struct {
	*Site
	scanner      *Scanner
	pages        func(path string) *Page
	destinations map[uint32]destination // of links that lead to the same place from every page
	dead         map[layoutLink]*deadLink
	flaws        map[*diag.Source]*flawed
	headings     map[string][]string // the ids of headings, of the pages asked for
	diags        diag.List
}

// destination is where a link leads.
type destination struct {
	file, fragment string
	inside         bool // it can be judged
}

// origin is where a link was written: in a record, in site.toml, or in the
// layout of a page.
type origin struct {
	at     diag.Span
	link   *render.Link
	layout bool
	page   string
}

// Check returns what is wrong with the pages of these paths, which the scanner
// has scanned; pages returns nil for a file that was not.
func Check(s *Site, scanner *Scanner, paths iter.Seq[string], pages func(path string) *Page) diag.List {
	c := &checker{
		Site: s, scanner: scanner, pages: pages, destinations: map[uint32]destination{}, dead: map[layoutLink]*deadLink{},
		flaws: map[*diag.Source]*flawed{}, headings: map[string][]string{},
	}
	for name := range paths {
		if p := pages(name); p != nil {
			c.page(name, p)
		}
	}
	c.reportFlaws()
	c.reportLayouts()
	return c.diags
}

func (c *checker) page(name string, p *Page) {
	if !p.Doubtful {
		c.layout(name, p)
	}
	for _, l := range p.written {
		c.follow(name, l.href, origin{link: &l.link})
	}
}

// layout judges what the layout of a page makes of its records.
func (c *checker) layout(name string, p *Page) {
	for _, d := range p.diags {
		c.diags = append(c.diags, c.Current.Diagnostic(d))
	}
	if p.flaw != "" {
		c.noteFlaw(name, p)
	}
	if p.failed {
		return
	}
	for _, id := range p.duplicate {
		c.diags.Errorf(catalog.AnchorTwice, p.source, "give one of the two another name", "the page /%s has two places called #%s", name, id)
	}
	for _, n := range p.layout {
		o := origin{at: p.source, layout: true, page: name}
		if at, ok := c.Settings[c.scanner.urls[n]]; ok {
			o = origin{at: at}
		}
		c.follow(name, n, o)
	}
}

// follow reports a link that is dead.
func (c *checker) follow(page string, n uint32, o origin) {
	d := c.destination(page, n)
	switch {
	case !d.inside:
	case !c.exists(d.file):
		if !c.incomplete() {
			c.report(o, d, c.scanner.urls[n])
		}
	case d.fragment == "", d.fragment == "top":
	default:
		p := c.pages(d.file)
		if p == nil || !c.scanner.hasID(p, d.fragment) && !p.failed && !p.Doubtful && !c.unclear(d.file) {
			c.report(o, d, c.scanner.urls[n])
		}
	}
}

func (c *checker) exists(file string) bool {
	_, ok := c.Route(file)
	return ok
}

// incomplete reports whether records may be missing because their files cannot
// be read.
func (c *checker) incomplete() bool {
	for _, t := range c.Records.Types().Types() {
		if c.Records.Partial(t.Name) {
			return true
		}
		for _, r := range c.Records.All(t.Name) {
			if r.Damaged {
				return true
			}
		}
	}
	return false
}

// unclear reports whether the text that a page shows is not read as its author
// meant it, so that headings are missing.
func (c *checker) unclear(file string) bool {
	r, ok := c.Route(file)
	if !ok || r == nil || r.Kind != site.RecordPage {
		return false
	}
	rec := c.Plan.View.Get(r.Key)
	if rec == nil {
		return false
	}
	text, err := c.Body(rec) // whoever opens the page is told of the error
	return err == nil && text != nil && check.Unclear(text)
}

// destination returns where a link of a page leads.
func (c *checker) destination(page string, n uint32) destination {
	if d, ok := c.destinations[n]; ok {
		return d
	}
	href := c.scanner.urls[n]
	d := c.resolve(page, href)
	if strings.HasPrefix(href, "/") || strings.Contains(href, "://") {
		c.destinations[n] = d
	}
	return d
}

// resolve returns the file of the output that a link leads to. Links to other
// hosts are not judged.
func (c *checker) resolve(page, href string) destination {
	if strings.HasPrefix(href, "#") {
		href = c.Plan.Base + strings.TrimSuffix(page, "index.html") + href
	}
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" {
		return destination{}
	}
	p := u.Path
	if !strings.HasPrefix(p, "/") {
		p = path.Join(c.Plan.Base, path.Dir(page), p) + trailingSlash(p)
	}
	p, inside := strings.CutPrefix(p, c.Plan.Base)
	if !inside {
		return destination{u.Path, u.Fragment, true}
	}
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	return destination{p, u.Fragment, true}
}

func trailingSlash(p string) string {
	if strings.HasSuffix(p, "/") {
		return "/"
	}
	return ""
}
