package media_test

import (
	"os"
	"strings"
	"testing"

	"candor/internal/catalog"
	"candor/internal/media"
)

// What browsers and hosts run is refused wherever it is and however it is
// written, even where a site has added its ending.
func TestActive(t *testing.T) {
	for _, ext := range strings.Fields("es cjs mjs rdf xslt mht hta jar php svgz html xhtml shtml swf xsl wasm HTML Php jSx vbs") {
		for _, name := range []string{"content/note/a/p." + ext, "static/deep/p." + ext, "static/p." + ext + ".txt"} {
			if !refused(name, "."+strings.ToLower(ext)) {
				t.Errorf("%s is accepted", name)
			}
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name, types string
		want        bool
	}{
		{"content/note/a/a.png", "", true},
		{"content/note/a/A.PNG", "", true},
		{"content/note/a/report.v1.2.pdf", "", true},
		{"static/site.min.js", "", true},
		{"static/fonts/text.woff2", "", true},
		{"static/CNAME", "", true},
		{"static/.well-known/acme", "", true},
		{"content/note/a/walk.gpx", ".gpx", true},
		{"content/note/a/walk.GPX", ".gpx", true},
		{"content/note/a/walk.gpx", "", false},
		{"content/note/a/place.kml", "", false},
		{"content/note/a/CNAME", "", false},
		{"content/note/a/site.js", "", false},
		{"content/note/a/site.css", "", false},
		{"content/note/a/feed.xml", "", false},
		{"content/note/a/site.js", ".js", false},
		{"content/note/a/chart.svg.zip", "", false},
		{"content/note/a/noending", "", false},
		{"static/noending", "", false},
		{"static/ends.", "", false},
	} {
		if got := !refused(c.name, strings.Fields(c.types)...); got != c.want {
			t.Errorf("%s: accepted %t, want %t", c.name, got, c.want)
		}
	}
}

// No ending is both on the list and among those that no site can add.
func TestEndings(t *testing.T) {
	anywhere, static := media.Endings()
	for _, ext := range anywhere {
		if media.Active(ext) && ext != ".svg" || !media.Ending(ext) {
			t.Errorf("%s is on the list", ext)
		}
	}
	for _, ext := range static {
		if !media.Active(ext) {
			t.Errorf("a site can add %s to what travels with records", ext)
		}
	}
}

func refused(name string, types ...string) bool {
	var s media.Survey
	s.Look([]string{name}, media.Options{Types: types})
	return s.Refuses(name)
}

// What people read lists every ending.
func TestDocumented(t *testing.T) {
	page, err := os.ReadFile("../../content/about/checks.md")
	if err != nil {
		t.Fatal(err)
	}
	told, _ := catalog.Explain(catalog.UnknownFileType)
	anywhere, static := media.Endings()
	for _, ext := range append(anywhere, static...) {
		if !strings.Contains(string(page), "`"+ext+"`") || !strings.Contains(told, " "+ext) {
			t.Errorf("%s is not in the page about checks, or in what candor explain says", ext)
		}
	}
}
