package build

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode"

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
		written := at.Text()
		if i := bytes.IndexByte(written, '#'); sure && i >= 0 {
			d.Fixes = []diag.Fix{{Message: "write #" + id, Edits: []diag.Edit{{Span: at.Sub(i+1, len(written)), Text: id}}}}
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
	if near, ok := diag.OnlyNear(fragment, ids); ok {
		return near, true
	}
	near, _ := diag.Nearest(fragment, ids)
	return near, false
}

func bareWords(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
