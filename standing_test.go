package candor_test

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	candor "candor"
	"candor/internal/build"
)

// page returns a finished page of a site in which nothing is wrong.
func page(t *testing.T, files fs.FS, name string) string {
	t.Helper()
	out, diags, err := build.Build(context.Background(), build.Input{Files: files, Theme: candor.Theme, Options: build.Options{
		BuildDate: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Version: "test",
	}})
	if err != nil || diags.Errors() > 0 {
		t.Fatal(diags, err)
	}
	b, err := fs.ReadFile(out, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Without the only fire drill its promise stands otherwise, on its own page and
// on the front page, and nothing blocks.
func TestWithoutTheDrill(t *testing.T) {
	without := mistake{file: "content/event/events.toml", old: "kind       = \"fire-drill\"\nsummary    = \"A poll", new: "kind       = \"workshop\"\nsummary    = \"A poll"}.apply(t)
	own := "commitments/first-fire-drill/index.html"
	before, after := page(t, os.DirFS("."), own), page(t, without, own)
	if !strings.Contains(before, "late") || strings.Contains(before, "no public record") {
		t.Error("with the drill the promise is not late")
	}
	if !strings.Contains(after, "no public record") {
		t.Error("without the drill there is a public record all the same")
	}
	if page(t, os.DirFS("."), "index.html") == page(t, without, "index.html") {
		t.Error("the front page does not notice")
	}
}

// A chapter that was written for this site today is no evidence of what the
// unit did; the same chapter of its own time would be.
func TestEditorialIsNoEvidence(t *testing.T) {
	chapter := mistake{file: "content/handbook/people.md", old: `provenance    = "editorial"`}
	own := "commitments/handbook-for-audited/index.html"
	chapter.new = "provenance    = \"editorial\"\npublished     = 2022-06-01"
	if got := page(t, chapter.apply(t), own); !strings.Contains(got, "no public record") {
		t.Error("an editorial chapter counts as evidence")
	}
	chapter.new = "provenance    = \"original\"\npublished     = 2022-06-01"
	if got := page(t, chapter.apply(t), own); strings.Contains(got, "no public record") {
		t.Error("a chapter of the unit's own does not count as evidence")
	}
}
