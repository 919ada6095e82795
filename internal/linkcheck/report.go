package linkcheck

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/render"
)

// flawed are the files that an export has made wrongly. They are reported once,
// by the first.
type flawed struct {
	path, flaw string
	at         diag.Span
	files      int
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

// noteFlaw counts what is wrong with what an export made.
func (c *checker) noteFlaw(name string, p *Page) {
	f := c.flaws[p.source.Source]
	if f == nil {
		f = &flawed{path: name, flaw: p.flaw, at: p.source}
		c.flaws[p.source.Source] = f
	}
	f.files++
}

// report tells of a link that leads to no page or, with a fragment, to no place
// on it. Those of layouts are counted.
func (c *checker) report(o origin, d destination, href string) {
	at := o.at
	if o.link != nil {
		at = c.writtenAt(*o.link)
	}
	switch {
	case o.layout:
		c.noteDead(o, href)
	case !c.exists(d.file):
		c.deadPage(at, href)
	default:
		c.missingAnchor(at, d)
	}
}

func (c *checker) noteDead(o origin, href string) {
	k := layoutLink{o.at.Source, href}
	d := c.dead[k]
	if d == nil {
		d = &deadLink{at: o.at, page: o.page}
		c.dead[k] = d
	}
	if d.pages++; o.page < d.page {
		d.at, d.page = o.at, o.page
	}
}

// writtenAt returns where a link was written. For one in a field, the place is
// looked up only here.
func (c *checker) writtenAt(l render.Link) diag.Span {
	if l.At.Source != nil {
		return c.Current.Span(l.At)
	}
	r := c.Records.Get(l.Of)
	if r == nil {
		return diag.Span{}
	}
	for _, f := range c.Fields(r) {
		for _, link := range f.Text.Links {
			if link.Dest == l.Dest {
				return f.At(r, link.Start, link.End)
			}
		}
	}
	return r.At("")
}

// reportFlaws tells of each export that made something wrong.
func (c *checker) reportFlaws() {
	for _, f := range c.flaws {
		which := "the file /" + f.path + " of this template is wrong"
		if f.files > 1 {
			which = fmt.Sprintf("%d files of this template are wrong, the first /%s", f.files, f.path)
		}
		c.diags.Errorf(catalog.ExportInvalid, f.at, "correct the template; candor help layouts tells what exports can use", "%s: %s", which, f.flaw)
	}
}

// reportLayouts tells of the dead links that layouts write.
func (c *checker) reportLayouts() {
	for k, d := range c.dead {
		where := "on the page /" + d.page
		if d.pages > 1 {
			where = fmt.Sprintf("on %d pages, the first /%s", d.pages, d.page)
		}
		c.diags.Errorf(catalog.LayoutLinkDead, d.at, "correct the layout, or make what it links to", "%s this layout links to %s, which is not there", where, k.href)
	}
}

// deadPage tells of a path at which there is nothing, with the page that was
// probably meant.
func (c *checker) deadPage(at diag.Span, href string) {
	d := diag.Diagnostic{
		ID: catalog.LinkBroken, Severity: diag.Error, Span: at,
		Message: "this link leads nowhere: " + href,
		Hint:    "correct the path, or link to a record with @/type/id",
	}
	target, fragment, _ := strings.Cut(href, "#")
	near := c.meantPage(strings.TrimPrefix(target, c.Plan.Base))
	if near != "" {
		d.Hint = "did you mean " + near + "?"
		if written := string(at.Text()); strings.HasPrefix(written, "/") {
			if fragment != "" {
				near += "#" + fragment
			}
			d.Fixes = []diag.Fix{{Certain: true, Message: "write " + near, Edits: []diag.Edit{{Span: at, Text: near}}}}
		}
	}
	c.diags = append(c.diags, d)
}

// meantPage returns the page that a dead path stands for, in the form in which
// texts link to pages, from the root of the site: the page without a file's
// ending, that of the record with this type and id, or the one that used to be
// at this path.
func (c *checker) meantPage(dead string) string {
	folder := strings.TrimSuffix(strings.TrimSuffix(strings.Trim(dead, "/"), ".html"), "/index")
	if r, _ := c.Route(folder + "/index.html"); r != nil {
		return "/" + folder + "/"
	}
	typ, id, _ := strings.Cut(folder, "/")
	if u := c.Plan.URL(content.Key{Type: typ, ID: id}); u != "" {
		return "/" + strings.TrimPrefix(u, c.Plan.Base)
	}
	for _, r := range c.Redirects() {
		if to, ok := strings.CutPrefix(r.To, c.Plan.Base); ok && strings.Trim(strings.TrimPrefix(r.From, c.Plan.Base), "/") == folder {
			return "/" + to
		}
	}
	return ""
}

// missingAnchor tells of a link to a place that its page does not have, with the
// heading that was meant, if that is plain.
func (c *checker) missingAnchor(at diag.Span, dest destination) {
	d := diag.Diagnostic{
		ID: catalog.AnchorMissing, Severity: diag.Error, Span: at,
		Message: "the page linked to has no place called #" + dest.fragment,
		Hint:    "link to a heading by its text in lower case with hyphens, as in #root-cause",
	}
	if id, sure := meantHeading(dest.fragment, c.headingsOf(dest.file)); id != "" {
		d.Hint = "did you mean #" + id + "?"
		written, same := at.Text(), bareWords(id) == bareWords(dest.fragment)
		if i := bytes.IndexByte(written, '#'); sure && i >= 0 {
			d.Fixes = []diag.Fix{{Certain: same, Message: "write #" + id, Edits: []diag.Edit{{Span: at.Sub(i+1, len(written)), Text: id}}}}
		}
	}
	c.diags = append(c.diags, d)
}

// headingsOf returns the ids of a page's headings. The page is made once more:
// a link that misses its place is rare, and texts are not kept.
func (c *checker) headingsOf(file string) []string {
	if ids, ok := c.headings[file]; ok {
		return ids
	}
	var ids []string
	if r, _ := c.Route(file); r != nil {
		if b, err := c.Remake(file); err == nil { // an error is reported when the file is written
			ids = headingIDs(b)
		}
	}
	c.headings[file] = ids
	return ids
}

// meantHeading returns the id of the heading that a fragment resembles most,
// and reports whether no other is as near. Capitals, spaces and punctuation do
// not count: "Root Cause" and "root_cause" are the words of #root-cause.
func meantHeading(fragment string, ids []string) (id string, sure bool) {
	for _, candidate := range ids {
		if bareWords(candidate) == bareWords(fragment) {
			return candidate, true
		}
	}
	return diag.OnlyNear(fragment, ids)
}

func bareWords(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
