package toml

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"candor/internal/catalog"
	"candor/internal/diag"
)

var (
	dashes   = strings.NewReplacer("–", "-", "—", "-", "−", "-", "‑", "-", "‐", "-", ",", " ", "\u00a0", " ", " of ", " ")
	dateLike = regexp.MustCompile(`^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$`)
)

// meant explains a value that is no value of TOML's but can be understood: a
// date or a number as people write them elsewhere.
func meant(value string) (words, bool) {
	if hint, instead := Meant(value); hint != "" {
		return words{id: catalog.BadDate, message: shorten(value) + " is not how a date is written here", hint: hint, instead: instead}, true
	}
	digits := digitsOf.FindStringSubmatch(value)
	switch {
	case dateLike.MatchString(dashes.Replace(value)):
		return words{id: catalog.BadDate, message: shorten(value) + " is not how a date is written here",
			hint: "write the year first, then month and day, as in 2022-05-31"}, true
	case digits == nil:
		return words{}, false
	case digits[1]+digits[3] != "" && strings.Trim(digits[1]+digits[3], "$€£¥%") == "":
		return words{message: "a number stands without a sign behind or before it", hint: "write " + digits[2] + "; a currency has a field of its own"}, true
	case strings.HasPrefix(digits[3], " "):
		return words{message: "a number stands alone, without a unit", hint: "write " + digits[2] + "; a currency or a unit has a field of its own"}, true
	}
	return words{}, false
}

var (
	digitsOf = regexp.MustCompile(`^([^\d\s+-]*)(\d[\d_]*(?:\.\d+)?)((?: ?[A-Za-z$€£¥%]+)?)$`)
	grouped  = regexp.MustCompile(`^\d{1,3}(?:[, \x{a0}]\d{3})+(?:\.\d+)?`)
	comma    = regexp.MustCompile(`^(\d+),(\d+)`)
)

// parted explains a number whose digits are parted by commas or spaces.
func parted(value string) (at string, w words, ok bool) {
	if g := grouped.FindString(value); g != "" {
		plain := strings.NewReplacer(",", "", " ", "", "\u00a0", "").Replace(g)
		under := strings.NewReplacer(",", "_", " ", "_", "\u00a0", "_").Replace(g)
		return g, words{message: "a number has neither commas nor spaces between its digits", hint: "write " + plain + " or " + under}, true
	}
	if m := comma.FindStringSubmatch(value); m != nil {
		return m[0], words{message: "decimals are written with a point", hint: "write " + m[1] + "." + m[2]}, true
	}
	return "", words{}, false
}

const (
	openQuotes  = "“”„‟‘’‚«»"
	closeQuotes = `“”‟‘’«»"`
)

// curled explains a text between the quotes of a word processor. The place
// begins with the first of them.
func curled(text []byte, start int) (extent, words, bool) {
	line := string(text[start:lineEnd(text, start)])
	first, n := utf8.DecodeRuneInString(line)
	if !strings.ContainsRune(openQuotes, first) {
		return extent{}, words{}, false
	}
	inner := line[n:]
	i := strings.IndexAny(inner, closeQuotes)
	if i < 0 {
		return extent{start, start + len(line)},
			words{message: "this quote is that of a word processor", hint: `write " in its place, and another behind the text`}, true
	}
	_, m := utf8.DecodeRuneInString(inner[i:])
	end := n + i + m
	inner = inner[:i]
	w := words{message: "these quotes are those of a word processor", hint: fmt.Sprintf("write %q", shorten(inner))}
	if q := fmt.Sprintf("%q", inner); q == `"`+inner+`"` {
		w.instead = q
	}
	return extent{start, start + end}, w, true
}

// curledEnd says that a text is closed by the quote of a word processor, and
// which.
func curledEnd(line string) (string, bool) {
	for _, q := range closeQuotes {
		if i := strings.IndexRune(line, q); i > 0 && q != '"' {
			return string(q), true
		}
	}
	return "", false
}

// odd explains a character that looks like a space, or like nothing.
func odd(text []byte, i int) (extent, words, bool) {
	r, n := utf8.DecodeRune(text[i:])
	at := extent{i, i + n}
	switch {
	case r == 0xa0 || r >= 0x2000 && r <= 0x200a || r == 0x202f || r == 0x205f || r == 0x3000:
		return at, words{message: fmt.Sprintf("this looks like a space and is none: U+%04X", r),
			hint: "replace it with an ordinary space; it may have come with copied text", instead: " "}, true
	case diag.Unseen(r):
		d := diag.UnseenAt(diag.Span{}, r)
		return at, words{id: d.ID, message: d.Message, hint: d.Hint, remove: true}, true
	}
	return at, words{}, false
}

// conflicts are how git begins, parts and ends what it could not merge.
var conflicts = [][]byte{[]byte("<<<<<<< "), []byte("======="), []byte(">>>>>>> ")}

// conflict says that a line is one of those that git leaves in a file.
func conflict(text []byte, i int) (extent, words, bool) {
	start := bytes.LastIndexByte(text[:i], '\n') + 1
	for _, mark := range conflicts {
		if bytes.HasPrefix(text[start:], mark) {
			d := diag.ConflictAt(diag.Span{})
			return extent{start, lineEnd(text, start)}, words{id: d.ID, message: d.Message, hint: d.Hint}, true
		}
	}
	return extent{}, words{}, false
}
