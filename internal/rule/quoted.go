package rule

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
	"candor/internal/toml"
)

// quoted is the text of a TOML string and where each of its bytes stands in
// the file.
type quoted struct {
	text string
	span diag.Span // of the value, with its quotes
	at   []int     // source offset of each byte of text, and of its end; nil: unclear
}

// quote finds the string at a pointer of a document.
func quote(doc *toml.Doc, pointer, text string) *quoted {
	q := &quoted{text: text, span: doc.Value(pointer)}
	raw := q.span.Text()
	decoded, at := unquote(raw)
	if string(decoded) == text {
		q.at = at
	}
	return q
}

// plain returns the text, of nothing the empty one.
func (q *quoted) plain() string {
	if q == nil {
		return ""
	}
	return q.text
}

// sub returns the place of a part of the text, or of the whole value where it
// is not clear how the text came about.
func (q *quoted) sub(start, end int) diag.Span {
	if q.at == nil || start < 0 || end < start || end > len(q.text) {
		return q.span
	}
	return q.span.Sub(q.at[start], q.at[end])
}

// unquote decodes a TOML string and says where each byte came from. What it
// returns for text that is no TOML string does not matter.
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

// offset turns a line, counted from 1, and a column in characters, counted
// from 0, into an offset of the text.
func (q *quoted) offset(line, column int) int {
	at := 0
	for range line - 1 {
		i := strings.IndexByte(q.text[at:], '\n')
		if i < 0 {
			return len(q.text)
		}
		at += i + 1
	}
	for range column {
		if at >= len(q.text) {
			break
		}
		_, n := utf8.DecodeRuneInString(q.text[at:])
		at += n
	}
	return at
}

// part is a piece of a text that is an expression of its own, such as a hole
// in a message.
type part struct {
	q          *quoted
	start, end int
}

func (q *quoted) whole() part { return part{q, 0, len(q.text)} }

func (p part) text() string { return p.q.text[p.start:p.end] }

func (p part) sub(start, end int) diag.Span {
	return p.q.sub(p.start+start, min(p.start+end, p.end))
}

func (p part) offset(line, column int) int {
	return (&quoted{text: p.text()}).offset(line, column)
}
