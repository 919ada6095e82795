// Package printable makes texts and names of a site harmless where a program
// prints them: no character steers the terminal or turns the direction of what
// follows, nothing ends a line before its time, and nothing is taken for a
// command by the runner of a workflow.
package printable

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
)

// steers reports whether a character controls the terminal or the direction of
// the characters after it, or ends a line.
func steers(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0: // C0, DEL and C1
		return true
	case r == 0x61c, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069: // direction
		return true
	}
	return r == 0x2028 || r == 0x2029 // line and paragraph separator
}

// command is how a workflow command of the older form begins. The runner looks
// for it anywhere in a line; the newer form stands at the beginning of one.
const command = "##["

// Line returns a text that fills one line: a tab or line feed becomes a space,
// and everything else that steers becomes U+FFFD. No character becomes several,
// so columns stay right.
func Line(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n':
			return ' '
		case steers(r):
			return utf8.RuneError
		}
		return r
	}, s)
	return strings.ReplaceAll(s, command, "#\uFFFD[")
}

// Lines returns a text of several lines, each of them as Line returns it.
func Lines(s string) string {
	parts := strings.Split(s, "\n")
	for i, p := range parts {
		parts[i] = Line(p)
	}
	return strings.Join(parts, "\n")
}

// Name returns the name of a file on one line. What steers, what nobody sees and
// bytes that are not UTF-8 become escapes such as \n, \x1b and \u202e. Other
// names stay as they are.
func Name(s string) string {
	s = strings.ReplaceAll(s, command, `#\x23[`)
	if strings.IndexFunc(s, odd) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch whole := s[i : i+size]; {
		case !odd(r), r == utf8.RuneError && size > 1:
			b.WriteString(whole)
		case size == 1:
			b.WriteString(escaped(s[i]))
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += size
	}
	return b.String()
}

func odd(r rune) bool { return r == utf8.RuneError || steers(r) || diag.Unseen(r) }

func escaped(c byte) string {
	switch c {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	return fmt.Sprintf(`\x%02x`, c)
}

// JSON returns a JSON text with the same meaning in which what steers is written
// as an escape. Between its line ends it must be as encoding/json writes it.
func JSON(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte(command), []byte(`#\u0023[`))
	inside := func(r rune) bool { return r != '\n' && steers(r) }
	if bytes.IndexFunc(b, inside) < 0 {
		return b
	}
	out := make([]byte, 0, len(b)+64)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if inside(r) {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, b[i:i+size]...)
		}
		i += size
	}
	return out
}
