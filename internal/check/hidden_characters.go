package check

import (
	"fmt"
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"

	"candor/internal/diag"
)

var hiddenCharacters = &Check{
	ID: "hidden-characters",
	Run: func(p *Pass) {
		for _, f := range p.Files {
			p.unseen(f)
		}
	},
}

// unseen reports the characters of a file that nobody sees. Several in a row
// are one mistake.
func (p *Pass) unseen(f File) {
	for i := 0; i < len(f.Bytes); {
		if r, n := p.escaped(f, i); n > 0 {
			p.unseenAt(f.Source.At(i, i+n), r)
			i += n
			continue
		}
		if f.Bytes[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(f.Bytes[i:])
		if names[r] == "" && !isTag(r) || i == 0 || innocent(f.Bytes, i, r) {
			i += n
			continue
		}
		end := i + n
		for next, m := utf8.DecodeRune(f.Bytes[end:]); names[next] != "" || isTag(next); next, m = utf8.DecodeRune(f.Bytes[end:]) {
			end += m
		}
		p.unseenAt(f.Source.At(i, end), r)
		i = end
	}
}

var tomlEscape = regexp.MustCompile(`^\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))`)

// escaped returns the character that nobody sees which TOML writes by its
// number at an offset, and how long that is; 0 where there is none.
func (p *Pass) escaped(f File, at int) (rune, int) {
	body := p.Record.Body
	if f.Bytes[at] != '\\' || body.Source == f.Source && at >= body.Start {
		return 0, 0
	}
	m := tomlEscape.FindSubmatch(f.Bytes[at:])
	if m == nil {
		return 0, 0
	}
	n, err := strconv.ParseUint(string(m[1])+string(m[2]), 16, 32)
	r := rune(n)
	if err != nil || r != 0 && names[r] == "" && !isTag(r) {
		return 0, 0
	}
	return r, len(m[0])
}

func (p *Pass) unseenAt(at diag.Span, r rune) {
	name := names[r]
	switch {
	case r == 0:
		name = "NUL"
	case name == "":
		name = "tag character"
	}
	p.Report(diag.Diagnostic{
		Span:    at,
		Message: fmt.Sprintf("a character that nobody sees: U+%04X (%s)", r, name),
		Hint:    "delete it; it may have come with copied text",
		Fixes:   []diag.Fix{{Message: "delete it", Edits: []diag.Edit{{Span: at}}}},
	})
}

// names holds what has no width or turns the direction of what follows.
var names = map[rune]string{
	0x061C: "Arabic letter mark", 0x180E: "Mongolian vowel separator", 0x200B: "zero-width space",
	nonJoiner: "zero-width non-joiner", joiner: "zero-width joiner",
	0x200E: "left-to-right mark", 0x200F: "right-to-left mark",
	0x202A: "left-to-right embedding", 0x202B: "right-to-left embedding", 0x202C: "end of an embedding",
	0x202D: "left-to-right override", 0x202E: "right-to-left override",
	0x2060: "word joiner", 0x2061: "function application", 0x2062: "invisible times",
	0x2063: "invisible separator", 0x2064: "invisible plus",
	0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate", 0x2068: "first strong isolate",
	0x2069: "end of an isolate", 0xFEFF: "zero-width no-break space",
}

const (
	nonJoiner = 0x200C
	joiner    = 0x200D
	blackFlag = 0x1F3F4
)

// isTag recognises the characters that spell a text which is never shown.
func isTag(r rune) bool { return r >= 0xE0000 && r <= 0xE007F }

// innocent says that the character at an offset is part of how something is
// written: of an emoji, or of a word in a script that joins its letters.
func innocent(b []byte, at int, r rune) bool {
	before, _ := utf8.DecodeLastRune(b[:at])
	after, _ := utf8.DecodeRune(b[at+utf8.RuneLen(r):])
	switch {
	case isTag(r):
		return before == blackFlag || inFlag(b[:at])
	case r == joiner && emoji(before) && emoji(after):
		return true
	case r == joiner || r == nonJoiner:
		return unicode.In(before, joining...) && unicode.In(after, joining...)
	}
	return false
}

// inFlag says that b ends in a flag that is spelt with tag characters.
func inFlag(b []byte) bool {
	for range 8 {
		r, n := utf8.DecodeLastRune(b)
		if r == blackFlag {
			return true
		}
		if !isTag(r) {
			return false
		}
		b = b[:len(b)-n]
	}
	return false
}

// emoji says that r can stand beside a joiner in an emoji: a symbol, a skin
// tone or the selector of a coloured form.
func emoji(r rune) bool {
	return r == 0xFE0F || r >= 0x1F3FB && r <= 0x1F3FF || unicode.Is(unicode.So, r)
}

// joining holds scripts whose words are written with joiners.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi,
	unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam,
	unicode.Sinhala, unicode.Khmer, unicode.Tibetan,
}
