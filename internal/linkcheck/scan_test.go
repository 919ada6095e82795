package linkcheck

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"candor/internal/diag"
	"candor/internal/render"
)

func TestScanPage(t *testing.T) {
	for _, c := range []struct{ page, ids, links, twice string }{
		{"", "", "", ""},
		{`<p id="a">x</p><p id='b'>`, "a b", "", ""},
		{`<a href="/x/" id="a">x</a><img src="y.png" alt="a > b"><p data-id="c">`, "a", "/x/ y.png", ""},
		{`<p id="a"><p id="a">`, "a", "", "a"},
		{`<a href="/x/?a=1&amp;b=2"><h2 id="a&#39;b">`, "a'b", "/x/?a=1&b=2", ""},
		{`<!-- id="x" --><!doctype html></p id="y">a < b <`, "", "", ""},
		{"<a\n\thref=\"/x/\">", "", "/x/", ""},
		{`<a href="/x`, "", "", ""},
	} {
		s := scanPage([]byte(c.page))
		ids := strings.Join(slices.Sorted(maps.Keys(s.ids)), " ")
		if links, twice := strings.Join(s.links, " "), strings.Join(s.twice, " "); ids != c.ids || links != c.links || twice != c.twice {
			t.Errorf("%s has the ids %q, the links %q and twice %q", c.page, ids, links, twice)
		}
	}
}

// However a page is made, and whatever is in it, its ids are found again.
func TestScanFinds(t *testing.T) {
	id := rapid.StringMatching(`[a-z][a-z0-9-]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(id, 0, 8, rapid.ID[string]).Draw(t, "ids")
		var page strings.Builder
		for _, id := range ids {
			page.WriteString(rapid.SampledFrom([]string{"text", "<br>", `<a href="#x">`, "<!-- x -->", "&lt;"}).Draw(t, "between"))
			page.WriteString(`<h2 class="a" id="` + id + `">`)
		}
		s := NewScanner()
		p := s.Scan(&File{Bytes: []byte(page.String())})
		for _, id := range ids {
			if !s.hasID(p, id) {
				t.Fatalf("#%s is not found in %s", id, page.String())
			}
		}
		if s.hasID(p, "not-there-at-all") || !slices.Equal(headingIDs([]byte(page.String())), ids) && len(ids) > 0 {
			t.Fatalf("the headings of %s are %v", page.String(), headingIDs([]byte(page.String())))
		}
	})
}

// A link is its author's where the text of the record has it, else the layout's.
func TestScanTellsLinksApart(t *testing.T) {
	source := diag.NewSource("content/boat/a.md", []byte("[x](/b/)"), nil)
	s := NewScanner()
	p := s.Scan(&File{
		Bytes: []byte(`<a href="/a/"></a><a href="/b/"></a><a href="https://elsewhere.example/"></a><a href="mailto:x@example.org"></a>`),
		Links: []render.Link{{URL: "/b/", At: source.At(4, 7)}},
	})
	if len(p.layout) != 1 || s.urls[p.layout[0]] != "/a/" || len(p.written) != 1 || s.urls[p.written[0].href] != "/b/" || p.written[0].link.URL != "" {
		t.Errorf("the layout's are %v, the author's %v, of %q", p.layout, p.written, s.urls)
	}
	if p := s.Scan(&File{Bytes: []byte(`<a href="/a/">`), Export: true}); p.layout != nil {
		t.Error("an export has links")
	}
}

func TestMeantHeading(t *testing.T) {
	ids := []string{"root-cause", "impact", "impact-1", "time-line"}
	for _, c := range []struct {
		fragment, id string
		sure         bool
	}{
		{"Root Cause", "root-cause", true}, {"root_cause", "root-cause", true}, {"timeline", "time-line", true},
		{"root-cuase", "root-cause", true}, {"nothing", "", false},
	} {
		if id, sure := meantHeading(c.fragment, ids); id != c.id || sure != c.sure {
			t.Errorf("#%s means %q (%t)", c.fragment, id, sure)
		}
	}
}
