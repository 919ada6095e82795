package schema_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/testkit"
	"candor/internal/toml"
)

// TestArchives loads the schemas of each archive and validates its record.
// The comment counts the diagnostics, so that -update cannot bless silence.
func TestArchives(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runArchive(t, name) })
	}
}

func runArchive(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	set, list, err := meta.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if typ := header(archive, "type"); typ != "" {
		list = append(list, validateRecord(t, set, files, typ, header(archive, "at"))...)
	}
	if want, err := strconv.Atoi(header(archive, "diagnostics")); err != nil || want != len(list) {
		t.Errorf("%d diagnostics, want %s", len(list), header(archive, "diagnostics"))
	}
	wanted := &archive.Files[len(archive.Files)-1]
	got := printed(list)
	if testkit.Updating() {
		wanted.Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(string(wanted.Data), got); d != "" {
		t.Errorf("want -, got +\n%s", d)
	}
	for _, word := range []string{"additionalProperties", "instance", "oneOf", "anyOf", "map[", "interface", "json.Number"} {
		if typ := header(archive, "type"); typ != "" && strings.Contains(got, word) {
			t.Errorf("the author reads %q", word)
		}
	}
}

func validateRecord(t *testing.T, set *schema.Set, files fs.FS, typ, at string) diag.List {
	data, err := fs.ReadFile(files, "record.toml")
	if err != nil {
		t.Fatal(err)
	}
	src := diag.NewSource("record.toml", data, nil)
	doc, list := toml.Parse(src, data, 0, len(data))
	if len(list) > 0 || set.Type(typ) == nil {
		t.Fatal("the archive does not reach validation", list)
	}
	return set.Type(typ).Validate(doc, at)
}

// header returns what follows "name: " in the archive's comment.
func header(a *txtar.Archive, name string) string {
	for line := range strings.Lines(string(a.Comment)) {
		if v, ok := strings.CutPrefix(line, name+": "); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

func printed(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		p := d.Span.Position()
		fmt.Fprintf(&b, "%s:%d:%d-%d: %s: %s\n", d.Span.Source.Name, p.Line, p.Column, p.EndColumn, d.ID, d.Message)
		if d.Hint != "" {
			fmt.Fprintf(&b, "\thint: %s\n", d.Hint)
		}
		for _, r := range d.Related {
			p := r.Span.Position()
			fmt.Fprintf(&b, "\t%s:%d:%d: %s\n", r.Span.Source.Name, p.Line, p.Column, r.Message)
		}
		for _, f := range d.Fixes {
			fmt.Fprintf(&b, "\tfix: %s\n", f.Message)
		}
	}
	return b.String()
}
