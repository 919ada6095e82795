package ownsite_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	candor "candor"
	"candor/internal/starter"
	"candor/internal/testkit"
)

// TestEditorFiles holds that whoever opens a clone in an editor has completion at
// once: the schemas and settings that a new site begins with stand here too, made
// from the types as they are now. With -update they are written anew.
func TestEditorFiles(t *testing.T) {
	site, err := starter.Site(candor.Types, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	// What lies in these folders is made, and nothing else does.
	folders := []string{starter.EditorDir, ".vscode"}
	maps.DeleteFunc(site, func(name string, _ []byte) bool {
		return !slices.Contains(folders, filepath.Dir(name)) && name != ".taplo.toml" && name != "tombi.toml"
	})
	if testkit.Updating() {
		writeEditorFiles(t, site, folders)
	}
	for _, name := range slices.Sorted(maps.Keys(site)) {
		if got, err := os.ReadFile(filepath.Join(root, name)); err != nil || !bytes.Equal(got, site[name]) {
			t.Errorf("%s is not what the schemas say; run: go test -run TestEditorFiles ./internal/acceptance/ownsite -update", name)
		}
	}
	for _, folder := range folders {
		for _, name := range filesOf(t, folder) {
			if _, made := site[name]; !made {
				t.Errorf("%s is of no type; run: go test -run TestEditorFiles ./internal/acceptance/ownsite -update", name)
			}
		}
	}
	if len(filesOf(t, starter.EditorDir)) < 2 {
		t.Error("there are no schemas for editors")
	}
}

func writeEditorFiles(t *testing.T, site map[string][]byte, folders []string) {
	for _, folder := range folders {
		if err := os.RemoveAll(filepath.Join(root, folder)); err != nil {
			t.Fatal(err)
		}
	}
	for name, b := range site {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func filesOf(t *testing.T, folder string) []string {
	t.Helper()
	all, err := fs.Glob(os.DirFS(root), folder+"/*")
	if err != nil {
		t.Fatal(err)
	}
	return all
}
