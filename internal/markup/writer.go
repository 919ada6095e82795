package markup

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// writer goes once through a parsed text and writes everything a Body holds.
type writer struct {
	src   []byte // what is parsed
	base  int    // where src begins in its file
	spans spans

	html    []byte
	text    plain
	scratch []byte
	body    *Body

	ids     slugs
	tables  int
	notes   []string       // the id of each footnote, by its number
	tags    map[string]int // HTML elements that were opened
	heading []byte         // the text of the heading being written
	inside  bool           // a heading is being written
	depth   int            // the level of the last heading
	linked  bool           // inside a link: no further links
	flat    bool           // a single line: no links at all
	unread  unread
}

var writers = sync.Pool{New: func() any { return &writer{ids: slugs{}, tags: map[string]int{}} }}

// newWriter returns a writer for src, to be released after use.
func newWriter(src []byte, base int) *writer {
	w := writers.Get().(*writer)
	w.src, w.base, w.body = src, base, &Body{}
	w.depth = 1 // the page's title
	return w
}

// release gives the writer's buffers to the next text, unless one of unusual
// size would keep them large.
func (w *writer) release() {
	const usual = 1 << 20
	if cap(w.html) > usual {
		return
	}
	w.spans.reset()
	clear(w.ids)
	clear(w.tags)
	*w = writer{
		spans: w.spans, html: w.html[:0], text: plain{b: w.text.b[:0]}, scratch: w.scratch[:0],
		ids: w.ids, tags: w.tags, notes: w.notes[:0], heading: w.heading[:0],
		unread: unread{plain: w.unread.plain[:0], code: w.unread.code[:0]},
	}
	writers.Put(w)
}

// document writes the whole. Footnotes come last, but their names are needed
// where they are referred to.
func (w *writer) document(doc ast.Node) {
	w.unread.begin(w.src)
	if list, ok := doc.LastChild().(*east.FootnoteList); ok {
		w.nameNotes(list)
	}
	w.children(doc)
	w.reportUnread()
}

// finish returns the Body.
func (w *writer) finish() *Body {
	b := w.body
	b.HTML, b.Text = slices.Clone(w.html), string(w.text.b)
	for i := range b.Headings {
		b.Headings[i].TextStart = min(b.Headings[i].TextStart, len(b.Text))
	}
	if !utf8.Valid(w.src) {
		b.makeValid()
	}
	slices.SortStableFunc(b.Issues, func(x, y Issue) int { return x.Start - y.Start })
	return b
}

// makeValid replaces what is no UTF-8. It is rare, so the offsets into Text
// are counted again instead of being kept all along.
func (b *Body) makeValid() {
	b.HTML = bytes.ToValidUTF8(b.HTML, []byte(replacement))
	for i := range b.Headings {
		h := &b.Headings[i]
		h.Text = strings.ToValidUTF8(h.Text, replacement)
		h.TextStart = len(strings.ToValidUTF8(b.Text[:h.TextStart], replacement))
	}
	b.Text = strings.ToValidUTF8(b.Text, replacement)
	for i := range b.Links {
		b.Links[i].Dest = strings.ToValidUTF8(b.Links[i].Dest, replacement)
	}
	for i := range b.Issues {
		b.Issues[i].Message = strings.ToValidUTF8(b.Issues[i].Message, replacement)
		b.Issues[i].Hint = strings.ToValidUTF8(b.Issues[i].Hint, replacement)
	}
}

func (w *writer) str(s string)    { w.html = append(w.html, s...) }
func (w *writer) number(n int)    { w.html = strconv.AppendInt(w.html, int64(n), 10) }
func (w *writer) escape(s string) { w.html = appendEscaped(w.html, s) }

// children writes what n holds.
func (w *writer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

// element writes n's children between two tags.
func (w *writer) element(open string, n ast.Node, end string) {
	w.str(open)
	w.children(n)
	w.str(end)
}

// say writes text: b is Markdown's, with its escapes resolved.
func (w *writer) say(b []byte) {
	w.html = appendEscaped(w.html, b)
	w.text.add(b)
	if w.inside {
		w.heading = append(w.heading, b...)
	}
}

// resolve returns Markdown text with its escapes and entities resolved. It is
// good until the next call.
func (w *writer) resolve(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return b
	}
	w.scratch = appendUnescaped(w.scratch[:0], b)
	return w.scratch
}

// issue reports what stands at a place of the parsed text.
func (w *writer) issue(id string, at span, message, hint string) {
	start := min(max(at.start, 0), len(w.src))
	end := min(max(at.end, start), len(w.src))
	end = start + len(bytes.TrimRight(w.src[start:end], " \t\r\n"))
	w.body.Issues = append(w.body.Issues, Issue{
		ID: id, Start: w.base + start, End: w.base + end, Message: message, Hint: hint,
	})
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
