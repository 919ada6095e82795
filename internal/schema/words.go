package schema

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/internal/diag"
)

// quote puts a word of the author into quotation marks.
func quote(s string) string { return `"` + s + `"` }

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

// list joins quoted words with commas and a conjunction, at most a dozen.
func list(words []string, conjunction string) string {
	if len(words) > 12 {
		return quoted(words[:12], ", ") + ", …"
	}
	if len(words) < 2 {
		return quoted(words, "")
	}
	last := len(words) - 1
	return quoted(words[:last], ", ") + " " + conjunction + " " + quote(words[last])
}

// quoted joins words in quotation marks.
func quoted(words []string, sep string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = quote(w)
	}
	return strings.Join(out, sep)
}

// sentence turns a description into the style of a message: no capital at the
// beginning, no full stop at the end.
func sentence(s string) string {
	s = strings.TrimSuffix(strings.TrimSpace(s), ".")
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(first) && !unicode.IsUpper(second) {
		return string(unicode.ToLower(first)) + s[n:]
	}
	return s
}

// titled turns a name such as "embargo_until" into "Embargo until".
func titled(name string) string {
	s := strings.ReplaceAll(name, "_", " ")
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}
