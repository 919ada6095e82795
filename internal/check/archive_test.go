package check_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"candor/internal/build"
	"candor/internal/check"
	"candor/internal/diag"
)

var update = flag.Bool("update", false, "write what the archives want")

// Every archive shows its own mistake: the site in it gives exactly the
// diagnostics of its last file, and its own id is among them, so that -update
// cannot bless silence.
func TestArchives(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range names {
		id := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(id, func(t *testing.T) { runArchive(t, name, id) })
	}
}

func runArchive(t *testing.T, name, id string) {
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(b)
	files := fstest.MapFS{}
	var want []byte
	for _, f := range a.Files {
		if f.Name == "want" {
			want = f.Data
			continue
		}
		files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
	}
	diags := diagnose(t, files)
	if !reports(diags, id) {
		t.Errorf("its own example does not show %s", id)
	}
	var got bytes.Buffer
	if err := (diag.Text{}).Print(&got, diags); err != nil {
		t.Fatal(err)
	}
	if *update && reports(diags, id) {
		writeWant(t, name, a, got.Bytes())
		return
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("got:\n%s\nwant:\n%s", got.Bytes(), want)
	}
}

// theme is the least that every page needs, so that no archive depends on how
// the default theme looks.
var theme = fstest.MapFS{
	"layouts/page.html":                {Data: []byte(`<title>{{.Title}}</title>{{with .Record}}{{.Body}}{{end}}`)},
	"layouts/list.html":                {Data: []byte(`<title>{{.Title}}</title>{{range .List}}<p id="{{.ID}}"><a href="{{.URL}}">{{.Title}}</a></p>{{end}}`)},
	"layouts/404.html":                 {Data: []byte(`<title>Not found</title>`)},
	"layouts/index-of-everything.html": {Data: []byte(`<title>Everything</title>`)},
}

// diagnose returns what the command says of a site, at a fixed time.
func diagnose(t *testing.T, files fstest.MapFS) diag.List {
	t.Helper()
	ctx := context.Background()
	out, diags, err := build.Build(ctx, build.Input{Files: files, Theme: theme, Options: build.Options{
		BuildDate: time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC), Version: "test",
	}})
	if err != nil {
		t.Fatal(err)
	}
	more, err := out.Render(ctx, func(string, []byte) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return append(diags, more...).Sorted()
}

func reports(l diag.List, id string) bool {
	for _, d := range l {
		if d.ID == id {
			return true
		}
	}
	return false
}

func writeWant(t *testing.T, name string, a *txtar.Archive, got []byte) {
	t.Helper()
	for i, f := range a.Files {
		if f.Name == "want" {
			a.Files = append(a.Files[:i], a.Files[i+1:]...)
			break
		}
	}
	a.Files = append(a.Files, txtar.File{Name: "want", Data: got})
	if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Every check has documentation, and the registry is sorted without
// repetitions.
func TestRegistry(t *testing.T) {
	before := ""
	for _, c := range check.All() {
		if _, ok := check.Explain(c.ID); !ok {
			t.Errorf("%s has no archive", c.ID)
		}
		if c.ID <= before {
			t.Errorf("%s stands behind %s", c.ID, before)
		}
		before = c.ID
	}
}
