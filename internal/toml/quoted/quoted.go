// Package quoted knows, for each byte of the text that a TOML string means, where
// it is in the file: a mistake inside an expression or a template is shown at its
// exact place, escapes and line feeds notwithstanding.
package quoted

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
	"candor/internal/toml"
)

// Text is the text of a TOML string and its place in the file. Nil is the text of
// a key that is absent.
type Text struct {
	text string
	span diag.Span // of the value, with its quotes
	at   []int     // source offset of each byte of text, and of its end; nil: unclear
}

// At finds the string at a JSON pointer of a document, whose value is text.
func At(doc *toml.Doc, pointer, text string) *Text {
	q := &Text{text: text, span: doc.Value(pointer)}
	decoded, at := unquote(q.span.Text())
	if string(decoded) == text {
		q.at = at
	}
	return q
}

// String returns the text; that of nil is empty.
func (q *Text) String() string {
	if q == nil {
		return ""
	}
	return q.text
}

// Span returns the place of the whole value, with its quotes.
func (q *Text) Span() diag.Span { return q.span }

// Sub returns the place of the bytes from start to end of the text, or of the
// whole value where escapes make that unclear.
func (q *Text) Sub(start, end int) diag.Span {
	if q.at == nil || start < 0 || end < start || end > len(q.text) {
		return q.span
	}
	return q.span.Sub(q.at[start], q.at[end])
}

// Whole returns the part of the text that is all of it.
func (q *Text) Whole() Part { return Part{q, 0, len(q.text)} }

// Part returns the bytes from start to end of the text.
func (q *Text) Part(start, end int) Part { return Part{q, start, end} }

// Part is a piece of a text that means something of its own, such as an
// expression in a template.
type Part struct {
	of         *Text
	start, end int
}

// String returns the text of the part.
func (p Part) String() string {
	if p.of == nil {
		return ""
	}
	return p.of.text[p.start:p.end]
}

// Source returns the file that the text is in.
func (p Part) Source() *diag.Source { return p.of.span.Source }

// Span returns the place of the part.
func (p Part) Span() diag.Span { return p.of.Sub(p.start, p.end) }

// Sub returns the place of the bytes from start to end of the part.
func (p Part) Sub(start, end int) diag.Span {
	return p.of.Sub(p.start+start, min(p.start+end, p.end))
}

// Offset turns a line, counted from 1, and a column in characters, counted
// from 0, into an offset of the part.
func (p Part) Offset(line, column int) int {
	text, at := p.String(), 0
	for range line - 1 {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return len(text)
		}
		at += i + 1
	}
	for range column {
		if at >= len(text) {
			break
		}
		_, n := utf8.DecodeRuneInString(text[at:])
		at += n
	}
	return at
}

// unquote decodes a TOML string and returns where each byte came from. What it
// returns for text that is not a TOML string does not matter.
func unquote(raw []byte) (decoded []byte, at []int) {
	body, start, basic := strip(raw)
	for i := 0; i < len(body); {
		if body[i] == '\\' && basic {
			text, n := escape(body[i:])
			for range len(text) {
				at = append(at, start+i)
			}
			decoded = append(decoded, text...)
			i += n
			continue
		}
		decoded, at = append(decoded, body[i]), append(at, start+i)
		i++
	}
	return decoded, append(at, start+len(body))
}

// strip takes the quotes away, and the line feed that may follow three.
func strip(raw []byte) (body []byte, start int, basic bool) {
	for _, mark := range []string{`"""`, `'''`, `"`, `'`} {
		if len(raw) < 2*len(mark) || !bytes.HasPrefix(raw, []byte(mark)) || !bytes.HasSuffix(raw, []byte(mark)) {
			continue
		}
		start = len(mark)
		body = raw[start : len(raw)-len(mark)]
		if len(mark) == 3 {
			trimmed := bytes.TrimPrefix(bytes.TrimPrefix(body, []byte("\r")), []byte("\n"))
			if len(trimmed) < len(body) && bytes.HasSuffix(body[:len(body)-len(trimmed)], []byte("\n")) {
				start, body = start+len(body)-len(trimmed), trimmed
			}
		}
		return body, start, mark[0] == '"'
	}
	return nil, 0, false
}

const plainEscapes = "b\bt\tn\nf\fr\r\"\"\\\\e\x1b"

// escape decodes one escape at the beginning of b and returns how long it is.
func escape(b []byte) (text []byte, n int) {
	if len(b) < 2 {
		return b, len(b)
	}
	if digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[b[1]]; digits > 0 {
		if len(b) < 2+digits {
			return b, len(b)
		}
		v, err := strconv.ParseUint(string(b[2:2+digits]), 16, 32)
		if err != nil {
			return nil, 2 + digits
		}
		return utf8.AppendRune(nil, rune(v)), 2 + digits
	}
	for i := 0; i < len(plainEscapes); i += 2 {
		if plainEscapes[i] == b[1] {
			return []byte{plainEscapes[i+1]}, 2
		}
	}
	// A backslash at the end of a line swallows the white space after it.
	rest := bytes.TrimLeft(b[1:], " \t\r\n")
	return nil, len(b) - len(rest)
}
