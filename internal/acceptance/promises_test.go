package acceptance_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	candor "candor"
	"candor/internal/pipeline"
	"candor/internal/testkit"
	"candor/internal/testkit/sites"
)

// pages returns the finished files of a site in which nothing is wrong.
func pages(t *testing.T, files fstest.MapFS) map[string][]byte {
	t.Helper()
	made, diags := sites.Build(t, files, candor.Theme, pipeline.Options{BuildDate: day})
	if diags.Errors() > 0 {
		t.Fatal(testkit.Text(t, diags))
	}
	return made
}

// Without the only fire drill, what is said of its promise changes on the page of
// the promise and on the front page, and nothing blocks.
func TestWithoutTheDrill(t *testing.T) {
	const own = "commitments/first-fire-drill/index.html"
	m := mistake{file: events, old: "kind       = \"fire-drill\"\nsummary    = \"A poll", new: "kind       = \"workshop\"\nsummary    = \"A poll"}
	files := fixture(t)
	before, after := pages(t, files), pages(t, m.in(t, files))
	if page := string(before[own]); !strings.Contains(page, "late") || strings.Contains(page, "no public record") {
		t.Error("with the drill the promise is not late")
	}
	if !strings.Contains(string(after[own]), "no public record") {
		t.Error("without the drill there is a public record all the same")
	}
	if bytes.Equal(before["index.html"], after["index.html"]) {
		t.Error("the front page does not notice")
	}
}

// A chapter that was written for a site today is not evidence of what a team did;
// the same chapter of its own time would be.
func TestEditorialIsNoEvidence(t *testing.T) {
	const own = "commitments/handbook-for-audited/index.html"
	files := fixture(t)
	for provenance, counts := range map[string]bool{"editorial": false, "original": true} {
		m := mistake{file: chapter, old: `provenance    = "editorial"`, new: `provenance    = "` + provenance + "\"\npublished     = 2022-06-01"}
		page := string(pages(t, m.in(t, files))[own])
		if page == "" || strings.Contains(page, "no public record") == counts {
			t.Errorf("an %s chapter counts as evidence: %v", provenance, !counts)
		}
	}
}
