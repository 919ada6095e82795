package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"candor/internal/content"
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

func TestWithoutCode(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"a `b` c", "a     c"},
		{"a ``b ` c`` d", "a           d"},
		{"a `b\n\nc` d", "a `b\n\nc` d"},
		{"a `b\nc` d", "a   \n   d"},
		{"a\n```\nb\n```\nc", "a\n   \n \n   \nc"},
		{"a\n> ~~~ go\n> b\n> ~~~\nc", "a\n        \n   \n     \nc"},
		{"a\n````\nb\n```\nc\n````\nd", "a\n    \n \n   \n \n    \nd"},
		{"a\n```\nb", "a\n   \n "},
		{"``` a ` b", "``` a ` b"},
		{"", ""},
	} {
		if got := string(withoutCode([]byte(test.text))); got != test.want {
			t.Errorf("%q becomes %q, not %q", test.text, got, test.want)
		}
	}
}

func TestLinkStart(t *testing.T) {
	for _, test := range []struct {
		text string
		want int
	}{
		{"see [it](@)", 4}, {"see [a [b] c](@)", 4}, {"see [it](<@>)", 4}, {"see ![it](@)", 5}, {"see @", 4}, {"a](@)", 3},
	} {
		if got := linkStart([]byte(test.text), strings.IndexByte(test.text, '@')); got != test.want {
			t.Errorf("%q: %d, not %d", test.text, got, test.want)
		}
	}
}
