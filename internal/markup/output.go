package markup

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

// output is what is written of a text: its HTML and, without any form, its words.
type output struct {
	html    []byte
	text    plain
	heading []byte // the words of the heading being written
	inside  bool   // a heading is being written
}

func (o *output) reset() {
	*o = output{html: o.html[:0], text: plain{b: o.text.b[:0]}, heading: o.heading[:0]}
}

func (o *output) str(s string)    { o.html = append(o.html, s...) }
func (o *output) number(n int)    { o.html = strconv.AppendInt(o.html, int64(n), 10) }
func (o *output) escape(s string) { o.html = appendEscaped(o.html, s) }

// say writes words: b is Markdown's, with its escapes resolved.
func (o *output) say(b []byte) {
	o.html = appendEscaped(o.html, b)
	o.text.add(b)
	if o.inside {
		o.heading = append(o.heading, b...)
	}
}

// slot writes a slot.
func (o *output) slot(kind byte, n int) {
	o.html = append(o.html, marker, kind)
	o.number(n)
	o.html = append(o.html, marker)
}

// plain collects text with white space folded.
type plain struct {
	b     []byte
	space bool
}

// gap separates what is added next from what there is.
func (p *plain) gap() { p.space = len(p.b) > 0 }

// next returns where the next text will begin.
func (p *plain) next() int {
	if p.space {
		return len(p.b) + 1
	}
	return len(p.b)
}

// add appends s with its white space folded and its control characters
// replaced.
func (p *plain) add(s []byte) {
	for len(s) > 0 {
		if n := asciiWord(s); n > 0 {
			p.put(s[:n])
			s = s[n:]
			continue
		}
		r, size := utf8.DecodeRune(s)
		switch {
		case unicode.IsSpace(r):
			p.gap()
		case r < ' ' || r == 0x7f:
			p.put([]byte(replacement))
		default:
			p.put(s[:size])
		}
		s = s[size:]
	}
}

// asciiWord returns how many printable ASCII characters s begins with.
func asciiWord(s []byte) int {
	for i, c := range s {
		if c <= ' ' || c >= 0x7f {
			return i
		}
	}
	return len(s)
}

// put appends s as it is, behind the gap that is due.
func (p *plain) put(s []byte) {
	if p.space {
		p.b, p.space = append(p.b, ' '), false
	}
	p.b = append(p.b, s...)
}
