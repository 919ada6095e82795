package toml_test

import (
	"fmt"
	"sync"
	"testing"

	"candor/internal/diag"
	"candor/internal/toml"
)

const places = `title = "x" # c
a.b.c = 1
a.b.d = [ 1 , # one
  [2,
   3 ], {e = 4, f.g = [5]} # three
  ,]
"q k".'l/m~' = { }
date = 2022-05-31 10:00:00Z
text = """
one "" \""" two"""

[ t . u ] # header
v = true
[t]
w = []
[[asset]]
id = 'a'
addresses = [
  {address = "0x1"},
  {address = "0x2"}
]
[asset.sub]
x = 1
[[asset.list]]
[[ "asset" ]]
id = 'b'
[[asset.list]]
y = 1
[[asset.list]]
y = 2
`

func TestSpans(t *testing.T) {
	tests := []struct{ pointer, value, key string }{
		{"", "", ""},
		{"/title", `"x"`, "title"},
		{"/a", "a", "a"},
		{"/a/b", "b", "b"},
		{"/a/b/c", "1", "c"},
		{"/a/b/d", "[ 1 , # one\n  [2,\n   3 ], {e = 4, f.g = [5]} # three\n  ,]", "d"},
		{"/a/b/d/0", "1", "1"},
		{"/a/b/d/1", "[2,\n   3 ]", "[2,\n   3 ]"},
		{"/a/b/d/1/1", "3", "3"},
		{"/a/b/d/2", "{e = 4, f.g = [5]}", "{e = 4, f.g = [5]}"},
		{"/a/b/d/2/e", "4", "e"},
		{"/a/b/d/2/f", "f", "f"},
		{"/a/b/d/2/f/g/0", "5", "5"},
		{"/q k", `"q k"`, `"q k"`},
		{"/q k/l~1m~0", "{ }", "'l/m~'"},
		{"/date", "2022-05-31 10:00:00Z", "date"},
		{"/text", "\"\"\"\none \"\" \\\"\"\" two\"\"\"", "text"},
		{"/t", "[t]", "t"},
		{"/t/u", "[ t . u ]", "u"},
		{"/t/u/v", "true", "v"},
		{"/t/w", "[]", "w"},
		{"/asset", "[[asset]]", "asset"},
		{"/asset/0", "[[asset]]", "[[asset]]"},
		{"/asset/0/addresses", "[\n  {address = \"0x1\"},\n  {address = \"0x2\"}\n]", "addresses"},
		{"/asset/0/addresses/1", `{address = "0x2"}`, `{address = "0x2"}`},
		{"/asset/0/addresses/1/address", `"0x2"`, "address"},
		{"/asset/0/sub", "[asset.sub]", "sub"},
		{"/asset/0/sub/x", "1", "x"},
		{"/asset/0/list/0", "[[asset.list]]", "[[asset.list]]"},
		{"/asset/1", `[[ "asset" ]]`, `[[ "asset" ]]`},
		{"/asset/1/id", "'b'", "id"},
		{"/asset/1/list/1/y", "2", "y"},
		// What does not exist is where the nearest above it is.
		{"/nothing", "", ""},
		{"nothing", "", ""},
		{"/title/below", `"x"`, `"x"`},
		{"/a/b/c/d/e", "1", "1"},
		{"/asset/1/none", `[[ "asset" ]]`, `[[ "asset" ]]`},
		{"/asset/7", "[[asset]]", "[[asset]]"},
		{"/asset/0/sub/y", "[asset.sub]", "[asset.sub]"},
	}
	for _, text := range []string{places, "\xef\xbb\xbf" + places} {
		d := mustParse(t, text)
		for _, tt := range tests {
			if got := string(d.Value(tt.pointer).Text()); got != tt.value {
				t.Errorf("value of %q: %q, want %q", tt.pointer, got, tt.value)
			}
			if got := string(d.Key(tt.pointer).Text()); got != tt.key {
				t.Errorf("key of %q: %q, want %q", tt.pointer, got, tt.key)
			}
		}
	}
}

// The same keys in a later table of the list stand elsewhere.
func TestSpansCountElements(t *testing.T) {
	d := mustParse(t, "[[a]]\nx = 1\n[[a]]\nx = 2\n[[a]]\n[[a.b]]\n[a.b.c]\nx = 3\n")
	for pointer, line := range map[string]int{"": 1, "/a": 1, "/a/0": 1, "/a/0/x": 2, "/a/1": 3, "/a/1/x": 4, "/a/2": 5, "/a/2/b/0": 6, "/a/2/b/0/c": 7, "/a/2/b/0/c/x": 8} {
		if got := d.Value(pointer).Position().Line; got != line {
			t.Errorf("%q stands on line %d, want %d", pointer, got, line)
		}
	}
}

func TestSpansOfARefusedDocument(t *testing.T) {
	d, l := parse("id = 'x'\n[t]\ny = 1\nz = \n")
	if len(l) == 0 || d.Values != nil {
		t.Fatalf("%v", d.Values)
	}
	if got := string(d.Value("/t/y").Text()); got != "1" {
		t.Errorf("what stands before the mistake has the span %q", got)
	}
}

func TestSpansOfAFileThatIsGone(t *testing.T) {
	b := []byte("a = 1")
	src := diag.NewSource("a.toml", b, func() ([]byte, error) { return nil, diag.ErrChanged })
	d, _ := toml.Parse(src, b, 0, len(b))
	if got, want := d.Value("/a"), src.At(0, 0); got != want {
		t.Errorf("the span is %v, want the beginning", got)
	}
}

// Many may ask at once, and all get the same answer.
func TestSpansConcurrently(t *testing.T) {
	d := mustParse(t, places)
	var wg sync.WaitGroup
	got := make([]string, 16)
	for i := range got {
		wg.Go(func() { got[i] = fmt.Sprint(d.Value("/asset/1/id").Start, d.Key("/t/u").Start) })
	}
	wg.Wait()
	for _, g := range got {
		if g != got[0] {
			t.Errorf("%s is not %s", g, got[0])
		}
	}
}
