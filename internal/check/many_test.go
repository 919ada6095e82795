package check_test

import (
	"strings"
	"testing"
	"time"

	"candor/internal/diag/report"
	"candor/internal/pipeline"
	"candor/internal/testkit"
)

// However often a text names what is hidden, it takes no longer than to read it
// some times over: of what is alike, enough is shown.
func TestLeaksWithoutEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("large files take the race detector long")
	}
	const n = 50_000
	many := func(s string) string { return strings.Repeat(s, n) }
	for name, text := range map[string]string{
		"lines":      "+++\ntitle = \"A\"\n+++\n" + many("It is ZQ-77.\n"),
		"one line":   "+++\ntitle = \"A\"\n+++\n" + many("It is ZQ-77. "),
		"emphasis":   "+++\ntitle = \"A\"\n+++\n" + many("It is ZQ-**77**.\n"),
		"brackets":   "+++\ntitle = \"A\"\n+++\nIt is ZQ-**77**.\n\n" + many("](x &#") + many("\n\nIt is ZQ-**77**."),
		"links":      "+++\ntitle = \"A\"\n+++\n" + many("[x](b.toml)\n"),
		"references": "+++\ntitle = \"A\"\n+++\n" + many("[x][r]\n") + "\n[r]: b.toml\n",
		"a field":    "+++\ntitle = \"A\"\nsummary = \"\"\"\n" + many("It is ZQ-77.\n") + "\"\"\"\n+++\n",
		"a list":     "+++\ntitle = \"A\"\nnames = [\n" + many("\"ZQ-77\",\n") + "]\n+++\n",
	} {
		t.Run(name, func(t *testing.T) {
			files := testkit.Files(map[string]string{
				"site.toml":           "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n",
				"schema/boat.json":    `{"title": "Boat", "properties": {"title": {"type": "string"}, "label": {"type": "string"}, "summary": {"type": "string"}, "names": {"type": "array", "items": {"type": "string"}}, "status": {"type": "string"}}}`,
				"content/boat/a.md":   text,
				"content/boat/b.toml": "title = \"B\"\nlabel = \"ZQ-77\"\nstatus = \"draft\"\n",
			})
			began := time.Now()
			_, diags, err := pipeline.Build(t.Context(), pipeline.Input{Files: files})
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			if err := report.JSON(&out, diags); err != nil {
				t.Fatal(err)
			}
			// What grows with the square takes many minutes; a busy machine does not.
			if took := time.Since(began); took > time.Minute {
				t.Errorf("it takes %v", took)
			}
			if n := strings.Count(out.String(), "embargo-leak"); n != 1 {
				t.Errorf("%d diagnostics", n)
			}
			want := 19
			if name == "references" || name == "a field" { // they are one place
				want = 0
			}
			if places := strings.Count(out.String(), "here too"); places != want || strings.Contains(out.String(), "more places") != (want > 0) {
				t.Errorf("%d more places are told: %.2000s", places, out.String())
			}
		})
	}
}
