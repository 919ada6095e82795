package diag

import (
	"strings"

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
