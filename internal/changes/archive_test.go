package changes_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/changes"
	"candor/internal/testkit"
)

var now = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// load reads a site as the command does.
func load(t *testing.T, name string, files fs.FS) changes.Side {
	t.Helper()
	s, err := changes.Read(t.Context(), files, name, now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sides reads the two sites of an archive: the files below old/ and new/, each
// with those below both/.
func sides(t *testing.T, a *testkit.Archive) (old, new changes.Side) {
	trees := map[string]fstest.MapFS{"old": {}, "new": {}}
	for _, f := range a.Archive.Files {
		top, name, _ := strings.Cut(f.Name, "/")
		for side, tree := range trees {
			if top == side || top == "both" {
				tree[name] = testkit.File(f.Data)
			}
		}
	}
	return load(t, "old", trees["old"]), load(t, "new", trees["new"])
}

// Every archive holds two sites and what the report says of them, as text.
func TestArchives(t *testing.T) {
	testkit.Each(t, "testdata/*.txtar", func(t *testing.T, a *testkit.Archive) {
		old, new := sides(t, a)
		var got bytes.Buffer
		if err := changes.Compare(old, new, now).Text(&got); err != nil {
			t.Fatal(err)
		}
		a.Compare(t, testkit.Want, got.String())
	})
}

// What is the same is not mentioned, whatever the site holds.
func TestNothing(t *testing.T) {
	testkit.Each(t, "testdata/*.txtar", func(t *testing.T, a *testkit.Archive) {
		for _, side := range []func(a, b changes.Side) changes.Side{
			func(a, _ changes.Side) changes.Side { return a }, func(_, b changes.Side) changes.Side { return b },
		} {
			old, new := sides(t, a)
			again, other := sides(t, a)
			if r := changes.Compare(side(old, new), side(again, other), now); len(r.Changes) > 0 {
				t.Errorf("%+v", r.Changes)
			}
		}
	})
}

// The other way round every archive has changes too, and all forms can be
// printed.
func TestBack(t *testing.T) {
	testkit.Each(t, "testdata/*.txtar", func(t *testing.T, a *testkit.Archive) {
		old, new := sides(t, a)
		r := changes.Compare(new, old, now)
		if len(r.Changes) == 0 {
			t.Error("nothing changed on the way back")
		}
		var text, markdown, object bytes.Buffer
		for _, err := range []error{r.Text(&text), r.Markdown(&markdown), r.JSON(&object)} {
			if err != nil {
				t.Error(err)
			}
		}
		var read struct{ Changes []json.RawMessage }
		if err := json.Unmarshal(object.Bytes(), &read); err != nil || len(read.Changes) != len(r.Changes) {
			t.Error(err, len(read.Changes))
		}
		for _, s := range []string{text.String(), markdown.String()} {
			if strings.Contains(s, "<nil>") || strings.Contains(s, "map[") || strings.Contains(s, "%!") {
				t.Error(s)
			}
		}
	})
}
