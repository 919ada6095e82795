package explain

import (
	"unicode"
	"unicode/utf8"
)

// TokenLength returns the length of the word or sign at the beginning of s.
func TokenLength(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' {
			break
		}
		n += utf8.RuneLen(r)
	}
	if n == 0 && s != "" {
		_, n = utf8.DecodeRuneInString(s)
	}
	return n
}

// Extent returns the token at an offset; where that is the dot of a field, with
// the names before and behind it.
func Extent(s string, at int) (start, end int) {
	at = min(at, len(s))
	start, end = at, at+TokenLength(s[at:])
	if end == at || s[at] != '.' {
		return start, end
	}
	for start > 0 && (s[start-1] == '.' || s[start-1] == '_' || isWord(s[start-1])) {
		start--
	}
	return start, end + TokenLength(s[end:])
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// callLength returns the length of the parentheses that s begins with.
func callLength(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		case '\'', '"':
			i += StringLength(s[i:]) - 1
		}
	}
	return len(s)
}

// StringLength returns the length of the CEL string literal that s begins
// with, or that of the first token.
func StringLength(s string) int {
	if s == "" || s[0] != '\'' && s[0] != '"' {
		return TokenLength(s)
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i + 1
		}
	}
	return len(s)
}
