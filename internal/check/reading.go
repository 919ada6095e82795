package check

import (
	"bytes"
	"html"
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"candor/internal/diag"
)

// reading is a Markdown text as readers see it: entities decoded, emphasis, code
// and links joined with what surrounds them, and letters, spaces and dashes that
// look alike made the same. Where links lead, and their titles, come last.
type reading struct {
	text  []byte
	parts []part // in order of text
}

// part says where a piece of a reading was written: from start to end of the
// source. The piece begins at an offset of the reading.
type part struct{ at, start, end int32 }

// source returns the range of the source that a range of the reading comes from.
func (r *reading) source(start, end int) (from, to int) {
	first, last := r.part(start), r.part(end-1)
	p, q := r.parts[first], r.parts[last]
	from = min(int(p.start)+start-int(p.at), int(p.end)-1)
	if end == r.partEnd(last) {
		return from, int(q.end)
	}
	return from, min(int(q.start)+end-int(q.at), int(q.end))
}

// part returns the index of the part that holds an offset.
func (r *reading) part(at int) int {
	return sort.Search(len(r.parts), func(i int) bool { return int(r.parts[i].at) > at }) - 1
}

// partEnd returns the offset at which a part ends.
func (r *reading) partEnd(i int) int {
	if i+1 < len(r.parts) {
		return int(r.parts[i+1].at)
	}
	return len(r.text)
}

// reader makes a reading, in one pass.
type reader struct {
	reading
	src    []byte
	dash   byte // what a long dash is read as: a hyphen, or the space of a new clause
	asides [][2]int
}

// isMarkup holds the bytes that readers do not see as they are written.
var isMarkup = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= utf8.RuneSelf || bytes.IndexByte([]byte("\\&*_`~![]\n"), byte(c)) >= 0
	}
	return t
}()

// readings returns a text as readers see it: not at all where that is how it is
// written, and twice where a dash in it may be a hyphen or not.
func readings(src []byte) []reading {
	if !slices.ContainsFunc(src, func(c byte) bool { return isMarkup[c] }) {
		return nil
	}
	out := []reading{read(src, '-')}
	if bytes.ContainsAny(src, "–—―") || bytes.Contains(src, []byte("dash;")) || bytes.Contains(src, []byte("&#")) {
		out = append(out, read(src, ' '))
	}
	return out
}

func read(src []byte, dash byte) reading {
	r := reader{src: src, dash: dash}
	r.text = make([]byte, 0, len(src))
	r.stretch(0, len(src))
	for _, a := range r.asides {
		r.put("\n", a[0], a[0])
		for at := a[0]; at < a[1]; {
			at = r.character(at, a[1])
		}
	}
	return r.reading
}

// stretch reads a part of the source.
func (r *reader) stretch(at, end int) {
	for at < end {
		start := at
		for at < end && !isMarkup[r.src[at]] {
			at++
		}
		r.keep(start, at)
		if at < end {
			at = r.markup(at, end)
		}
	}
}

// markup reads what begins with a byte of markup and returns where it ends.
func (r *reader) markup(at, end int) int {
	next := byte(0)
	if at+1 < end {
		next = r.src[at+1]
	}
	switch c := r.src[at]; c {
	case '*', '_', '`', '~', '[':
		return at + 1
	case ']':
		return r.afterLabel(at+1, end, next)
	case '!':
		if next != '[' {
			r.keep(at, at+1)
		}
		return at + 1
	case '\\':
		if next == '\n' || next < utf8.RuneSelf && (unicode.IsPunct(rune(next)) || unicode.IsSymbol(rune(next))) {
			r.keep(at+1, at+2)
			return at + 2
		}
	case '\n':
		r.keep(at, at+1)
		for at++; at < end && (r.src[at] == '>' || r.src[at] == ' ' || r.src[at] == '\t'); at++ {
		}
		return at
	}
	return r.character(at, end)
}

// afterLabel sets aside what stands behind the label of a link: where it leads,
// and its title. Nothing is looked at twice, however many brackets stay open.
func (r *reader) afterLabel(at, end int, open byte) int {
	closing := map[byte]byte{'(': ')', '[': ']'}[open]
	if closing == 0 {
		return at
	}
	for i := at + 1; i < end; i++ {
		switch r.src[i] {
		case closing:
			r.asides = append(r.asides, [2]int{at + 1, i})
			return i + 1
		case '[', '(', '\n':
			return at + 1
		}
	}
	return at + 1
}

// character reads one character, which may be written as an entity.
func (r *reader) character(at, end int) int {
	switch c := r.src[at]; {
	case c == '&':
		written := entityAt(r.src[at:end])
		if decoded := html.UnescapeString(written); decoded != written {
			for _, c := range decoded {
				r.fold(c, at, at+len(written))
			}
			return at + len(written)
		}
	case c >= utf8.RuneSelf:
		c, n := utf8.DecodeRune(r.src[at:end])
		r.fold(c, at, at+n)
		return at + n
	}
	r.keep(at, at+1)
	return at + 1
}

// entityAt returns what may be an entity at the beginning of a text, or nothing.
func entityAt(b []byte) string {
	const longest = 34
	for i, c := range b[:min(len(b), longest)] {
		switch {
		case c == ';':
			return string(b[:i+1])
		case i > 0 && c != '#' && (!inToken[c] || c >= utf8.RuneSelf):
			return ""
		}
	}
	return ""
}

// keep reads a range as it is written.
func (r *reader) keep(start, end int) {
	if start == end {
		return
	}
	if n := len(r.parts) - 1; n >= 0 {
		last := &r.parts[n]
		if int(last.end) == start && int(last.end-last.start) == len(r.text)-int(last.at) {
			last.end = int32(end)
			r.text = append(r.text, r.src[start:end]...)
			return
		}
	}
	r.put(string(r.src[start:end]), start, end)
}

// put reads a range of the source as a text.
func (r *reader) put(text string, start, end int) {
	r.parts = append(r.parts, part{int32(len(r.text)), int32(start), int32(end)})
	r.text = append(r.text, text...)
}

// fold reads a character as the one that it looks like.
func (r *reader) fold(c rune, start, end int) {
	if c < utf8.RuneSelf {
		r.put(string(c), start, end)
		return
	}
	text := make([]byte, 0, 8)
	for _, c := range norm.NFKD.String(string(c)) {
		text = r.appendFolded(text, c)
	}
	if len(text) > 0 {
		r.put(string(text), start, end)
	}
}

const minus, hyphenBullet, figureDash = '\u2212', '\u2043', '\u2012'

// appendFolded appends what a decomposed character looks like: nothing for accents
// and what nobody sees.
func (r *reader) appendFolded(b []byte, c rune) []byte {
	switch {
	case unicode.In(c, unicode.Mn, unicode.Cf) || diag.Unseen(c) || isFiller(c):
		return b
	case c == minus, c == hyphenBullet, unicode.Is(unicode.Pd, c) && c <= figureDash:
		return append(b, '-')
	case unicode.Is(unicode.Pd, c):
		return append(b, r.dash)
	case unicode.In(c, unicode.Pi, unicode.Pf):
		return append(b, '\'')
	case unicode.IsSpace(c):
		return append(b, ' ')
	case c >= utf8.RuneSelf && (unicode.IsPunct(c) || unicode.IsSymbol(c)):
		return append(b, '.')
	}
	return utf8.AppendRune(b, unicode.ToLower(c))
}

// isFiller recognises letters of Hangul that are blank.
func isFiller(c rune) bool { return c == '\u115F' || c == '\u1160' || c == '\u3164' || c == '\uFFA0' }
