package catalog_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"candor/internal/catalog"
)

var kebab = regexp.MustCompile(`^[a-z]+[a-z0-9]*(-[a-z0-9]+)+$`)

// Lookup searches by halves, so the table is sorted, and no id is in it twice.
func TestAll(t *testing.T) {
	before := ""
	for _, e := range catalog.All() {
		if e.ID <= before || !kebab.MatchString(e.ID) {
			t.Errorf("%q comes after %q", e.ID, before)
		}
		before = e.ID
		if got, ok := catalog.Lookup(e.ID); !ok || got != e {
			t.Errorf("Lookup(%q) = %+v, %t", e.ID, got, ok)
		}
	}
	if e, ok := catalog.Lookup("no-such-thing"); ok || e != (catalog.Entry{}) {
		t.Errorf("there is an entry %+v", e)
	}
}

// Every entry has an archive, and every archive belongs to an entry.
func TestArchives(t *testing.T) {
	names, err := filepath.Glob("archives/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, name := range names {
		ids = append(ids, strings.TrimSuffix(filepath.Base(name), ".txtar"))
	}
	slices.Sort(ids)
	if want := catalog.IDs(); !slices.Equal(ids, want) {
		t.Errorf("archives: %v\nentries: %v", ids, want)
	}
}

// The documentation of every id has the three parts that an author looks for,
// an example, and what the command says about it.
func TestExplain(t *testing.T) {
	for _, id := range catalog.IDs() {
		text, ok := catalog.Explain(id)
		if !ok || !strings.HasPrefix(text, "# "+id+"\n\n") {
			t.Errorf("the documentation of %s does not begin with its name", id)
		}
		for _, part := range []string{"\n## Why it matters\n", "\n## What to do\n", "\n## Example\n", "[" + id + "]: "} {
			if !strings.Contains(text, part) {
				t.Errorf("the documentation of %s lacks %q", id, part)
			}
		}
	}
	if _, ok := catalog.Explain("no-such-thing"); ok {
		t.Error("an id that is not in the catalog is explained")
	}
}
