package layout

import (
	"bytes"
	htmltext "html"
	"html/template"
	"regexp"
	"strings"

	"candor/internal/diag"
	"candor/internal/markup"
)

// A place for the headings of a page, which are known when the page is whole.
// Nobody else can write it: comments of layouts are left out, and what authors
// write is text.
const (
	placeStart = "<!--headings of what follows: "
	placeEnd   = "-->"
)

// headingsFunction is what templates call to leave a place.
const headingsFunction = "headings"

// headingsPlace leaves a place for a part of the layout.
func headingsPlace(part string) template.HTML {
	return template.HTML(placeStart + strings.ReplaceAll(part, ">", "") + placeEnd) //nolint:gosec // a name of the layout's own
}

// fill puts a part of the layout in each place that was left for one. The part's
// dot is the list of the headings that follow.
func (l *Set) fill(name string, page []byte) ([]byte, diag.List) {
	var out []byte
	for {
		before, rest, left := bytes.Cut(page, []byte(placeStart))
		if !left {
			break
		}
		part, after, _ := bytes.Cut(rest, []byte(placeEnd))
		var w sheet
		err := l.pages[name].ExecuteTemplate(&w, string(part), headingsIn(after))
		if diags := l.failure(&w, name, err); diags != nil {
			return nil, diags
		}
		out = append(append(out, before...), w.Bytes()...)
		page = after
	}
	return append(out, page...), nil
}

var (
	heading = regexp.MustCompile(`(?s)<h2[^>]* id="([^"]+)"[^>]*>(.*?)</h2>`)
	tag     = regexp.MustCompile(`<[^>]*>`)
)

// headingsIn returns the headings of the second level that can be linked to.
func headingsIn(page []byte) []markup.Heading {
	var out []markup.Heading
	for _, m := range heading.FindAllSubmatch(page, -1) {
		text := htmltext.UnescapeString(string(tag.ReplaceAll(m[2], nil)))
		out = append(out, markup.Heading{Level: 2, ID: htmltext.UnescapeString(string(m[1])), Text: strings.TrimSpace(text)})
	}
	return out
}
