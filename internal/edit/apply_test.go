package edit

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
)

// found makes a diagnostic whose fix replaces the nth occurrence of a word.
func found(src *diag.Source, id, word, text string) diag.Diagnostic {
	b, _ := src.Bytes()
	i := strings.Index(string(b), word)
	at := src.At(i, i+len(word))
	return diag.Diagnostic{ID: id, Span: at, Fixes: []diag.Fix{{Message: "write " + text, Edits: []diag.Edit{{Span: at, Text: text}}}}}
}

// TestApply holds which fixes are made, and that nothing else changes.
func TestApply(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		fixes            [][2]string // words and what they become
	}{
		{"several", "titel = 1 # x\nlabl = 2\n", "title = 1 # x\nlabel = 2\n", [][2]string{{"titel", "title"}, {"labl", "label"}}},
		{"the first of two that overlap", "abcdef\n", "Xef\n", [][2]string{{"abcd", "X"}, {"cdef", "Y"}}},
		{"the same twice", "ab\n", "X\n", [][2]string{{"ab", "X"}, {"ab", "X"}}},
		{"side by side", "abcd\n", "XY\n", [][2]string{{"ab", "X"}, {"cd", "Y"}}},
		{"marks", "\xef\xbb\xbfa = b\r\nc\r\n", "\xef\xbb\xbfa = \"b\"\r\nd\r\nd\r\n", [][2]string{{"b", `"b"`}, {"c", "d\nd"}}},
		{"quoted date", "d = 2022-05\n", "d = \"2022-05\"\n", [][2]string{{"2022-05", `"2022-05"`}}},
		{"zeros", "d = 2022-5-3\n", "d = 2022-05-03\n", [][2]string{{"2022-5-3", "2022-05-03"}}},
		{"another number", "of = \"is-2022-15\"\n", "of = \"is-2022-15\"\n", [][2]string{{`"is-2022-15"`, `"is-2022-05"`}}},
		{"capitals", "0xABCDEF\n", "0xabcDEF\n", [][2]string{{"0xABCDEF", "0xabcDEF"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := fstest.MapFS{"a.toml": {Data: []byte(c.text)}}
			src := diag.NewSource("a.toml", []byte(c.text), nil)
			var l diag.List
			for _, f := range c.fixes {
				l = append(l, found(src, "x", f[0], f[1]))
			}
			changes, done, err := Apply(files, l)
			if err != nil {
				t.Fatal(err)
			}
			got, err := fs.ReadFile(changes.Over(files), "a.toml")
			if err != nil || string(got) != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
			for _, d := range done {
				if d.File != "a.toml" || d.Line < 1 || !strings.HasPrefix(d.String(), "a.toml:") {
					t.Errorf("told as %s", d)
				}
			}
			if (c.text == c.want) != (len(done) == 0) || (len(changes) == 0) != (len(done) == 0) {
				t.Errorf("done %v, changes %v", done, changes)
			}
		})
	}
}

// What may be wrong elsewhere, what has a choice, and what is not the site's
// own is left alone; a file that changed meanwhile is an error.
func TestApplyLeaves(t *testing.T) {
	text := []byte("abc\n")
	files := fstest.MapFS{"a.toml": {Data: text}}
	src := diag.NewSource("a.toml", text, nil)
	choice := found(src, "x", "abc", "d")
	choice.Fixes = append(choice.Fixes, choice.Fixes[0])
	half := found(src, "x", "abc", "d")
	half.Fixes[0].Edits = append(half.Fixes[0].Edits, diag.Edit{Span: diag.NewSource("theme.html", text, nil).At(0, 1), Text: "y"})
	for name, d := range map[string]diag.Diagnostic{
		"doubtful": found(src, "address-checksum", "abc", "ABC"), "choice": choice, "half of it elsewhere": half,
		"theme": found(diag.NewSource("layouts/page.html", text, nil), "x", "abc", "d"), "none": {ID: "x", Span: src.At(0, 1)},
	} {
		if changes, done, err := Apply(files, diag.List{d}); err != nil || len(changes)+len(done) > 0 {
			t.Errorf("%s: %v %v %v", name, changes, done, err)
		}
	}
	stale := diag.NewSource("a.toml", []byte("abd\n"), nil)
	if _, _, err := Apply(files, diag.List{found(stale, "x", "abd", "d")}); err != diag.ErrChanged {
		t.Errorf("a file that changed: %v", err)
	}
}

// Rounds add up to one change of each file.
func TestThen(t *testing.T) {
	one := Changes{{Name: "a", Old: []byte("1"), New: []byte("2")}}
	two := Changes{{Name: "a", Old: []byte("2"), New: []byte("3")}, {Name: "0", Old: []byte("x"), New: []byte("y")}}
	got := one.Then(two)
	if len(got) != 2 || got[0].Name != "0" || string(got[1].Old) != "1" || string(got[1].New) != "3" {
		t.Errorf("got %v", got)
	}
}

// An overlay is a file system like any other.
func TestOverlay(t *testing.T) {
	base := fstest.MapFS{"a/b/x.txt": {Data: []byte("x")}, "a/y.txt": {Data: []byte("y")}, "z.txt": {Data: []byte("z")}}
	c := Changes{
		{Name: "n/m/x.txt", From: "a/b/x.txt", Old: []byte("x"), New: []byte("xx")},
		{Name: "z.txt", Old: []byte("z"), New: []byte("zz")},
	}
	over := c.Over(base)
	if err := fstest.TestFS(over, "a/y.txt", "n/m/x.txt", "z.txt"); err != nil {
		t.Error(err)
	}
	if exists(over, "a/b/x.txt") {
		t.Error("what has moved is still there")
	}
}
