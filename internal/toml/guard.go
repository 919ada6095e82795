package toml

import (
	"bytes"
	"unicode/utf8"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// What a document may demand of a parser. People come nowhere near.
const (
	maxSize  = 16 << 20
	maxDepth = 64
	// The parser of values stores the full path of every key, once for each
	// part of it: a long header above many keys would fill the memory.
	maxPaths = 256 << 20
)

// guard reports what no parser should be given, as one diagnostic. It says
// whether a key = value has a dotted key.
func (d *Doc) guard(text []byte) (dotted bool, l diag.List) {
	at := func(start, end int) diag.Span { return d.span(extent{start, end}) }
	if len(text) > maxSize {
		l.Errorf(catalog.TooLarge, at(0, 0), "split it into several files", "more than %d MiB of TOML", maxSize>>20)
		return false, l
	}
	if i := invalidUTF8(text); i >= 0 {
		l.Errorf(catalog.NotUTF8, at(i, i+1), "save the file as UTF-8", "the byte 0x%02x is not UTF-8 text", text[i])
		return false, l
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		l.Errorf(catalog.NULByte, at(i, i+1), "save the file as UTF-8, not UTF-16, and remove the byte", "a NUL byte in the text")
		return false, l
	}
	s := scan(text)
	switch {
	case s.deepest > maxDepth:
		l.Errorf(catalog.NestedTooDeep, at(min(s.i, len(text)), min(s.i+1, len(text))), "give what is inside a table of its own",
			"brackets and dotted keys nest more than %d deep", maxDepth)
	case s.cost > maxPaths:
		l.Errorf(catalog.TooLarge, at(s.key, s.key), "use shorter keys", "the names of tables and keys are too long")
	}
	return s.dotted, l
}

// invalidUTF8 returns where text stops being UTF-8, or -1.
func invalidUTF8(text []byte) int {
	if utf8.Valid(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
