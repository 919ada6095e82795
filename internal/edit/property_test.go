package edit

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"candor/internal/diag"
)

// patch applies a unified diff of one file, as a stranger would.
func patch(t *rapid.T, old, diff string) string {
	from := lines([]byte(old))
	var out strings.Builder
	at := 0 // lines of the old text that are behind us
	rows := lines([]byte(diff))[3:]
	for i := 0; i < len(rows); i++ {
		row := rows[i]
		if strings.HasPrefix(row, "@@ ") {
			first, count, _ := strings.Cut(strings.TrimPrefix(strings.Fields(row)[1], "-"), ",")
			n, err := strconv.Atoi(first)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(count, "0") {
				n--
			}
			for ; at < n; at++ {
				out.WriteString(from[at])
			}
			continue
		}
		text := row[1:]
		if i+1 < len(rows) && strings.HasPrefix(rows[i+1], "\\") {
			text = strings.TrimSuffix(text, "\n")
			i++
		}
		if row[0] != '+' {
			if from[at] != text {
				t.Fatalf("line %d is %q, not %q", at, from[at], text)
			}
			at++
		}
		if row[0] != '-' {
			out.WriteString(text)
		}
	}
	out.WriteString(strings.Join(from[at:], ""))
	return out.String()
}

// A diff leads from the old text to the new one.
func TestDiff(t *testing.T) {
	line := rapid.SampledFrom([]string{"a\n", "b\n", "c\r\n", "\n", "d\n", "e\n", "f\n"})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(line, 0, 30).Draw(t, "lines"), "") + rapid.SampledFrom([]string{"", "end"}).Draw(t, "end")
	})
	rapid.Check(t, func(t *rapid.T) {
		old, new := text.Draw(t, "old"), text.Draw(t, "new")
		if rapid.Bool().Draw(t, "near") {
			cut := rapid.IntRange(0, len(old)).Draw(t, "cut")
			new = old[:cut] + "x\n" + old[cut:]
		}
		diff := Changes{{Name: "a", Old: []byte(old), New: []byte(new)}}.Diff()
		if old == new {
			if diff != "" {
				t.Fatalf("a diff of nothing: %s", diff)
			}
			return
		}
		if got := patch(t, old, diff); got != new {
			t.Fatalf("got %q, want %q by\n%s", got, new, diff)
		}
	})
}

// A name that cannot be printed as it is stands in a diff as git writes it.
func TestDiffOfHostileName(t *testing.T) {
	diff := Changes{{Name: "a\x1b[31m\n\"\u202e.md", Old: []byte("a\n"), New: []byte("b\n")}}.Diff()
	name := `a\033[31m\012\"\342\200\256.md"`
	if want := `diff --git "a/` + name + ` "b/` + name + "\n--- \"a/" + name + "\n+++ \"b/" + name + "\n"; !strings.HasPrefix(diff, want) {
		t.Errorf("got %s", diff)
	}
}

// A TOML text is aligned with what it stands for, byte by byte where it has no
// escapes.
func FuzzAlign(f *testing.F) {
	for _, s := range []string{`"a"`, `'a\'`, "\"\"\"\r\na\\\n  b\"\"\"", `"\u00e9\n\x41"`, `'''x'''`, `""""a" """`, `"\e\t"`} {
		f.Add(s)
	}
	src := diag.NewSource("x", nil, nil)
	f.Fuzz(func(t *testing.T, raw string) {
		text, ok := unquote(src, raw)
		if !ok || strings.TrimRight(raw, " \t\r\n") != raw || strings.Contains(raw, "#") {
			return
		}
		places := align(raw, text)
		if places == nil {
			return
		}
		if len(places) != len(text)+1 {
			t.Fatalf("%d places for %d bytes", len(places), len(text))
		}
		for i := range len(text) {
			if places[i] > places[i+1] || places[i] >= len(raw) {
				t.Fatalf("%q of %q: place %d is %d", text, raw, i, places[i])
			}
			if c := raw[places[i]]; c != '\\' && c != text[i] {
				t.Fatalf("%q of %q: %q stands for %q", text, raw, c, text[i])
			}
		}
	})
}
