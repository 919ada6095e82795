package ownsite_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"slices"
	"testing"

	"candor/internal/content"
	"candor/internal/schema/meta"
)

// records returns every record of this repository's own site, as written.
func records(t *testing.T) []*content.Record {
	t.Helper()
	files := os.DirFS(root)
	types, diags, err := meta.Load(files)
	if err != nil || diags.Errors() > 0 {
		t.Fatal(err, diags)
	}
	engine, err := meta.Engine()
	if err != nil {
		t.Fatal(err)
	}
	site, diags, err := content.Load(context.Background(), files, types, types.With(engine...), nil)
	if err != nil || diags.Errors() > 0 {
		t.Fatal(err, diags)
	}
	var out []*content.Record
	for _, typ := range types.Types() {
		out = append(out, site.Corpus.All(typ.Name)...)
	}
	return out
}

// TestEveryRecordHasASource holds that whoever doubts a record can look it up:
// it names a source, or it says that its text is this site's own.
func TestEveryRecordHasASource(t *testing.T) {
	all := records(t)
	if len(all) == 0 {
		t.Fatal("there are no records")
	}
	for _, r := range all {
		if r.Text("/provenance") != "editorial" && !sourced(r.Values) {
			t.Errorf("%s: %s has neither a reference nor provenance = \"editorial\"", r.Source().Name, r.Key)
		}
	}
}

// sourced says that a record lists a reference, or that a fact in it carries
// the address of its source.
func sourced(values map[string]any) bool {
	references, _ := values["references"].([]any)
	return slices.ContainsFunc(references, func(r any) bool {
		reference, _ := r.(map[string]any)
		return address(reference["url"])
	}) || carriesSource(values)
}

// carriesSource leaves out what a record says about its own doubts: that two
// sources disagree does not say where the rest comes from.
func carriesSource(value any) bool {
	switch value := value.(type) {
	case []any:
		return slices.ContainsFunc(value, carriesSource)
	case map[string]any:
		for name, v := range value {
			if name != "standing" && name != "waiver" && (name == "source" && address(v) || carriesSource(v)) {
				return true
			}
		}
	}
	return false
}

// address says that a value is the address of a page.
func address(value any) bool {
	u, err := url.Parse(fmt.Sprint(value))
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// TestSourced holds what counts as a source and what does not.
func TestSourced(t *testing.T) {
	page := "https://example.org/report"
	list := func(values ...any) []any { return values }
	for _, c := range []struct {
		name   string
		values map[string]any
		want   bool
	}{
		{"nothing", map[string]any{"title": "A report"}, false},
		{"a reference", map[string]any{"references": list(map[string]any{"url": page})}, true},
		{"a reference without an address", map[string]any{"references": list(map[string]any{"title": "A page"})}, false},
		{"an address that is no source", map[string]any{"url": page}, false},
		{"a source", map[string]any{"source": page}, true},
		{"a source in a list of tables", map[string]any{"scope": list(map[string]any{"source": page})}, true},
		{"a source of a doubt", map[string]any{"standing": list(map[string]any{"source": page})}, false},
		{"the name of a document", map[string]any{"source": "the preamble"}, false},
	} {
		if got := sourced(c.values); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
