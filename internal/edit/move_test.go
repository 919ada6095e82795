package edit

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/testkit"
)

var now = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// told prints what a move does.
func told(m *Moved) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s -> %s, %d references, %d links, alias %t\n", m.Old, m.New, m.References, m.Links, m.Alias)
	for _, at := range m.Named {
		fmt.Fprintf(&b, "%s:%d names %s\n", at.Source.Name, at.Position().Line, at.Text())
	}
	b.WriteString(m.Changes.Diff())
	return b.String()
}

// TestMove runs the first line of each archive and compares the diff.
func TestMove(t *testing.T) {
	testkit.Each(t, "testdata/mv/*.txtar", func(t *testing.T, a *testkit.Archive) {
		line, _, _ := strings.Cut(string(a.Comment), "\n")
		args := strings.Fields(line)
		files := a.Files(testkit.Want)
		m, err := Move(context.Background(), files, now, args[1], args[2])
		if err != nil {
			t.Fatal(err)
		}
		a.Compare(t, testkit.Want, told(m))
		after := m.Changes.Over(files)
		if _, err := Move(context.Background(), after, now, m.New.String(), "somewhere-else"); err != nil {
			t.Errorf("what comes out is not a site: %v", err)
		}
	})
}

// Line ends and byte order marks are bytes like any other: with them the same
// edits are made.
func TestMoveCRLF(t *testing.T) {
	a := testkit.Open(t, "testdata/mv/crlf.txtar")
	plain, marked := a.Files(testkit.Want), fstest.MapFS{}
	foreign := func(b []byte) []byte {
		return []byte("\xef\xbb\xbf" + strings.ReplaceAll(string(b), "\n", "\r\n"))
	}
	for name, f := range plain {
		marked[name] = f
		if strings.HasPrefix(name, "content/") {
			marked[name] = &fstest.MapFile{Data: foreign(f.Data)}
		}
	}
	one, err := Move(context.Background(), plain, now, "anna", "antje")
	if err != nil {
		t.Fatal(err)
	}
	other, err := Move(context.Background(), marked, now, "anna", "antje")
	if err != nil {
		t.Fatal(err)
	}
	if len(one.Changes) != len(other.Changes) || len(one.Changes) < 2 {
		t.Fatal(one.Changes, other.Changes)
	}
	for i, c := range one.Changes {
		wanted := string(c.New)
		if strings.HasPrefix(c.Name, "content/") {
			wanted = string(foreign(c.New))
		}
		if got := string(other.Changes[i].New); got != wanted {
			t.Errorf("%s: got %q, want %q", c.Name, got, wanted)
		}
	}
}

// What cannot be done is refused in words for the one who asked.
func TestMoveRefused(t *testing.T) {
	a := testkit.Open(t, "testdata/mv/many.txtar")
	files := a.Files(testkit.Want)
	files["content/boat/hull/index.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"Hull\"\n+++\n")}
	files["content/boat/hull/hull.png"] = &fstest.MapFile{Data: []byte("png")}
	files["content/crew/otto2.toml"] = &fstest.MapFile{Data: []byte("title = \"O\"\n")}
	files["content/boat/old.toml"] = &fstest.MapFile{Data: []byte("title = \"O\"\naliases = [\"/boats/taken/\"]\n")}
	for _, c := range []struct{ from, to, want string }{
		{"bout/anna", "x", "no type of record is called bout; did you mean boat?"},
		{"boat/ana", "x", "there is no record boat/ana; did you mean anna?"},
		{"ana", "x", "no record is called ana; did you mean anna?"},
		{"otto2", "x", "several records are called otto2; say which: boat/otto2 or crew/otto2"},
		{"boat/anna", "crew/anna", "boat/anna stays a boat: a record of another type has other fields"},
		{"boat/anna", "Anna", `"Anna" cannot be an id: use lower-case letters, digits, and single hyphens, dots or underscores between them`},
		{"boat/anna", "anna", "boat/anna is called so already"},
		{"boat/anna", "otto2", "there is a record boat/otto2 already"},
		{"boat/anna", "taken", "the page would be at /boats/taken/, which is an old URL of boat/old"},
		{"boat/anna", "content/boat/antje.toml", "boat/anna is written in content/boat/anna.md; another ending would make other text of it"},
		{"content/crew/all.toml", "x", "content/crew/all.toml holds many records; say which: content/crew/all.toml#id"},
		{"content/boat/ana.md", "x", "content/boat/ana.md is not there; did you mean anna?"},
		{"crew/otto", "content/crew/else.toml#x", "the table of crew/otto stays in its file content/crew/all.toml"},
		{"crew/otto", "content/crew/x.toml", "a table does not become a file by renaming, nor a file a table; name the record crew/x"},
		{"boat/hull", "content/boat/hull.md", "boat/hull is a folder because files travel with it"},
		{"boat/anna", "boat/../../secret", `"../../secret" cannot be an id`},
		{"content/../site.toml", "x", "no type of record is called content"},
	} {
		_, err := Move(context.Background(), files, now, c.from, c.to)
		var refused *Refusal
		if !errors.As(err, &refused) || !strings.HasPrefix(refused.Reason, c.want) {
			t.Errorf("mv %s %s: got %v, want %s", c.from, c.to, err, c.want)
		}
	}
	var refused *Refusal
	for _, name := range []string{"content/boat/broken.toml", "schema/rules/broken.md"} {
		files[name] = &fstest.MapFile{Data: []byte("+++\ntitle = \n+++\n")}
		if _, err := Move(context.Background(), files, now, "anna", "x"); !errors.As(err, &refused) || !strings.HasPrefix(refused.Reason, name+" cannot be read") {
			t.Errorf("a file that does not parse: %v", err)
		}
		delete(files, name)
	}
}
