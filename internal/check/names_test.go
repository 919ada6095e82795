package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
)

// TestPhrases compares the one pass over a text with looking for each phrase
// at every place.
func TestPhrases(t *testing.T) {
	part := rapid.SampledFrom([]string{"IS", "is", "2022", "05", "Boat", "of", "the", "é", "x1"})
	glue := rapid.SampledFrom([]string{"-", " ", "_", ".", "\n", "  ", ",", "'", "/"})
	joined := func(t *rapid.T, name string, most int, glue *rapid.Generator[string]) string {
		var b strings.Builder
		for i := range rapid.IntRange(1, most).Draw(t, name) {
			if i > 0 {
				b.WriteString(glue.Draw(t, "glue"))
			}
			b.WriteString(part.Draw(t, "part"))
		}
		return b.String()
	}
	rapid.Check(t, func(t *rapid.T) {
		var ps phrases
		var all []string
		for i := range rapid.IntRange(0, 5).Draw(t, "phrases") {
			p := joined(t, "phrase", 4, rapid.SampledFrom([]string{"-", " ", "/"}))
			ps.add(p, content.Key{ID: fmt.Sprint(i)})
			all = append(all, p)
		}
		text := joined(t, "text", 20, glue)
		var got, want []string
		ps.find([]byte(text), func(start, end int, p phrase) {
			got = append(got, fmt.Sprint(start, end, p.text))
		})
		for _, p := range all {
			want = append(want, slowly(text, p)...)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("in %q, %q finds\n%q, not\n%q", text, all, got, want)
		}
	})
}

// slowly finds a phrase at every place of a text.
func slowly(text, p string) []string {
	var out []string
	for start := range len(text) {
		end := start
		for i := 0; i < len(p); {
			switch {
			case p[i] == ' ' && end < len(text) && space(text[end]):
				for end < len(text) && space(text[end]) {
					end++
				}
			case end < len(text) && lower(text[end]) == lower(p[i]):
				end++
			default:
				end = -1
			}
			if end < 0 {
				break
			}
			i++
		}
		if end > 0 && !adjoins([]byte(text), start-1, -1) && !adjoins([]byte(text), end, 1) {
			out = append(out, fmt.Sprint(start, end, p))
		}
	}
	return out
}

// TestProse: neither code nor what is linked already is prose, and what is left is
// where it was.
func TestProse(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"a `b` c", "a     c"},
		{"a `b\n\nc` d", "a `b\n\nc` d"},
		{"a\n```\nb\n```\nc", "a\n   \n \n   \nc"},
		{"a\n> ~~~ go\n> b\n> ~~~\nc", "a\n>       \n   \n     \nc"},
		{"a\n\n    b\n\nc", "a\n\n     \n\nc"},
		{"``` a ` b", "``` a ` b"},
		{"see [a [b] c](d.md) e", "see                 e"},
		{"see ![a](d.png) e", "see             e"},
		{"see [a][b] c\n\n[b]: d.md", "see        c\n\n[b]:     "},
		{"a](b.md)", "a](b.md)"},
	} {
		const before = "+++\n+++\n"
		b := []byte(before + test.text)
		src := diag.NewSource("a.md", b, nil)
		text, err := markup.Render(src, b, len(before), len(b))
		if err != nil {
			t.Fatal(err)
		}
		rec := &content.Record{Body: src.At(len(before), len(b))}
		p := Pass{Subject: Subject{Record: rec, Text: text, Files: []File{{src, b}}}, shared: &shared{}}
		if got := string(p.prose()); got != test.want {
			t.Errorf("%q becomes\n%q, not\n%q", test.text, got, test.want)
		}
	}
}
