package diag

import (
	"slices"
	"strings"

	"candor/internal/wording"

	"github.com/agext/levenshtein"
)

// OnlyNear returns what Nearest does, and whether no other candidate is as near:
// then a program may write it in the author's place.
func OnlyNear(name string, candidates []string) (near string, only bool) {
	best, ok := Nearest(name, candidates)
	if !ok {
		return "", false
	}
	var others []string
	for _, c := range candidates {
		if c != best {
			others = append(others, c)
		}
	}
	second, tie := Nearest(name, others)
	d := func(c string) int { return levenshtein.Distance(strings.ToLower(name), strings.ToLower(c), nil) }
	return best, !tie || d(second) > d(best)
}

// Nearest returns the one candidate that an author most likely meant by name:
// the same letters in another case, or an edit distance under 3 and under half
// of the word. Ties go to the first.
func Nearest(name string, candidates []string) (string, bool) {
	best, distance := "", 3
	for _, c := range candidates {
		if strings.EqualFold(c, name) {
			return c, true
		}
		d := levenshtein.Distance(strings.ToLower(name), strings.ToLower(c), nil)
		if d < distance && 2*d <= len(c) {
			best, distance = c, d
		}
	}
	return best, best != ""
}

// Near returns the candidates that somebody who wrote word may have meant, the
// nearest first and at most two: with two it is not clear which.
func Near(word string, candidates []string) []string {
	rest := slices.DeleteFunc(slices.Clone(candidates), func(c string) bool { return c == word })
	var out []string
	for len(out) < 2 {
		c, ok := Nearest(word, rest)
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
		return "did you mean " + wording.Quote(n[0]) + "?"
	}
	return before + wording.QuotedList(candidates, "or")
}
