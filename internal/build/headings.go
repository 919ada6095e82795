package build

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode"

	"candor/internal/content"
	"candor/internal/diag"
)

var headingID = regexp.MustCompile(`<h[1-6](?: [^>]*)? id="([^"]*)"`)

// headings returns the ids of a page's headings. The page is made once more: a
// link that misses its place is rare, and the memo keeps no texts.
func (a *anchors) headings(file string) []string {
	if ids, ok := a.heads[file]; ok {
		return ids
	}
	var ids []string
	if f := a.out.byPath[file]; f != nil && f.route != nil {
		if m, err := a.out.make(f); err == nil { // Render tells
			for _, found := range headingID.FindAllSubmatch(m.bytes, -1) {
				ids = append(ids, html.UnescapeString(string(found[1])))
			}
		}
	}
	a.heads[file] = ids
	return ids
}

// deadPage tells of a path from the root of the site at which there is nothing,
// with the page that was meant: the one without a file's ending, the record's of
// that type and id, or the one that was at that path before.
func (a *anchors) deadPage(at diag.Span, href string) {
	d := diag.Diagnostic{
		ID: "link-broken", Severity: diag.Error, Span: at,
		Message: "this link leads nowhere: " + href,
		Hint:    "correct the path, or link to a record with @/type/id",
	}
	before, behind, _ := strings.Cut(href, "#")
	near := a.now(strings.TrimPrefix(before, a.out.b.siteplan.Base))
	if near != "" {
		d.Hint = "did you mean " + near + "?"
		if written := string(at.Text()); strings.HasPrefix(written, "/") {
			if behind != "" {
				near += "#" + behind
			}
			d.Fixes = []diag.Fix{{Certain: true, Message: "write " + near, Edits: []diag.Edit{{Span: at, Text: near}}}}
		}
	}
	a.diags = append(a.diags, d)
}

// now returns where the page of a path is, in the form in which texts link to
// pages: from the root of the site. A page is a folder's index.
func (a *anchors) now(old string) string {
	folder := strings.TrimSuffix(strings.TrimSuffix(strings.Trim(old, "/"), ".html"), "/index")
	if f := a.out.byPath[folder+"/index.html"]; f != nil && f.route != nil {
		return "/" + folder + "/"
	}
	plan := a.out.b.siteplan
	base := plan.Base
	typ, id, _ := strings.Cut(folder, "/")
	if u := plan.URL(content.Key{Type: typ, ID: id}); u != "" {
		return "/" + strings.TrimPrefix(u, base)
	}
	for _, r := range a.out.b.redirects() {
		if to, ok := strings.CutPrefix(r.To, base); ok && strings.Trim(strings.TrimPrefix(r.From, base), "/") == folder {
			return "/" + to
		}
	}
	return ""
}

// missing tells of a link to a place that its page does not have, with the
// heading that was meant, if that is plain.
func (a *anchors) missing(at diag.Span, e end) {
	d := diag.Diagnostic{
		ID: "anchor-missing", Severity: diag.Error, Span: at,
		Message: "the page linked to has no place called #" + e.fragment,
		Hint:    "link to a heading by its text in lower case with hyphens, as in #root-cause",
	}
	if id, sure := meantHeading(e.fragment, a.headings(e.file)); id != "" {
		d.Hint = "did you mean #" + id + "?"
		written, same := at.Text(), bareWords(id) == bareWords(e.fragment)
		if i := bytes.IndexByte(written, '#'); sure && i >= 0 {
			d.Fixes = []diag.Fix{{Certain: same, Message: "write #" + id, Edits: []diag.Edit{{Span: at.Sub(i+1, len(written)), Text: id}}}}
		}
	}
	a.diags = append(a.diags, d)
}

// meantHeading returns the id of the heading that a fragment resembles most,
// and whether no other is as near. Capitals, spaces and punctuation do not
// count: "Root Cause" and "root_cause" are the words of #root-cause.
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
