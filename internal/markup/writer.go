package markup

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// writer goes once through a parsed text and writes everything a Body holds.
type writer struct {
	out    output
	report report
	in     inlines
	blocks blocks
}

var writers = sync.Pool{New: func() any {
	w := &writer{}
	w.report.tags, w.blocks.ids = map[string]int{}, slugs{}
	w.in.output, w.in.report = &w.out, &w.report
	w.blocks.output, w.blocks.in, w.blocks.report = &w.out, &w.in, &w.report
	return w
}}

// newWriter returns a writer for src, to be released after use.
func newWriter(src []byte, base int) *writer {
	w := writers.Get().(*writer)
	w.out.reset()
	w.in.reset()
	w.blocks.reset()
	w.report.begin(src, base)
	return w
}

// release gives the writer's buffers to the next text, unless one of unusual
// size would keep them large. What the text was is forgotten at once.
func (w *writer) release() {
	const usual = 1 << 20
	if cap(w.out.html) > usual {
		return
	}
	w.in.reset()
	w.blocks.reset()
	w.report.begin(nil, 0)
	writers.Put(w)
}

// document writes the whole. Footnotes come last, but their names are needed
// where they are referred to.
func (w *writer) document(doc ast.Node) {
	w.in.unread.begin(w.report.src)
	if list, ok := doc.LastChild().(*east.FootnoteList); ok {
		w.in.notes.begin(list)
	}
	w.blocks.children(doc)
	w.in.unread.tell(&w.report, w.in.code)
}

// finish returns the Body.
func (w *writer) finish() *Body {
	b := &Body{
		HTML: slices.Clone(w.out.html), Text: string(w.out.text.b),
		Links: w.in.links, Headings: w.blocks.headings, Issues: w.report.issues,
	}
	for _, at := range w.in.code {
		b.Code = append(b.Code, Range{w.report.base + at.start, w.report.base + at.end})
	}
	for i := range b.Headings {
		b.Headings[i].TextStart = min(b.Headings[i].TextStart, len(b.Text))
	}
	if !utf8.Valid(w.report.src) {
		b.makeValid()
	}
	slices.SortStableFunc(b.Issues, func(x, y Issue) int { return x.Start - y.Start })
	slices.SortFunc(b.Code, func(x, y Range) int { return cmp.Compare(x.Start, y.Start) })
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
