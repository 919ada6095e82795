package pipeline_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/diag"
	"candor/internal/pipeline"
	"candor/internal/testkit"
	"candor/internal/testkit/sites"
)

// Every archive is a whole site. Its comment ends in the number of its
// diagnostics, counted by hand, so that -update cannot bless what nobody has
// looked at; "want" holds them, and "paths" the files of the output.
func TestSites(t *testing.T) {
	testkit.Each(t, "testdata/*.txtar", func(t *testing.T, a *testkit.Archive) {
		out := make(tree)
		diags := renderWith(t, a.Files("want", "paths"), plain, pipeline.Options{}, out)
		count := 0
		comment := string(a.Comment)
		if _, err := fmt.Sscanf(comment[strings.LastIndex(comment, "diagnostics: "):], "diagnostics: %d", &count); err != nil {
			t.Fatal("the comment does not say how many diagnostics there are: ", err)
		}
		if len(diags) != count {
			t.Fatalf("%d diagnostics, not %d:\n%s", len(diags), count, lines(diags))
		}
		if a.Has("paths") {
			a.Compare(t, "paths", strings.Join(out.paths(), "\n")+"\n")
		}
		a.Compare(t, "want", lines(diags))
	})
}

// lines writes each diagnostic on a line.
func lines(diags diag.List) string {
	var b strings.Builder
	for _, d := range diags {
		where := "the site"
		if d.Span.Source != nil {
			p := d.Span.Position()
			where = fmt.Sprintf("%s:%d:%d", d.Span.Source.Name, p.Line, p.Column)
		}
		fmt.Fprintf(&b, "%s: %s[%s] %s\n", where, d.Severity, d.ID, d.Message)
	}
	return b.String()
}

// tree is a rendered output.
type tree map[string][]byte

func (t tree) paths() []string {
	var out []string
	for name := range t {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func (t tree) equal(o tree) bool {
	if len(t) != len(o) {
		return false
	}
	for name, b := range t {
		if !bytes.Equal(b, o[name]) {
			return false
		}
	}
	return true
}

// now is when all sites of these tests are made.
var now = time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)

// plain is the smallest theme, with the cards of pages and the introductions of
// sections.
var plain = testkit.Over(testkit.Theme(), testkit.Files(map[string]string{
	"layouts/page.html": `<title>{{.Title}}</title>{{with .Card}}<meta content="{{.Alt}}">{{end}}{{with .Record}}{{.Body}}{{end}}`,
	"layouts/list.html": `<title>{{.Title}}</title>{{with .Card}}<meta content="{{.Alt}}">{{end}}{{with .Section}}{{.Body}}{{end}}{{range .List}}<p id="{{.ID}}"><a href="{{.URL}}">{{.Title}}</a></p>{{end}}`,
}))

// render makes every file of a site with the default theme, and returns all
// diagnostics as the command prints them.
func render(t testing.TB, files fs.FS, o pipeline.Options, into tree) diag.List {
	t.Helper()
	return renderWith(t, files, candor.Theme, o, into)
}

func renderWith(t testing.TB, files, theme fs.FS, o pipeline.Options, into tree) diag.List {
	t.Helper()
	o.BuildDate = now
	made, diags := sites.Build(t, files, theme, o)
	maps.Copy(into, made)
	return diags
}
