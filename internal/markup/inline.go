package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// inlines writes what is inside the blocks of a text.
type inlines struct {
	*output
	report *report
	notes  notes
	unread unread
	spans  spans

	links   []Link
	code    []span // spans and blocks
	linked  bool   // inside a link: no further links
	scratch []byte
}

func (w *inlines) reset() {
	w.spans.reset()
	*w = inlines{
		output: w.output, report: w.report, notes: w.notes[:0], unread: unread{w.unread.plain[:0]},
		spans: w.spans, code: w.code[:0], scratch: w.scratch[:0],
	}
}

// node writes what is inside a paragraph.
func (w *inlines) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.words(n)
	case *ast.String:
		w.say(n.Value)
	case *ast.CodeSpan:
		w.str("<code>")
		w.span(n)
		w.str("</code>")
	case *ast.Emphasis:
		if n.Level == 2 {
			w.element("<strong>", n, "</strong>")
		} else {
			w.element("<em>", n, "</em>")
		}
	case *east.Strikethrough:
		w.element("<del>", n, "</del>")
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.address(n)
	case *ast.Image:
		w.image(n)
	case *ast.RawHTML:
		w.report.rawInline(n)
	case *east.TaskCheckBox:
		w.box(n)
	case *east.FootnoteLink:
		w.noteLink(n)
	case *east.FootnoteBacklink:
		w.noteBack(n)
	default:
		w.children(n)
	}
}

// words writes plain text. A line end stays one.
func (w *inlines) words(n *ast.Text) {
	value := n.Segment.Value(w.report.src)
	if !n.IsRaw() {
		w.unread.keep(w.report.src, n.Segment.Start, n.Segment.Stop)
		value = w.resolve(value)
	}
	w.say(value)
	switch {
	case n.HardLineBreak():
		w.str("<br>")
		w.say([]byte{'\n'})
	case n.SoftLineBreak():
		w.say([]byte{'\n'})
	}
}

// span writes a code span, in which line ends are spaces.
func (w *inlines) span(n *ast.CodeSpan) {
	w.code = append(w.code, codeSpan(w.report.src, n))
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(w.report.src)
		line := bytes.TrimSuffix(value, []byte{'\n'})
		w.say(line)
		if len(line) < len(value) {
			w.say([]byte{' '})
		}
	}
}

// box writes a check box that nobody can change.
func (w *inlines) box(n *east.TaskCheckBox) {
	w.str(`<input type="checkbox" disabled`)
	if n.IsChecked {
		w.str(" checked")
	}
	w.str("> ")
}

// children writes what n holds.
func (w *inlines) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

// element writes n's children between two tags.
func (w *inlines) element(open string, n ast.Node, end string) {
	w.str(open)
	w.children(n)
	w.str(end)
}

// resolve returns Markdown text with its escapes and entities resolved. It is
// good until the next call.
func (w *inlines) resolve(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return b
	}
	w.scratch = appendUnescaped(w.scratch[:0], b)
	return w.scratch
}

// noteLink writes a reference to a footnote.
func (w *inlines) noteLink(n *east.FootnoteLink) {
	w.str(`<sup id="` + w.notes.reference(n.Index, n.RefIndex) + `">`)
	if !w.linked {
		w.str(`<a href="#fn:` + w.notes.id(n.Index) + `" role="doc-noteref" aria-label="Footnote `)
		w.number(n.Index)
		w.str(`">`)
	}
	w.number(n.Index)
	if !w.linked {
		w.str("</a>")
	}
	w.str("</sup>")
}

// noteBack writes the way back from a footnote to one of its references.
func (w *inlines) noteBack(n *east.FootnoteBacklink) {
	w.str(` <a href="#` + w.notes.reference(n.Index, n.RefIndex) + `" role="doc-backlink" aria-label="Back to reference `)
	w.number(n.Index)
	if n.RefCount > 1 {
		w.str("-")
		w.number(n.RefIndex + 1)
	}
	w.str("\">\u21a9\ufe0e</a>")
}
