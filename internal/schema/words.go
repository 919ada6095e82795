package schema

import (
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/wording"
)

// quote puts a word of the author into quotation marks.
func quote(s string) string { return wording.Quote(s) }

// near returns the candidates that somebody who wrote word may have meant, the
// nearest first and at most two: with two it is not clear which.
func near(word string, candidates []string) []string {
	rest := slices.DeleteFunc(slices.Clone(candidates), func(c string) bool { return c == word })
	var out []string
	for len(out) < 2 {
		c, ok := diag.Nearest(word, rest)
		if !ok {
			break
		}
		out = append(out, c)
		if strings.EqualFold(c, word) {
			break
		}
		rest = slices.DeleteFunc(rest, func(r string) bool { return r == c })
	}
	return out
}

// didYouMean returns a question about the nearest candidate, else the
// candidates after the words before, else "".
func didYouMean(word string, candidates []string, before string) string {
	if n := near(word, candidates); len(n) > 0 {
		return "did you mean " + quote(n[0]) + "?"
	}
	return before + list(candidates, "or")
}

// list returns quoted words with commas and a conjunction, at most a dozen.
func list(words []string, conjunction string) string {
	return wording.ShortList(wording.Quoted(words), conjunction)
}

// sentence turns a description into the style of a message: no capital at the
// beginning, no full stop at the end.
func sentence(s string) string {
	return wording.Uncapital(strings.TrimSuffix(strings.TrimSpace(s), "."))
}
