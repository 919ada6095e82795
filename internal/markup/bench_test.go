package markup

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// page returns a page of about 5 KB as authors write them: sections with
// links, lists and a table, and three blocks of code.
func page(tb testing.TB) []byte {
	tb.Helper()
	archive, err := txtar.ParseFile("testdata/page.txtar")
	if err != nil {
		tb.Fatal(err)
	}
	return archive.Files[0].Data
}

func BenchmarkRender(b *testing.B) {
	src := page(b)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Fragment(src)
	}
}

// BenchmarkRenderText is the same page without its code: the highlighter's
// share is the difference.
func BenchmarkRenderText(b *testing.B) {
	src := []byte(strings.NewReplacer("```solidity", "```", "```toml", "```", "```console", "```").Replace(string(page(b))))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Fragment(src)
	}
}

func BenchmarkFill(b *testing.B) {
	body := Fragment(page(b))
	b.SetBytes(int64(len(body.HTML)))
	b.ReportAllocs()
	for b.Loop() {
		body.Fill(numbered)
	}
}

func BenchmarkUnmarshal(b *testing.B) {
	data, err := Fragment(page(b)).MarshalBinary()
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := new(Body).UnmarshalBinary(data); err != nil {
			b.Fatal(err)
		}
	}
}

// TestPage keeps the benchmark honest: the page has no issue and a size.
func TestPage(t *testing.T) {
	src := page(t)
	if len(src) < 4500 || len(src) > 6000 {
		t.Errorf("the page has %d bytes", len(src))
	}
	if b := Fragment(src); len(b.Issues) > 0 || len(b.Links) < 10 || len(b.Headings) < 6 {
		t.Errorf("issues %v, %d links, %d headings", b.Issues, len(b.Links), len(b.Headings))
	}
}
