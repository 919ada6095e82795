package diag

import (
	"fmt"
	"unicode"

	"candor/internal/catalog"
)

// Unseen says that a character has no width, turns the direction of what follows
// or steers a machine, so that nobody sees it.
func Unseen(r rune) bool { return unseen[r] != "" || IsTag(r) || steers(r) || isNone(r) }

// steers recognises control characters, but for those that part words and lines.
func steers(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }

// isNone recognises the numbers that Unicode gives to no character, ever. HTML
// and XML allow them as little as control characters.
func isNone(r rune) bool { return r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE }

// IsTag recognises the characters that spell a text which is never shown.
func IsTag(r rune) bool { return r >= 0xE0000 && r <= 0xE007F }

// UnseenAt reports a character that nobody sees. It is the same mistake wherever
// it is met.
func UnseenAt(at Span, r rune) Diagnostic {
	name := unseen[r]
	switch {
	case r == 0:
		name = "NUL"
	case steers(r):
		name = "control character"
	case isNone(r):
		name = "no character"
	case name == "":
		name = "tag character"
	}
	return Diagnostic{
		ID: catalog.HiddenCharacters, Span: at,
		Message: fmt.Sprintf("a character that nobody sees: U+%04X (%s)", r, name),
		Hint:    "delete it; it may have come with copied text",
		Fixes:   []Fix{{Message: "delete it", Edits: []Edit{{Span: at}}}},
	}
}

var unseen = map[rune]string{
	0x061C: "Arabic letter mark", 0x180E: "Mongolian vowel separator", 0x200B: "zero-width space",
	0x200C: "zero-width non-joiner", 0x200D: "zero-width joiner",
	0x200E: "left-to-right mark", 0x200F: "right-to-left mark",
	0x202A: "left-to-right embedding", 0x202B: "right-to-left embedding", 0x202C: "end of an embedding",
	0x202D: "left-to-right override", 0x202E: "right-to-left override",
	0x2060: "word joiner", 0x2061: "function application", 0x2062: "invisible times",
	0x2063: "invisible separator", 0x2064: "invisible plus",
	0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate", 0x2068: "first strong isolate",
	0x2069: "end of an isolate", 0xFEFF: "zero-width no-break space",
}
