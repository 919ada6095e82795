package sitefiles_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"candor/internal/diag"
	"candor/internal/sitefiles"
)

// tree is files in memory that follows no link.
type tree fstest.MapFS

func (t tree) Open(name string) (fs.File, error) {
	for at := name; at != "."; at = path.Dir(at) {
		if f := t[at]; f != nil {
			if reason, refused := sitefiles.ReasonFor(f.Mode); refused {
				return nil, &fs.PathError{Op: "open", Path: name, Err: sitefiles.Refusal{Reason: reason}}
			}
		}
	}
	return fstest.MapFS(t).Open(name)
}

func (t tree) ReadLink(name string) (string, error) { return fstest.MapFS(t).ReadLink(name) }

// names are the parts of the paths that the property test makes files of.
var (
	tops  = []string{"content", "layouts", "schema", "static", "site.toml", "public"}
	parts = []string{"a", "b.toml", ".hidden", "c~"}
	modes = []fs.FileMode{0, 0, fs.ModeDir, fs.ModeSymlink, fs.ModeNamedPipe, fs.ModeSocket, fs.ModeDevice | fs.ModeCharDevice, fs.ModeIrregular}
)

// drawPath draws a path of one to four parts.
func drawPath(t *rapid.T) string {
	name := rapid.SampledFrom(tops).Draw(t, "top")
	for range rapid.IntRange(0, 3).Draw(t, "depth") {
		name = path.Join(name, rapid.SampledFrom(parts).Draw(t, "part"))
	}
	return name
}

// put puts something in a place, and takes away what cannot be there any more.
func (t tree) put(name string, mode fs.FileMode, target string) {
	for have := range t {
		if have == name || strings.HasPrefix(have, name+"/") || strings.HasPrefix(name, have+"/") && !t[have].Mode.IsDir() {
			delete(t, have)
		}
	}
	t[name] = &fstest.MapFile{Mode: mode | 0o600, Data: []byte(target)}
}

// change puts something in a place or empties it, and returns what a watcher tells
// of: the place, and the folders on the way that came or went with it.
func (t tree) change(name string, remove bool, mode fs.FileMode) []string {
	before := t.kinds(name)
	if t.put(name, mode, "elsewhere"); remove {
		delete(t, name)
	}
	changed := []string{name}
	for at, kind := range t.kinds(name) {
		if kind != before[at] {
			changed = append(changed, at)
		}
	}
	return changed
}

// kinds says of a name and all folders on the way what is there.
func (t tree) kinds(name string) map[string]string {
	out := map[string]string{}
	for at := name; at != "."; at = path.Dir(at) {
		out[at] = "nothing"
		if info, err := fstest.MapFS(t).Lstat(at); err == nil {
			out[at] = info.Mode().Type().String()
		}
	}
	return out
}

// However files come, change and go, looking only at what changed finds the same as
// looking at everything.
func TestLookingAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := tree{}
		var kept sitefiles.Survey
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			changed := []string{}
			for range rapid.IntRange(0, 4).Draw(t, "changes") {
				changed = append(changed, files.change(drawPath(t), rapid.Bool().Draw(t, "remove"), rapid.SampledFrom(modes).Draw(t, "mode"))...)
			}
			site := sitefiles.New(files)
			var whole sitefiles.Survey
			if err := whole.Look(site, nil); err != nil {
				t.Fatal(err)
			}
			if err := kept.Look(site, changed); err != nil {
				t.Fatal(err)
			}
			if !slices.EqualFunc(whole.Diagnostics(), kept.Diagnostics(), same) || whole.Whole() != kept.Whole() {
				t.Fatalf("of %v after %q:\n%v\nnot\n%v", files, changed, kept.Diagnostics(), whole.Diagnostics())
			}
		}
	})
}

func same(a, b diag.Diagnostic) bool {
	return a.Span.Source.Name == b.Span.Source.Name && a.ID == b.ID && a.Message == b.Message
}

// What every kind of entry is told as, in every part of a site.
func TestDiagnostics(t *testing.T) {
	for mode, want := range map[fs.FileMode]string{
		fs.ModeSymlink: "symbolic-link", fs.ModeNamedPipe: "special-file", fs.ModeSocket: "special-file", fs.ModeDevice: "special-file", fs.ModeIrregular: "special-file",
	} {
		for _, name := range []string{"site.toml", "content", "content/note", "content/note/a/b", "layouts", "layouts/x", "schema/rules/r.md", "schema/testdata/x", "static/.well-known/x", "static/.x/y"} {
			files := tree{"schema/a.json": {}}
			files.put(name, mode, "../secret")
			var s sitefiles.Survey
			if err := s.Look(sitefiles.New(files), nil); err != nil {
				t.Fatal(err)
			}
			list := s.Diagnostics()
			if len(list) != 1 || list[0].ID != want || list[0].Span.Source.Name != name || list[0].Hint == "" || !s.Refuses(name) {
				t.Errorf("%s of the mode %v: %+v", name, mode, list)
			}
		}
	}
	var s sitefiles.Survey
	if err := s.Look(sitefiles.New(tree{"notes": {Mode: fs.ModeSymlink}, "content/.#a": {Mode: fs.ModeSymlink}, "static/a~": {Mode: fs.ModeSymlink}}), nil); err != nil || len(s.Diagnostics()) > 0 {
		t.Error(err, s.Diagnostics())
	}
}
