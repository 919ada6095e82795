package quoted

import (
	"testing"

	"candor/internal/diag"
	"candor/internal/toml"
)

// FuzzAt holds the places in TOML strings against the TOML parser.
func FuzzAt(f *testing.F) {
	for _, s := range []string{`"a"`, `'a\'`, "'''\na\n'''", "\"\"\"a\\\n  b\"\"\"", `"é\u00e9\t\\"`, "\"\"\"\r\na\r\nb\"\"\"", `"\x41\e"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		b := []byte("k = " + raw)
		doc, diags := toml.Parse(diag.NewSource("x", b, nil), b, 0, len(b))
		text, ok := doc.Values["k"].(string)
		if len(diags) > 0 || !ok {
			return
		}
		q := At(doc, "/k", text)
		if q.at == nil {
			t.Fatalf("%q means %q, but it is not clear where", raw, text)
		}
		for i := range text {
			if s := q.Sub(i, i+1); s.Start < q.span.Start || s.End > q.span.End || s.Start > s.End {
				t.Fatalf("byte %d of %q is at %d–%d", i, text, s.Start, s.End)
			}
		}
	})
}

func TestOffset(t *testing.T) {
	const text = "é = 1\nzwei\n"
	src := diag.NewSource("x", []byte("'''"+text+"'''"), nil)
	doc := &toml.Doc{Source: src}
	p := At(doc, "", text).Part(3, len(text))
	for _, c := range []struct{ line, column, want int }{{1, 0, 0}, {1, 2, 2}, {2, 0, 4}, {2, 2, 6}, {9, 0, 9}, {2, 99, 9}} {
		if got := p.Offset(c.line, c.column); got != c.want {
			t.Errorf("line %d, column %d: %d, want %d", c.line, c.column, got, c.want)
		}
	}
}
