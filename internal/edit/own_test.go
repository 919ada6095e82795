package edit_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	candor "candor"
	"candor/internal/content"
	"candor/internal/edit"
	"candor/internal/pipeline"
	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/testkit"
	"candor/internal/testkit/sites"
)

var today = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)

// complaints counts what candor check says of a site by id, and returns all
// that it links from old addresses to new ones.
func complaints(t *testing.T, files fs.FS) (map[string]int, string) {
	t.Helper()
	made, diags := sites.Build(t, files, candor.Theme, pipeline.Options{BuildDate: today})
	ids := map[string]int{}
	for _, d := range diags {
		ids[d.ID]++
	}
	return ids, string(made["_redirects"])
}

// snapshot holds this repository's own site in memory, so that nobody changes
// it during the test.
func snapshot(t *testing.T) fs.FS {
	t.Helper()
	return testkit.Snapshot(t, os.DirFS("../.."), "site.toml", "content", "schema")
}

// chosen returns records to rename: of each way of storing them, with a page and
// without, the one that most others refer to.
func chosen(t *testing.T, files fs.FS) []content.Key {
	t.Helper()
	types, corpus := loaded(t, files)
	refs := map[content.Key]int{}
	for _, ty := range types.Types() {
		for _, f := range content.RefFields(ty) {
			for _, r := range corpus.All(ty.Name) {
				for _, use := range f.Uses(r) {
					if k, ok := content.Resolve(corpus, f.Field, use.Text); ok {
						refs[k]++
					}
				}
			}
		}
	}
	best := map[string]content.Key{}
	for _, ty := range types.Types() {
		for _, r := range corpus.All(ty.Name) {
			form := fmt.Sprint(path.Ext(r.Source().Name), len(r.Sources()), r.InMany(), ty.Page)
			if k, ok := best[form]; !ok || refs[r.Key] > refs[k] {
				best[form] = r.Key
			}
		}
	}
	var out []content.Key
	for _, form := range slices.Sorted(maps.Keys(best)) {
		out = append(out, best[form])
	}
	return out
}

func loaded(t *testing.T, files fs.FS) (*schema.Set, *content.Corpus) {
	t.Helper()
	types, _, err := meta.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := content.Load(context.Background(), files, types, types, nil)
	if err != nil {
		t.Fatal(err)
	}
	return types, s.Corpus
}

// TestOwnSite renames records of every form of this repository's own site, all
// of them one after the other, turns a text into a folder, and expects that
// candor check says of the outcome what it said before.
func TestOwnSite(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole site again and again")
	}
	files := snapshot(t)
	before, _ := complaints(t, files)
	var urls []string
	keys := chosen(t, files)
	if len(keys) < 4 {
		t.Fatalf("only %v", keys)
	}
	for _, k := range keys {
		m, err := edit.Move(context.Background(), files, today, k.String(), k.ID+"-renamed")
		if err != nil {
			t.Fatalf("%s: %v", k, err)
		}
		if m.Alias {
			urls = append(urls, m.OldURL+" "+m.NewURL+" ")
		}
		files = m.Changes.Over(files)
		if slices.ContainsFunc(m.Changes, func(c edit.Change) bool { return c.From != "" && path.Ext(c.Name) == ".md" }) {
			folder := content.Root + "/" + k.Type + "/" + m.New.ID + "/"
			if m, err = edit.Move(context.Background(), files, today, m.New.String(), folder); err != nil {
				t.Fatalf("%s: %v", folder, err)
			}
			files = m.Changes.Over(files)
		}
	}
	t.Log(keys)
	after, redirects := complaints(t, files)
	if !maps.Equal(before, after) {
		t.Errorf("before %v, after renaming %v: %v", before, keys, after)
	}
	for _, u := range urls {
		if !strings.Contains("\n"+redirects, "\n"+u) {
			t.Errorf("no redirect %s", u)
		}
	}
}
