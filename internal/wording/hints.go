package wording

import (
	"slices"
	"strings"

	"candor/internal/diag"
)

// Near returns the candidates that somebody who wrote word may have meant, the
// nearest first and at most two: with two it is not clear which.
func Near(word string, candidates []string) []string {
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

// DidYouMean returns a question about the nearest candidate, else the
// candidates after the words before, else "".
func DidYouMean(word string, candidates []string, before string) string {
	if n := Near(word, candidates); len(n) > 0 {
		return "did you mean " + Quote(n[0]) + "?"
	}
	return before + QuotedList(candidates, "or")
}

// QuotedList returns quoted words with commas and a conjunction, at most a dozen.
func QuotedList(words []string, conjunction string) string {
	return ShortList(Quoted(words), conjunction)
}
