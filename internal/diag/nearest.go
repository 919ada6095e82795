package diag

import (
	"strings"

	"github.com/agext/levenshtein"
)

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
