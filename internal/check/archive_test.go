package check_test

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"candor/internal/build"
	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/diag/report"
)

var update = flag.Bool("update", false, "write what the archives want")

// Every archive shows its own mistake: the site in it gives exactly the
// diagnostics of its last file, and its own id is among them, so that -update
// cannot bless silence.
func TestArchives(t *testing.T) {
	eachArchive(t, "testdata/*.txtar", func(t *testing.T, name, id string, a *txtar.Archive) {
		s, want := siteOf(t, a)
		diags := diagnose(t, s)
		if !reports(diags, id) {
			t.Errorf("its own example does not show %s", id)
		}
		var got bytes.Buffer
		if err := (report.Text{}).Print(&got, diags); err != nil {
			t.Fatal(err)
		}
		if *update && reports(diags, id) {
			writeWant(t, name, a, got.Bytes())
			return
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("got:\n%s\nwant:\n%s", got.Bytes(), want)
		}
	})
}

// Every check has an archive that comes close and shows nothing, and so have
// the issues of texts.
func TestClean(t *testing.T) {
	seen := map[string]bool{}
	eachArchive(t, "testdata/clean/*.txtar", func(t *testing.T, _, id string, a *txtar.Archive) {
		seen[id] = true
		s, _ := siteOf(t, a)
		var got bytes.Buffer
		if err := (report.Text{}).Print(&got, diagnose(t, s)); err != nil {
			t.Fatal(err)
		}
		if got.Len() > 0 {
			t.Errorf("got:\n%s", got.Bytes())
		}
	})
	for _, c := range check.All() {
		if !seen[c.ID] {
			t.Errorf("%s has no clean archive", c.ID)
		}
	}
}

func eachArchive(t *testing.T, pattern string, do func(t *testing.T, name, id string, a *txtar.Archive)) {
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range names {
		id := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(id, func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			do(t, name, id, txtar.Parse(b))
		})
	}
}

// site is what an archive holds.
type site struct {
	files, theme fstest.MapFS
	unreadable   map[string]bool
}

// Open implements fs.FS.
func (s site) Open(name string) (fs.File, error) {
	if s.unreadable[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.files.Open(name)
}

// siteOf reads an archive. What text cannot hold stands in brackets behind a
// file's name: (escaped) with \x.. for bytes, (17 MiB) for a file that is
// filled up to that, (unreadable), and (absent) for a layout that the theme
// lacks.
func siteOf(t *testing.T, a *txtar.Archive) (s site, want []byte) {
	s = site{fstest.MapFS{}, fstest.MapFS{}, map[string]bool{}}
	for name, f := range theme {
		s.theme[name] = f
	}
	for _, f := range a.Files {
		if f.Name == "want" {
			want = f.Data
			continue
		}
		name, how, _ := strings.Cut(strings.TrimSuffix(f.Name, ")"), " (")
		data := f.Data
		switch how {
		case "":
		case "escaped":
			data = unescape(t, data)
		case "17 MiB":
			data = append(bytes.Clone(data), bytes.Repeat([]byte("\n"), 17<<20-len(data))...)
		case "unreadable":
			s.unreadable[name] = true
		case "absent":
			delete(s.theme, name)
			continue
		default:
			name = f.Name
		}
		s.files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	return s, want
}

func unescape(t *testing.T, b []byte) []byte {
	quoted := `"` + strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(string(b)) + `"`
	text, err := strconv.Unquote(quoted)
	if err != nil {
		t.Fatal("the archive is not escaped well: ", err)
	}
	return []byte(text)
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
func diagnose(t *testing.T, s site) diag.List {
	t.Helper()
	ctx := context.Background()
	out, diags, err := build.Build(ctx, build.Input{Files: s, Theme: s.theme, Options: build.Options{
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
