package printable

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestName(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"content/boat/größe-日本.md", "content/boat/größe-日本.md"},
		{"a\x1b[31m.md", `a\x1b[31m.md`},
		{"b\x1b]0;owned\x07.md", `b\x1b]0;owned\x07.md`},
		{"x\n::error file=a::pwn.md", `x\n::error file=a::pwn.md`},
		{"x##[error]pwn.md", `x#\x23[error]pwn.md`},
		{"c\u009b31m", `c\u009b31m`},
		{"\u202etxt.md", `\u202etxt.md`},
		{"\u200fa\u2066b\U000e0041", `\u200fa\u2066b\U000e0041`},
		{"Malm\xf6.png", `Malm\xf6.png`},
		{"a\ufffdb", "a\ufffdb"},
		{"a\r\tb\u2028", `a\r\tb\u2028`},
	} {
		if got := Name(c.name); got != c.want {
			t.Errorf("Name(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	if got, want := Lines("a\tb\x1b[0m\n\u202ec ##[error]d\u0085"), "a b\uFFFD[0m\n\uFFFDc #\uFFFD[error]d\uFFFD"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is printed never holds a character that steers, and JSON keeps its
// meaning.
func FuzzPrintable(f *testing.F) {
	f.Add("a\x1b]0;x\x07\u202e\u009b##[error]\xff\n\U000e0041")
	f.Fuzz(func(t *testing.T, s string) {
		inJSON, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		inJSON = JSON(inJSON)
		for _, out := range []string{Name(s), Line(s), string(inJSON)} {
			if strings.ContainsFunc(out, steers) || strings.Contains(out, command) {
				t.Errorf("%q is printed as %q", s, out)
			}
		}
		if utf8.RuneCountInString(Line(s)) != utf8.RuneCountInString(s) {
			t.Errorf("%q has other columns than %q", Line(s), s)
		}
		var back string
		if err := json.Unmarshal(inJSON, &back); err != nil || back != strings.ToValidUTF8(s, "\uFFFD") && utf8.ValidString(s) {
			t.Errorf("%q comes back as %q: %v", s, back, err)
		}
	})
}
