package jsontree_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/diag"
	"candor/internal/schema/jsontree"
)

func parse(text string) (*jsontree.Node, diag.List) {
	return jsontree.Parse(diag.NewSource("x.json", []byte(text), nil), []byte(text))
}

// Nodes know where they stand, and members keep their order.
func TestPlaces(t *testing.T) {
	n, list := parse("\xef\xbb\xbf{\"b\": [1, {\"c\": true}],\n \"a\" : \"x\"}")
	if len(list) > 0 {
		t.Fatal(list[0].Message)
	}
	if d := cmp.Diff([]string{"b", "a"}, n.Names()); d != "" {
		t.Error(d)
	}
	for want, at := range map[string]diag.Span{
		`[1, {"c": true}]`: n.Get("b").Span,
		`{"c": true}`:      n.Get("b").Child("1").Span,
		`"a"`:              n.Member("a").Key,
		`"x"`:              n.Get("a").Span,
	} {
		if got := string(at.Text()); got != want {
			t.Errorf("%s is where %s should be", got, want)
		}
	}
}

// FuzzParse: any bytes are diagnostics within them, or nodes that hold what
// encoding/json reads there, and still do when they are written and read again.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		`{"a": [1, 2.5e3, "x<y", null, true], "b": {}}`, "\xef\xbb\xbf[]", `{"a": 1, "a": 2}`, `{"a": 1,}`, `[1e999]`, `"`, "",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, list := parse(text)
		for _, d := range list {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
				t.Fatalf("%s: %d to %d of %d bytes", d.Message, d.Span.Start, d.Span.End, len(text))
			}
		}
		if len(list) > 0 || n == nil {
			return
		}
		dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix([]byte(text), []byte("\xef\xbb\xbf"))))
		dec.UseNumber()
		var want any
		if err := dec.Decode(&want); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if d := cmp.Diff(want, n.Plain()); d != "" {
			t.Fatalf("%q: %s", text, d)
		}
		var b bytes.Buffer
		if err := jsontree.Write(&b, n, "\n"); err != nil {
			t.Fatal(err)
		}
		if again, list := parse(b.String()); len(list) > 0 || !cmp.Equal(n.Plain(), again.Plain()) {
			t.Fatalf("%q was written as %q", text, b.String())
		}
	})
}
