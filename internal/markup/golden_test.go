package markup

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"candor/internal/diag"
	"candor/internal/testkit"
)

// TestGolden renders the Markdown of each archive ("in.md", or "crlf.md" with
// its line ends changed) and compares all that comes out. An archive's comment
// says how many links and issues there must be, so that -update cannot bless
// nonsense.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	in := archive.Files[0]
	src := in.Data
	if in.Name == "crlf.md" {
		src = []byte(strings.ReplaceAll(string(src), "\n", "\r\n"))
	}
	body, err := Render(diag.NewSource(in.Name, src, nil), src, 0, len(src))
	if err != nil {
		t.Fatal(err)
	}
	checkCounts(t, string(archive.Comment), body)
	got := describe(body, src)
	if testkit.Updating() {
		out := &txtar.Archive{Comment: archive.Comment, Files: append([]txtar.File{in}, got...)}
		if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := &txtar.Archive{Files: archive.Files[1:]}
	if d := cmp.Diff(string(txtar.Format(want)), string(txtar.Format(&txtar.Archive{Files: got}))); d != "" {
		t.Error(d)
	}
}

func checkCounts(t *testing.T, comment string, body *Body) {
	t.Helper()
	var links, headings, issues int
	last := comment[strings.LastIndex(strings.TrimSpace(comment), "\n")+1:]
	if _, err := fmt.Sscanf(last, "links %d, headings %d, issues %d", &links, &headings, &issues); err != nil {
		t.Fatalf("the comment's last line gives no counts: %v", err)
	}
	if len(body.Links) != links || len(body.Headings) != headings || len(body.Issues) != issues {
		t.Errorf("links %d, headings %d, issues %d; want %s",
			len(body.Links), len(body.Headings), len(body.Issues), last)
	}
}

// describe writes a body as the files of an archive.
func describe(body *Body, src []byte) []txtar.File {
	var links, headings, issues strings.Builder
	for i, l := range body.Links {
		fmt.Fprintf(&links, "%d %q at %q image=%t bare=%t alt=%t\n", i, l.Dest, src[l.Start:l.End], l.Image, l.Bare, l.Alt)
	}
	for _, h := range body.Headings {
		fmt.Fprintf(&headings, "%d #%s %q at %q, %.20q…\n", h.Level, h.ID, h.Text, src[h.Start:h.End], body.Text[h.TextStart:])
	}
	for _, i := range body.Issues {
		fmt.Fprintf(&issues, "%s at %q\n  %s\n  hint: %s\n", i.ID, src[i.Start:i.End], i.Message, i.Hint)
	}
	files := []txtar.File{{Name: "html", Data: body.Fill(numbered)}}
	for _, f := range []struct{ name, text string }{
		{"links", links.String()}, {"headings", headings.String()}, {"text", body.Text + "\n"}, {"issues", issues.String()},
	} {
		if strings.TrimSpace(f.text) != "" {
			files = append(files, txtar.File{Name: f.name, Data: []byte(f.text)})
		}
	}
	return files
}

// numbered fills slots so that the HTML shows which is which.
func numbered(slot int) Target {
	return Target{URL: fmt.Sprintf("/%d/?a&b", slot), Title: fmt.Sprintf("Title <%d>", slot)}
}
