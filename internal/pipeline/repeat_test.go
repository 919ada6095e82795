package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"candor/internal/bodies"
	"candor/internal/pipeline"
)

// fleet draws a small site: records of any status and form that refer and link
// to each other, to themselves, and to what is not there.
func fleet(t *rapid.T) (files fstest.MapFS, hidden []string) {
	texts := map[string]string{}
	n := rapid.IntRange(0, 6).Draw(t, "records")
	boat := rapid.IntRange(0, 7)
	for i := range n {
		status := rapid.SampledFrom([]string{"draft", "embargoed", "published", "withdrawn"}).Draw(t, "status")
		var fields strings.Builder
		fmt.Fprintf(&fields, "title = \"zqtitle%d\"\nstatus = %q\n", i, status)
		if rapid.Bool().Draw(t, "towed") {
			fmt.Fprintf(&fields, "towed_by = \"zqboat%d\"\n", boat.Draw(t, "tug"))
		}
		if rapid.Bool().Draw(t, "tagged") {
			fmt.Fprintf(&fields, "tags = [\"zqtag%d\", \"wood\"]\n", i)
		}
		if rapid.IntRange(0, 5).Draw(t, "mistake") == 0 {
			fields.WriteString(rapid.SampledFrom([]string{"lenght = 3\n", "built = 2022\n", "x = [\n"}).Draw(t, "which"))
		}
		if status == "draft" || status == "embargoed" {
			hidden = append(hidden, fmt.Sprintf("zqtitle%d", i), fmt.Sprintf("zqtag%d", i), fmt.Sprintf("zqboat%d", i))
		}
		name := fmt.Sprintf("content/boat/zqboat%d", i)
		if rapid.Bool().Draw(t, "with a text") {
			parts := rapid.SliceOfN(rapid.SampledFrom([]string{
				"## Hull\n\nOak.\n", "See [it](#hull).\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "Text[^1].\n\n[^1]: Note.\n", "```go\nx := 1\n```\n", "<b>bold</b>\n",
			}), 0, 4).Draw(t, "text")
			link := fmt.Sprintf("[x](zqboat%d.md) and [](@/boat/zqboat%d)\n", boat.Draw(t, "link"), boat.Draw(t, "other"))
			texts[name+".md"] = "+++\n" + fields.String() + "+++\n" + strings.Join(parts, "\n") + "\n" + link
		} else {
			texts[name+".toml"] = fields.String()
		}
	}
	return harbour(texts), hidden
}

// The same site gives the same bytes and the same diagnostics, in memory and
// from a pack, and says nothing of what is hidden.
func TestSameSiteSameBytes(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		files, hidden := fleet(r)
		pack, err := os.CreateTemp(dir, "pack")
		if err != nil {
			r.Fatal(err)
		}
		defer func() { _ = pack.Close(); _ = os.Remove(filepath.Clean(pack.Name())) }()
		first, second := tree{}, tree{}
		said := lines(renderWith(t, files, plain, pipeline.Options{}, first))
		again := lines(renderWith(t, files, plain, pipeline.Options{Store: bodies.NewPack(pack)}, second))
		if said != again {
			r.Fatalf("says\n%s\nand then\n%s", said, again)
		}
		if !first.equal(second) {
			r.Fatalf("the outputs differ: %v and %v", first.paths(), second.paths())
		}
		all := string(joined(first))
		for _, m := range hidden {
			if strings.Contains(all, m) {
				r.Fatalf("%s is in the output", m)
			}
		}
	})
}
