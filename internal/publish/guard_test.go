package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRefused(t *testing.T) {
	base := t.TempDir()
	at := func(name string) string { return filepath.Join(base, name) }
	tree{
		"home/me/notes.txt":          "mine",
		"full/index.html":            "theirs",
		"other/manifest.json":        `{"name": "an app", "icons": [{"a": [1, {}]}]}`,
		"broken/manifest.json":       `{"generator": `,
		"list/manifest.json":         `["candor"]`,
		"like/manifest.json":         `{"generator": "candorous 1"}`,
		"number/manifest.json":       `{"generator": 1}`,
		"dir/manifest.json/x":        "x",
		"checkout/manifest.json":     manifest,
		"checkout/.git/HEAD":         "ref",
		"file":                       "x",
		"site/content/a.md":          "x",
		"around/site/a.md":           "x",
		"site/public/manifest.json":  manifest,
		"site/content/manifest.json": manifest,
	}.write(t, base)
	must(t, os.Symlink(at("home"), at("link")))
	t.Setenv("HOME", at("home/me"))
	tests := []struct{ name, dir, want string }{
		{"no name", "", "has no name"},
		{"root", "/", "is the root of a file system"},
		{"home", at("home/me"), "is a home folder or holds one"},
		{"above home", at("home"), "is a home folder or holds one"},
		{"above home by a link", at("link"), "is a home folder or holds one"},
		{"file", at("file"), "is a file, not a folder"},
		{"not empty", at("full"), "was not made by candor (it has no manifest.json): choose another folder with -o, or empty"},
		{"manifest of an app", at("other"), "names another generator"},
		{"broken manifest", at("broken"), "names another generator"},
		{"manifest without keys", at("list"), "names another generator"},
		{"a longer name", at("like"), "names another generator"},
		{"a number", at("number"), "names another generator"},
		{"manifest is a folder", at("dir"), "no ordinary file"},
		{"checkout", at("checkout"), "is a git checkout"},
		{"the sources", at("site"), "which publishing would remove"},
		{"above the sources", at("around"), "which publishing would remove"},
		{"in the sources", at("site/content/public"), "which holds sources"},
	}
	before := read(t, base)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := Options{Dir: test.dir, Forbid: []string{at("site"), at("around/site")}, Sources: []string{at("site/content")}}
			_, err := Publish(context.Background(), o, site("1", nil).produce)
			var refused *RefusedError
			if !errors.As(err, &refused) || refused.Remedy == "" {
				t.Fatalf("not refused: %v", err)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %q, want %q", err, test.want)
			}
		})
	}
	if got := read(t, base); len(got) != len(before) {
		t.Errorf("a refusal left something: %v", got)
	}
	_, err := Publish(context.Background(), Options{Dir: at("site/public"), Forbid: []string{at("site")}, Sources: []string{at("site/content")}}, site("1", nil).produce)
	if err != nil {
		t.Errorf("a folder beside the sources was refused: %v", err)
	}
}

func TestManifestIsFoundBehindOtherKeys(t *testing.T) {
	for text, want := range map[string]bool{
		`{"generator": "candor"}`: true,
		`{"files": [{"generator": "other"}, {}], "generator": "candor 1"}`: true,
		`{"files": [{"generator": "candor 1"}]}`:                           false,
		`{"files": {"a": "candor 1"}, "generator": "x"}`:                   false,
		``: false,
	} {
		if got := ours(strings.NewReader(text)) == nil; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
