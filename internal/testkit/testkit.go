// Package testkit is test support: sites in memory, the txtar archives that hold
// them, and the smallest theme that a site can have. Only tests import it.
// Package sites, below it, builds what is made here.
//
// A test binary that imports it has the flag -update, which rewrites what the
// archives want.
package testkit

import (
	"flag"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
	"candor/internal/diag/report"
)

var update = flag.Bool("update", false, "write what the archives want")

// Updating reports whether the tests run with -update.
func Updating() bool { return *update }

// smallest is the least that every page needs.
const smallest = `
-- layouts/page.html --
<title>{{.Title}}</title>{{with .Record}}{{.Body}}{{end}}
-- layouts/list.html --
<title>{{.Title}}</title>{{range .List}}<p id="{{.ID}}"><a href="{{.URL}}">{{.Title}}</a></p>{{end}}
-- layouts/404.html --
<title>Not found</title>
-- layouts/index-of-everything.html --
<title>Everything</title>
`

// Theme returns the smallest theme, so that no test depends on how the default
// theme looks.
func Theme() fstest.MapFS {
	files := parse(smallest)
	for _, f := range files {
		f.Data = []byte(strings.TrimSuffix(string(f.Data), "\n"))
	}
	return files
}

// Files returns a file system in memory that holds texts by the names of their
// files. Of two texts with the same name it holds the later one.
func Files(texts ...map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, m := range texts {
		for name, text := range m {
			out[name] = File(text)
		}
	}
	return out
}

// File returns a file in memory.
func File[T string | []byte](data T) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(data), Mode: 0o644}
}

// Over returns the files of all the trees. Of two files with the same name it
// holds the later one; the trees stay as they are.
func Over(trees ...fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	for _, tree := range trees {
		maps.Copy(out, tree)
	}
	return out
}

// Snapshot reads files, and all files of folders, into memory, so that nobody
// changes them during the test.
func Snapshot(t testing.TB, from fs.FS, roots ...string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, root := range roots {
		err := fs.WalkDir(from, root, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := fs.ReadFile(from, name)
			out[name] = File(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// Text returns diagnostics as the command prints them.
func Text(t testing.TB, list diag.List) string {
	t.Helper()
	var b strings.Builder
	if err := (report.Text{}).Print(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
