package toml_test

import (
	"bytes"
	"math"
	"testing"

	"candor/internal/diag"
	"candor/internal/toml"

	"github.com/google/go-cmp/cmp"
)

// FuzzParse holds the two parsers together: where the one has a value, the
// other's span reads as that value again, and the key's span as that key.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		places, "\xef\xbb\xbf" + places, "a = 2022-05\nb = 2022-02-30", "a = 1\na = 2", "[a]\n[a]", "x = [{b = 07:30:00}, 1e3, -0x1]",
		"a = {b = 1}\na.c = 2\n[a.d]\n", "a.b = 1\n[a]\nc = 2", "x = \"\"\"\\\r\n a\"\"\"\"\r\n", "x = [nan, -nan, +inf, -0.0, 0o17, 0b1, 1_0.0_1e-0_1]",
		"[[a]]\n[a.b]\n[[a.b.c]]\n[[a]]\n[a.b]\n[[a.b.c]]", "'' = '''''a'''''\n\"\\u00e9\" = \"\\e\\x41\"", "a = [ # x\n]\nb = {\n c = 1, # y\n}", "x = \x01\"\\", "a = 'x\ny", "= [] {} , # .",
	} {
		f.Add([]byte(seed), uint8(0))
	}
	f.Fuzz(func(t *testing.T, b []byte, skip uint8) {
		start := min(int(skip), len(b))
		d, l := toml.Parse(diag.NewSource("a.toml", b, nil), b, start, len(b))
		incomplete := false
		for _, x := range l {
			inBounds(t, x.Span, start, len(b))
			for _, r := range x.Related {
				inBounds(t, r.Span, start, len(b))
			}
			incomplete = incomplete || x.ID == "bad-format"
			if x.Message == "" || x.Hint == "" {
				t.Errorf("%q: a diagnostic without words: %v", b, x)
			}
		}
		if (d.Values == nil) != (len(l) > 0 && !incomplete) {
			t.Fatalf("%q: %v with %v", b, d.Values, l)
		}
		if len(l) == 0 {
			holds(t, d, "", "", d.Values, start, len(b))
			complete(t, d)
			measures(t, bytes.TrimPrefix(b[start:], []byte("\xef\xbb\xbf")))
		}
	})
}

func inBounds(t *testing.T, s diag.Span, start, end int) {
	t.Helper()
	if s.Start < start || s.End < s.Start || s.End > end {
		t.Fatalf("the span %d to %d is outside %d to %d", s.Start, s.End, start, end)
	}
}

// holds checks the value at a pointer and all below it. The name is "" for
// elements of lists and for the document.
func holds(t *testing.T, d *toml.Doc, pointer, name string, v any, start, end int) {
	t.Helper()
	inBounds(t, d.Value(pointer), start, end)
	inBounds(t, d.Key(pointer), start, end)
	if name != "" {
		reads(t, d.Key(pointer), pointer, "", " = 1", name, int64(1))
	}
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			holds(t, d, pointer+toml.Pointer(k), k, e, start, end)
		}
	case []any:
		for i, e := range v {
			holds(t, d, pointer+toml.Pointer(i), "", e, start, end)
		}
	default:
		reads(t, d.Value(pointer), pointer, "x = ", "", "x", v)
	}
}

// complete checks that no value which one parser finds is lost by the other.
func complete(t *testing.T, d *toml.Doc) {
	t.Helper()
	for _, pointer := range d.Scalars() {
		if _, ok := toml.Lookup(d.Values, pointer); !ok {
			t.Errorf("%q is lost: %v", pointer, d.Values)
		}
	}
}

// measures checks that the guard sees how deep a document nests. It counts an
// empty bracket as a level of its own, and in a header like [a.b] cannot know
// whether a is a list.
func measures(t *testing.T, text []byte) {
	t.Helper()
	if measured, found := toml.Depths(text); found > 2*measured || measured > found+1 {
		t.Errorf("%q nests %d deep, and is measured as %d", text, found, measured)
	}
}

// reads parses the text of a span between before and after, and compares.
func reads(t *testing.T, s diag.Span, pointer, before, after, key string, want any) {
	t.Helper()
	text := before + string(s.Text()) + after
	d, l := parse(text)
	if len(l) > 0 || !cmp.Equal(d.Values, map[string]any{key: want}, cmp.Comparer(sameNumber)) {
		t.Errorf("%q: %q reads as %v (%v), want %s = %v", pointer, text, d.Values, l, key, want)
	}
}

func sameNumber(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
