package build

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"html"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/render"
)

// page is what is known of a finished page: the ids that it has and where it
// leads.
//
// A site has far more ids than links with a fragment, so of an id only a hash
// is kept; and its pages have most links in common, so a link is a number.
type page struct {
	ids     []uint64 // sorted
	layout  []uint32 // links that a layout or the menu writes
	written []writtenLink
	twice   []string  // ids that it has more than once
	flaw    string    // of an export: why it is not what its name says
	sum     diag.Hash // of its bytes, for the next build
	source  diag.Span // the layout that made it
	diags   diag.List

	doubtful bool // it rests on a record with a mistake
	failed   bool // it could not be made, so its ids are not known
}

// writtenLink is a link that an author wrote. It holds no URL: that would be a
// part of the text that it was read from, and keep it all in memory.
type writtenLink struct {
	href uint32
	link render.Link
}

// numbered gives each text a number.
type numbered struct {
	mu   sync.Mutex
	by   map[string]uint32
	list []string
}

func (w *numbered) number(s string) uint32 {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, ok := w.by[s]
	if !ok {
		n = uint32(len(w.list))
		s = strings.Clone(s)
		w.by[s], w.list = n, append(w.list, s)
	}
	return n
}

// scan looks through a finished page. An export has neither ids nor links.
func (m *Memo) scan(of *outFile, f made) *page {
	p := &page{source: f.source, diags: f.diags, flaw: f.flaw, failed: f.failed()}
	if m.keep {
		p.sum = diag.HashOf(f.bytes)
	}
	if !of.page() {
		return p
	}
	found := scanPage(f.bytes)
	p.ids, p.layout = make([]uint64, 0, len(found.ids)), make([]uint32, 0, len(found.links))
	for id := range found.ids {
		p.ids = append(p.ids, maphash.String(m.seed, id))
	}
	slices.Sort(p.ids)
	for _, id := range found.twice {
		p.twice = append(p.twice, strings.Clone(id))
	}
	written := map[string]render.Link{}
	for _, l := range f.links {
		if have, ok := written[l.URL]; !ok || have.At.Source == nil {
			written[l.URL] = l
		}
	}
	for _, href := range found.links {
		if elsewhere(href) {
			continue
		}
		n := m.hrefs.number(href)
		if l, ok := written[href]; ok {
			l.URL, l.Dest = "", strings.Clone(l.Dest)
			p.written = append(p.written, writtenLink{n, l})
		} else {
			p.layout = append(p.layout, n)
		}
	}
	return p
}

// elsewhere says that a link plainly leads to another host, or to none. It is
// not judged, and each page has some that no other has.
func elsewhere(href string) bool {
	return strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://") || strings.HasPrefix(href, "mailto:")
}

// show keeps what is known of a page and what it rests on.
func (m *Memo) show(path string, p *page, reads []content.Read) {
	m.pages[path] = p
	if m.keep {
		m.shown.put(path, reads)
	}
}

func (m *Memo) has(p *page, id string) bool {
	_, ok := slices.BinarySearch(p.ids, maphash.String(m.seed, id))
	return ok
}

// anchors finds what only finished pages show: links of layouts that lead
// nowhere, fragments that the page linked to does not have, ids given twice.
type anchors struct {
	out   *Output
	memo  *Memo
	ends  map[uint32]end // of links that lead to the same from every page
	dead  map[layoutLink]deadLink
	flaws map[*diag.Source]*flawed
	heads map[string][]string // the ids of headings, of the pages asked for
	diags diag.List
}

// flawed are the files that an export has made wrongly. They are reported once,
// by the first.
type flawed struct {
	path, flaw string
	at         diag.Span
	files      int
}

// end is where a link leads.
type end struct {
	file, fragment string
	inside         bool // it can be judged
}

// layoutLink is a link that a layout writes. It is reported once, however many
// pages have it.
type layoutLink struct {
	layout *diag.Source
	href   string
}

// deadLink says where such a link was met: how often, and on which page first.
type deadLink struct {
	at    diag.Span
	page  string
	pages int
}

// origin is where a link was written: in a record, in site.toml, or in the
// layout of a page.
type origin struct {
	at     diag.Span
	link   *render.Link
	layout bool
	page   string
}

// judge looks at all pages together.
func (o *Output) judge() diag.List {
	a := &anchors{
		out: o, memo: o.b.memo, ends: map[uint32]end{}, dead: map[layoutLink]deadLink{},
		flaws: map[*diag.Source]*flawed{}, heads: map[string][]string{},
	}
	for _, f := range o.files {
		if p := a.memo.pages[f.path]; p != nil {
			a.page(f, p)
		}
	}
	return a.close()
}

func (a *anchors) page(f *outFile, p *page) {
	if !p.doubtful {
		a.ofLayout(f, p)
	}
	for _, l := range p.written {
		a.follow(f, l.href, origin{link: &l.link})
	}
}

// ofLayout tells what is wrong with what the layout of a page makes of its
// records. Where one of them has a mistake it is held back, for the layout may be
// right.
func (a *anchors) ofLayout(f *outFile, p *page) {
	for _, d := range p.diags {
		a.diags = append(a.diags, a.memo.today(d))
	}
	if p.flaw != "" {
		a.export(f, p)
	}
	if p.failed {
		return
	}
	for _, id := range p.twice {
		a.diags.Errorf("anchor-twice", p.source, "give one of the two another name", "the page /%s has two places called #%s", f.path, id)
	}
	for _, n := range p.layout {
		o := origin{at: p.source, layout: true, page: f.path}
		if at, ok := a.out.settings[a.memo.hrefs.list[n]]; ok {
			o = origin{at: at}
		}
		a.follow(f, n, o)
	}
}

// export collects what is wrong with what an export made.
func (a *anchors) export(f *outFile, p *page) {
	e := a.flaws[p.source.Source]
	if e == nil {
		e = &flawed{path: f.path, flaw: p.flaw, at: p.source}
		a.flaws[p.source.Source] = e
	}
	e.files++
}

// follow reports a link that is dead.
func (a *anchors) follow(f *outFile, n uint32, o origin) {
	e := a.end(f, n)
	switch {
	case !e.inside:
	case a.out.byPath[e.file] == nil && e.file != ManifestName:
		if !a.out.b.unknown() {
			a.report(o, e, a.memo.hrefs.list[n])
		}
	case e.fragment == "", e.fragment == "top":
	default:
		p := a.memo.pages[e.file]
		if p == nil || !a.memo.has(p, e.fragment) && !p.failed && !p.doubtful && !a.out.b.garbled(e.file) {
			a.report(o, e, a.memo.hrefs.list[n])
		}
	}
}

func (a *anchors) end(f *outFile, n uint32) end {
	if e, ok := a.ends[n]; ok {
		return e
	}
	href := a.memo.hrefs.list[n]
	var e end
	e.file, e.fragment, e.inside = a.target(f, href)
	if strings.HasPrefix(href, "/") || strings.Contains(href, "://") {
		a.ends[n] = e
	}
	return e
}

// target returns the file of the output that a link of a page leads to. Links
// to other hosts are not judged.
func (a *anchors) target(f *outFile, href string) (file, fragment string, ok bool) {
	if strings.HasPrefix(href, "#") {
		href = a.out.b.siteplan.Base + strings.TrimSuffix(f.path, "index.html") + href
	}
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" {
		return "", "", false
	}
	p := u.Path
	if !strings.HasPrefix(p, "/") {
		p = path.Join(a.out.b.siteplan.Base, path.Dir(f.path), p) + trailing(p)
	}
	p, inside := strings.CutPrefix(p, a.out.b.siteplan.Base)
	if !inside {
		return u.Path, u.Fragment, true
	}
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	return p, u.Fragment, true
}

func trailing(p string) string {
	if strings.HasSuffix(p, "/") {
		return "/"
	}
	return ""
}

// report tells of a link without a page or, with a fragment, without a place
// in it. Those of layouts are collected.
func (a *anchors) report(o origin, e end, href string) {
	at := o.at
	if o.link != nil {
		at = a.out.b.written(*o.link)
	}
	switch {
	case o.layout:
		k := layoutLink{o.at.Source, href}
		d, there := a.dead[k]
		if !there || o.page < d.page {
			d.at, d.page = o.at, o.page
		}
		d.pages++
		a.dead[k] = d
	case a.out.byPath[e.file] == nil:
		a.deadPage(at, href)
	default:
		a.missing(at, e)
	}
}

// close tells of the dead links of layouts and the flaws of exports.
func (a *anchors) close() diag.List {
	for _, e := range a.flaws {
		which := "the file /" + e.path + " of this template is wrong"
		if e.files > 1 {
			which = fmt.Sprintf("%d files of this template are wrong, the first /%s", e.files, e.path)
		}
		a.diags.Errorf("export-invalid", e.at, "correct the template; candor help layouts tells what exports can use", "%s: %s", which, e.flaw)
	}
	for k, d := range a.dead {
		where := "on the page /" + d.page
		if d.pages > 1 {
			where = fmt.Sprintf("on %d pages, the first /%s", d.pages, d.page)
		}
		a.diags.Errorf("layout-link-dead", d.at, "correct the layout, or make what it links to", "%s this layout links to %s, which is not there", where, k.href)
	}
	return a.diags
}

// scanned is what a page holds that links are about.
type scanned struct {
	ids   map[string]struct{}
	twice []string
	links []string
}

// scanPage reads the ids and links of a page. The page is our own, so its
// attributes are always quoted.
func scanPage(b []byte) scanned {
	s := scanned{ids: map[string]struct{}{}}
	text := string(b)
	for {
		i := strings.IndexByte(text, '<')
		if i < 0 {
			return s
		}
		text = text[i+1:]
		if text == "" || text[0] == '/' || text[0] == '!' {
			continue
		}
		text = s.tag(text)
	}
}

// tag reads the attributes of a tag and returns what follows it.
func (s *scanned) tag(text string) string {
	for {
		i := strings.IndexAny(text, `>"'`)
		if i < 0 {
			return ""
		}
		if text[i] == '>' {
			return text[i+1:]
		}
		end := strings.IndexByte(text[i+1:], text[i])
		if end < 0 {
			return ""
		}
		s.attribute(text[:i], text[i+1:i+1+end])
		text = text[i+end+2:]
	}
}

// attribute takes the text in front of a quoted value, which ends in the
// attribute's name and "=".
func (s *scanned) attribute(before, value string) {
	name := before[strings.LastIndexAny(before, " \t\n")+1:]
	switch cmp.Or(name, "=") {
	case "id=":
		id := html.UnescapeString(value)
		if _, there := s.ids[id]; there {
			s.twice = append(s.twice, id)
		}
		s.ids[id] = struct{}{}
	case "href=", "src=":
		s.links = append(s.links, html.UnescapeString(value))
	}
}
