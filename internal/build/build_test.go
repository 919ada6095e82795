package build_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"candor"
	"candor/internal/build"
	"candor/internal/diag"
)

var update = flag.Bool("update", false, "write what the archives want")

// Every archive is a whole site. Its comment ends in the number of its
// diagnostics, counted by hand, so that -update cannot bless what nobody has
// looked at; "want" holds them, and "paths" the files of the output.
func TestSites(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runSite(t, name) })
	}
}

func runSite(t *testing.T, name string) {
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range a.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	made := map[string]string{}
	for _, f := range []string{"want", "paths"} {
		if files[f] != nil {
			made[f] = string(files[f].Data)
			delete(files, f)
		}
	}
	out := make(tree)
	diags := renderWith(t, files, plain, build.Options{}, out)
	count := 0
	comment := string(a.Comment)
	if _, err := fmt.Sscanf(comment[strings.LastIndex(comment, "diagnostics: "):], "diagnostics: %d", &count); err != nil {
		t.Fatal("the comment does not say how many diagnostics there are: ", err)
	}
	if len(diags) != count {
		t.Errorf("%d diagnostics, not %d:\n%s", len(diags), count, lines(diags))
		return
	}
	got := map[string]string{"want": lines(diags)}
	if _, ok := made["paths"]; ok {
		got["paths"] = strings.Join(out.paths(), "\n") + "\n"
	}
	if *update {
		writeSite(t, name, a, got)
		return
	}
	for f, text := range got {
		if text != made[f] {
			t.Errorf("%s is\n%s\nnot\n%s", f, text, made[f])
		}
	}
}

func writeSite(t *testing.T, name string, a *txtar.Archive, made map[string]string) {
	t.Helper()
	a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { _, ok := made[f.Name]; return ok })
	for _, f := range []string{"paths", "want"} {
		if text, ok := made[f]; ok {
			a.Files = append(a.Files, txtar.File{Name: f, Data: []byte(text)})
		}
	}
	if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
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

// plain is a theme that changes with no fashion.
var plain = fstest.MapFS{
	"layouts/page.html":                {Data: []byte(`<title>{{.Title}}</title>{{with .Card}}<meta content="{{.Alt}}">{{end}}{{with .Record}}{{.Body}}{{end}}`)},
	"layouts/list.html":                {Data: []byte(`<title>{{.Title}}</title>{{with .Card}}<meta content="{{.Alt}}">{{end}}{{with .Section}}{{.Body}}{{end}}{{range .List}}<p id="{{.ID}}"><a href="{{.URL}}">{{.Title}}</a></p>{{end}}`)},
	"layouts/404.html":                 {Data: []byte(`<title>Not found</title>`)},
	"layouts/index-of-everything.html": {Data: []byte(`<title>Everything</title>`)},
}

// render makes every file of a site with the default theme, and returns all
// diagnostics as the command prints them.
func render(t testing.TB, files fs.FS, o build.Options, into tree) diag.List {
	t.Helper()
	return renderWith(t, files, candor.Theme, o, into)
}

func renderWith(t testing.TB, files, theme fs.FS, o build.Options, into tree) diag.List {
	t.Helper()
	o.BuildDate, o.Version = now, "test"
	ctx := context.Background()
	out, diags, err := build.Build(ctx, build.Input{Files: files, Theme: theme, Options: o})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	more, err := out.Render(ctx, func(path string, b []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if _, twice := into[path]; twice {
			t.Errorf("%s is made twice", path)
		}
		into[path] = bytes.Clone(b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return append(diags, more...).Sorted()
}
