package testkit

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

// Want is the usual name of the file of an archive that holds what is said of
// the others.
const Want = "want"

// Archive is a txtar file of testdata: a comment, the files that a test begins
// with, and those that it must come out with.
type Archive struct {
	*txtar.Archive
	Path string // of the archive
}

// Open reads an archive.
func Open(t testing.TB, path string) *Archive {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &Archive{a, path}
}

// Each runs a test for every archive that a pattern of [filepath.Glob] matches.
// There must be one.
func Each(t *testing.T, pattern string, do func(t *testing.T, a *Archive)) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no archives %s: %v", pattern, err)
	}
	for _, p := range paths {
		t.Run(ID(p), func(t *testing.T) { do(t, Open(t, p)) })
	}
}

// ID returns the name of an archive without its folder and ending.
func ID(path string) string { return strings.TrimSuffix(filepath.Base(path), ".txtar") }

// ID returns the name of the archive without its folder and ending.
func (a *Archive) ID() string { return ID(a.Path) }

// Files returns the files of the archive, without those named.
func (a *Archive) Files(without ...string) fstest.MapFS {
	return files(a.Archive, without...)
}

func parse(text string) fstest.MapFS { return files(txtar.Parse([]byte(text))) }

func files(a *txtar.Archive, without ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, f := range a.Files {
		if !slices.Contains(without, f.Name) {
			out[f.Name] = File(f.Data)
		}
	}
	return out
}

// Has reports whether the archive has a file of that name.
func (a *Archive) Has(name string) bool { return a.at(name) >= 0 }

// Text returns a file of the archive, which is empty if there is none.
func (a *Archive) Text(name string) string {
	if i := a.at(name); i >= 0 {
		return string(a.Archive.Files[i].Data)
	}
	return ""
}

func (a *Archive) at(name string) int {
	return slices.IndexFunc(a.Archive.Files, func(f txtar.File) bool { return f.Name == name })
}

// Compare holds a text against the file of the archive that says what it must
// be. With -update the archive is written with the text instead.
func (a *Archive) Compare(t testing.TB, name, got string) {
	t.Helper()
	switch want := a.Text(name); {
	case got == want:
	case *update:
		a.write(t, name, got)
	default:
		t.Errorf("%s: %s is\n%s\nnot\n%s", a.Path, name, got, want)
	}
}

// write puts the text where the file is, or behind all others if there is none.
func (a *Archive) write(t testing.TB, name, text string) {
	t.Helper()
	i := a.at(name)
	if i < 0 {
		i = len(a.Archive.Files)
		a.Archive.Files = append(a.Archive.Files, txtar.File{Name: name})
	}
	a.Archive.Files[i].Data = []byte(text)
	if err := os.WriteFile(a.Path, txtar.Format(a.Archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
