package markup

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

const replacement = "\uFFFD"

// escapes holds what stands for a byte in HTML, in text and between double
// quotes. Control characters are not allowed there, and 0x01 marks a slot.
var escapes = func() (t [256]string) {
	for c := range byte(' ') {
		t[c] = replacement
	}
	t['\t'], t['\n'], t['\r'], t['\f'] = "", "", "\n", " "
	t['&'], t['<'], t['>'], t['"'] = "&amp;", "&lt;", "&gt;", "&quot;"
	t[0x7f] = replacement
	return t
}()

// appendEscaped appends s as HTML text. Line ends become single line feeds.
func appendEscaped[T []byte | string](dst []byte, s T) []byte {
	from := 0
	for i := range len(s) {
		e := escapes[s[i]]
		if e == "" {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		if s[i] != '\r' || i+1 < len(s) && s[i+1] != '\n' {
			dst = append(dst, e...)
		}
	}
	return append(dst, s[from:]...)
}

// appendUnescaped appends Markdown text with its backslash escapes and
// entities resolved.
func appendUnescaped(dst, s []byte) []byte {
	for {
		i := bytes.IndexAny(s, `\&`)
		if i < 0 {
			return append(dst, s...)
		}
		dst = append(dst, s[:i]...)
		s = s[i:]
		size := 1
		switch {
		case s[0] == '&':
			dst, size = appendEntity(dst, s)
		case len(s) > 1 && util.IsPunct(s[1]):
			dst, size = append(dst, s[1]), 2
		default:
			dst = append(dst, s[0])
		}
		s = s[size:]
	}
}

// longestEntity is the length of &CounterClockwiseContourIntegral;
const longestEntity = 33

// appendEntity appends the characters of the entity that s begins with, or
// its ampersand where it is none, and returns the bytes that it took.
func appendEntity(dst, s []byte) ([]byte, int) {
	end := bytes.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 2 {
		return append(dst, '&'), 1
	}
	name := string(s[1:end])
	if name[0] == '#' {
		if r, ok := numericEntity(name[1:]); ok {
			return utf8.AppendRune(dst, r), end + 1
		}
	} else if e, ok := util.LookUpHTML5EntityByName(name); ok {
		return append(dst, e.Characters...), end + 1
	}
	return append(dst, '&'), 1
}

// numericEntity reads at most seven decimal or six hexadecimal digits.
func numericEntity(digits string) (rune, bool) {
	base, most := 10, 7
	if digits != "" && digits[0]|0x20 == 'x' {
		base, most, digits = 16, 6, digits[1:]
	}
	if digits == "" || len(digits) > most || digits[0] == '+' || digits[0] == '-' {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, base, 32)
	return util.ToValidRune(rune(n)), err == nil
}
