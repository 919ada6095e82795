package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Capital returns a text that begins with a capital letter.
func Capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if first == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// Uncapital returns a text that begins with a small letter, unless its first
// word is an acronym: "a report" for "A report", but "URL of the page".
func Uncapital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if first == utf8.RuneError || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}

// OneLine returns a text with a single space for each run of white space.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Quote returns a text between quotation marks as source files have them.
func Quote(s string) string { return `"` + s + `"` }

// Excerpt returns the first n characters of a text that is longer, up to the end
// of a word and followed by an ellipsis. A text of one word, or in a script
// without spaces, is cut where it is.
func Excerpt(s string, n int) string {
	characters := 0
	for at := range s {
		if characters < n {
			characters++
			continue
		}
		head := s[:at]
		if space := strings.LastIndexByte(head, ' '); space > 0 {
			head = head[:space]
		}
		return strings.TrimRight(head, " ,.;:") + "…"
	}
	return s
}

// WithArticle returns a word with "a" or "an" before it.
func WithArticle(word string) string {
	if word != "" && strings.IndexByte("aeiou", word[0]) >= 0 {
		return "an " + word
	}
	return "a " + word
}
