package check

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
)

var hiddenCharacters = &Check{
	ID: catalog.HiddenCharacters,
	Run: func(pass *Pass) {
		p := unseen{pass}
		for _, f := range p.Files {
			p.characters(f)
		}
		schema.WalkTexts(p.Type.Fields, p.Record.Values, func(at *schema.Path, _ *schema.Field, s string) {
			if strings.ContainsFunc(s, diag.Unseen) {
				p.escapes(p.Record.At(at.Pointer()))
			}
		})
		if p.Text != nil && strings.ContainsFunc(p.Text.Text, diag.Unseen) {
			p.entities()
		}
	},
}

// unseen looks for characters that nobody sees.
type unseen struct{ *Pass }

// characters reports those of a file that nobody sees. Several in a row
// are one mistake.
func (p unseen) characters(f File) {
	for i := 0; i < len(f.Bytes); {
		if c := f.Bytes[i]; c >= ' ' && c < 0x7F || c == '\n' {
			i++
			continue
		}
		r, n := utf8.DecodeRune(f.Bytes[i:])
		if !diag.Unseen(r) || r == 0 || i == 0 || innocent(f.Bytes, i, r) { // NUL is told of by another check
			i += n
			continue
		}
		end := i + n
		for next, m := utf8.DecodeRune(f.Bytes[end:]); diag.Unseen(next); next, m = utf8.DecodeRune(f.Bytes[end:]) {
			end += m
		}
		p.Report(diag.UnseenAt(f.Source.At(i, end), r))
		i = end
	}
}

var tomlEscape = regexp.MustCompile(`\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)`)

// escapes reports the characters that nobody sees which a text in double quotes
// writes by their number or their letter.
func (p unseen) escapes(text diag.Span) {
	written := text.Text()
	if len(written) == 0 || written[0] != '"' {
		return
	}
	for _, m := range tomlEscape.FindAllSubmatchIndex(written, -1) {
		c, _, _, err := strconv.UnquoteChar(string(written[m[0]:m[1]]), '"')
		if err == nil && diag.Unseen(c) {
			p.Report(diag.UnseenAt(text.Sub(m[0], m[1]), c))
		}
	}
}

var entity = regexp.MustCompile(`&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z]+);`)

// entities reports the characters that nobody sees which Markdown writes by
// their number or name. Joiners and marks of direction are written so on
// purpose.
func (p unseen) entities() {
	body := without(p.body(), p.code())
	for _, m := range entity.FindAllIndex(body, -1) {
		r, _ := utf8.DecodeRuneInString(html.UnescapeString(string(body[m[0]:m[1]])))
		if diag.Unseen(r) && (r < nonJoiner || r > rightToLeft) {
			p.Report(diag.UnseenAt(p.bodySpan(m[0], m[1]), r))
		}
	}
}

const (
	nonJoiner   = 0x200C
	joiner      = 0x200D
	rightToLeft = 0x200F
	blackFlag   = 0x1F3F4
)

// innocent says that the character at an offset is part of how something is
// written: of an emoji, or of a word in a script that joins its letters.
func innocent(b []byte, at int, r rune) bool {
	before, _ := utf8.DecodeLastRune(b[:at])
	after, _ := utf8.DecodeRune(b[at+utf8.RuneLen(r):])
	switch {
	case diag.IsTag(r):
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
		if !diag.IsTag(r) {
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
