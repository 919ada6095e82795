package build

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"html"
	"net/url"
	"path"
	"strings"
	"sync"

	"candor/internal/diag"
)

// anchors finds what only finished pages show: links of layouts that lead
// nowhere, fragments that the page linked to does not have, ids given twice.
//
// A site has far more ids than links with a fragment, so of an id only a hash
// is kept.
type anchors struct {
	out  *Output
	seed maphash.Seed

	mu      sync.Mutex
	ids     map[uint64]struct{}
	pending []pendingLink
	dead    map[layoutLink]deadLink
	diags   diag.List
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

// pendingLink is a link with a fragment into another page.
type pendingLink struct {
	path, fragment, href string
	origin               origin
}

// origin is where a link was written: in a text, in site.toml, or in the layout
// of a page.
type origin struct {
	at     diag.Span
	layout bool
	page   string
}

func newAnchors(o *Output) *anchors {
	return &anchors{out: o, seed: maphash.MakeSeed(), ids: map[uint64]struct{}{}, dead: map[layoutLink]deadLink{}}
}

func (a *anchors) key(path, id string) uint64 {
	var h maphash.Hash
	h.SetSeed(a.seed)
	h.WriteString(path)
	h.WriteByte('#')
	h.WriteString(id)
	return h.Sum64()
}

// add looks through a finished page.
func (a *anchors) add(f *outFile, m made) {
	page := scanPage(m.bytes)
	var diags diag.List
	for _, id := range page.twice {
		diags.Errorf("anchor-twice", m.source, "give one of the two another name", "the page /%s has two places called #%s", f.path, id)
	}
	written := map[string]diag.Span{}
	for _, l := range m.links {
		written[l.URL] = l.At
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for id := range page.ids {
		a.ids[a.key(f.path, id)] = struct{}{}
	}
	a.diags = append(a.diags, diags...)
	for _, href := range page.links {
		o := origin{at: m.source, layout: true, page: f.path}
		if at, ok := a.out.menu[href]; ok {
			o = origin{at: at}
		}
		if at, ok := written[href]; ok {
			o = origin{at: at}
		}
		a.follow(f, page, href, o)
	}
}

// follow reports a link that is dead, and keeps one that cannot be judged
// before all pages are there.
func (a *anchors) follow(f *outFile, page scanned, href string, o origin) {
	target, fragment, ok := a.target(f, href)
	if !ok {
		return
	}
	switch {
	case a.out.byPath[target] == nil && target != ManifestName:
		a.report(o, "", href)
	case fragment == "", fragment == "top":
	case target == f.path:
		if _, ok := page.ids[fragment]; !ok {
			a.report(o, fragment, href)
		}
	default:
		a.pending = append(a.pending, pendingLink{target, fragment, href, o})
	}
}

// target returns the file of the output that a link of a page leads to. Links
// to other hosts are not judged.
func (a *anchors) target(f *outFile, href string) (file, fragment string, ok bool) {
	if strings.HasPrefix(href, "#") {
		href = a.out.base + strings.TrimSuffix(f.path, "index.html") + href
	}
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "" || u.Host != "" {
		return "", "", false
	}
	p := u.Path
	if !strings.HasPrefix(p, "/") {
		p = path.Join(a.out.base, path.Dir(f.path), p) + trailing(p)
	}
	p, inside := strings.CutPrefix(p, a.out.base)
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
func (a *anchors) report(o origin, fragment, href string) {
	switch {
	case o.layout:
		k := layoutLink{o.at.Source, href}
		d, there := a.dead[k]
		if !there || o.page < d.page {
			d.at, d.page = o.at, o.page
		}
		d.pages++
		a.dead[k] = d
	case fragment == "":
		a.diags.Errorf("link-broken", o.at, "correct the path, or link to a record with @/type/id", "this link leads nowhere: %s", href)
	default:
		a.diags.Errorf("anchor-missing", o.at, "link to a heading by its text in lower case with hyphens, as in #root-cause", "the page linked to has no place called #%s", fragment)
	}
}

// check judges the links that led into other pages.
func (a *anchors) check() diag.List {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, p := range a.pending {
		if _, ok := a.ids[a.key(p.path, p.fragment)]; !ok {
			a.report(p.origin, p.fragment, p.href)
		}
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
