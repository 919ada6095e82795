package markup

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"candor/internal/catalog"
)

// blocks writes the blocks of a text; what is inside them is written by inlines.
type blocks struct {
	*output
	in     *inlines
	report *report

	headings []Heading
	ids      slugs
	tables   int
	depth    int // the level of the last heading
	scratch  []byte
}

func (w *blocks) reset() {
	clear(w.ids)
	*w = blocks{output: w.output, in: w.in, report: w.report, ids: w.ids, scratch: w.scratch[:0]}
	w.depth = 1 // the page's title
}

// children writes what n holds.
func (w *blocks) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

// element writes n's children between two tags.
func (w *blocks) element(open string, n ast.Node, end string) {
	w.str(open)
	w.children(n)
	w.str(end)
}

// node writes a block, or hands an inline node on.
func (w *blocks) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n, "<p>", "</p>\n")
	case *ast.TextBlock:
		w.paragraph(n, "", "")
		if n.NextSibling() != nil && n.FirstChild() != nil {
			w.str("\n")
		}
	case *ast.Heading:
		w.title(n)
	case *ast.Blockquote:
		w.quote(n)
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.item(n)
	case *ast.CodeBlock:
		w.code(n, nil)
	case *ast.FencedCodeBlock:
		w.code(n, n.Info)
	case *ast.ThematicBreak:
		w.str("<hr>\n")
	case *ast.HTMLBlock:
		w.report.rawBlock(n)
	case *ast.LinkReferenceDefinition:
	default:
		if !w.extended(n) {
			w.in.node(n)
		}
	}
}

// extended writes the blocks that CommonMark does not know.
func (w *blocks) extended(n ast.Node) bool {
	switch n := n.(type) {
	case *east.Table:
		w.table(n)
	case *east.DefinitionList:
		w.element("<dl>\n", n, "</dl>\n")
	case *east.DefinitionTerm:
		w.text.gap()
		w.in.element("<dt>", n, "</dt>\n")
	case *east.DefinitionDescription:
		w.text.gap()
		w.element("<dd>", n, "</dd>\n")
	case *east.FootnoteList:
		w.str(`<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">` + "\n")
		w.element("<ol>\n", n, "</ol>\n</section>\n")
	case *east.Footnote:
		w.note(n)
	default:
		if n.Type() == ast.TypeInline {
			return false
		}
		w.children(n)
	}
	return true
}

// paragraph writes a text between two tags. One that begins with a check box
// is the label of it.
func (w *blocks) paragraph(n ast.Node, open, end string) {
	w.text.gap()
	if isTask(n) {
		open, end = open+"<label>", "</label>"+end
	}
	w.in.element(open, n, end)
}

// isTask reports whether a paragraph begins with a check box.
func isTask(n ast.Node) bool {
	_, ok := n.FirstChild().(*east.TaskCheckBox)
	return ok
}

// title writes a heading and lists it.
func (w *blocks) title(n *ast.Heading) {
	w.text.gap()
	at := len(w.headings)
	w.headings = append(w.headings, Heading{Level: n.Level, TextStart: w.text.next()})
	level := string(rune('0' + n.Level))
	w.str("<h" + level + ` id="`)
	from := len(w.html)
	w.heading, w.inside = w.heading[:0], true
	w.in.children(n)
	w.inside = false

	// The id is before the text that it is made of.
	id := slug(string(w.heading))
	if id == "" {
		id = nameless
	}
	id = w.ids.unique(id)
	w.scratch = append(w.scratch[:0], w.html[from:]...)
	w.html = append(append(w.html[:from], id...), `">`...)
	w.html = append(w.html, w.scratch...)
	w.str("</h" + level + ">\n")

	place := extent(n)
	h := &w.headings[at]
	h.ID, h.Start, h.End = id, w.report.base+place.start, w.report.base+place.end
	h.Text = string(w.text.b[min(h.TextStart, len(w.text.b)):])
	w.text.gap()
	w.checkLevel(n.Level, place, h.Text)
}

// extent returns the range of a block's lines.
func extent(n ast.Node) span {
	l := n.Lines()
	if l.Len() == 0 {
		return span{max(n.Pos(), 0), max(n.Pos(), 0)}
	}
	return span{l.At(0).Start, l.At(l.Len() - 1).Stop}
}

// checkLevel reports a level that leaves one out or is the page's own.
func (w *blocks) checkLevel(level int, at span, text string) {
	switch {
	case level == 1:
		w.report.add(catalog.HeadingLevelOne, at,
			fmt.Sprintf("%q is a heading of level 1, which is the page's title", text),
			"begin at level 2 (##) and move the headings below it down by one")
	case level > w.depth+1:
		w.report.add(catalog.HeadingSkipped, at,
			fmt.Sprintf("%q is a heading of level %d, but %s is of level %d", text, level, w.above(), w.depth),
			fmt.Sprintf("make it level %d: %s %s", w.depth+1, strings.Repeat("#", w.depth+1), text))
	}
	w.depth = level
}

// above names what is above the heading just written.
func (w *blocks) above() string {
	if len(w.headings) == 1 {
		return "the page's title above it"
	}
	return "the heading above it"
}

// quote writes a quotation, or the alert that it is.
func (w *blocks) quote(n *ast.Blockquote) {
	kind, ok := n.AttributeString(alertAttribute)
	if !ok {
		w.element("<blockquote>\n", n, "</blockquote>\n")
		return
	}
	k := alertKinds[kind.(int)]
	w.text.gap()
	w.str(`<div class="alert alert-` + k.class + `" role="note"><p class="alert-title">`)
	w.str(k.title)
	w.element("</p>\n", n, "</div>\n")
}

// list writes a list; an ordered one keeps its first number.
func (w *blocks) list(n *ast.List) {
	if !n.IsOrdered() {
		w.element("<ul>\n", n, "</ul>\n")
		return
	}
	w.str("<ol")
	if n.Start != 1 {
		w.str(` start="`)
		w.number(n.Start)
		w.str(`"`)
	}
	w.element(">\n", n, "</ol>\n")
}

// item writes an item of a list. One with a check box has a class, so that a
// style can leave out its bullet.
func (w *blocks) item(n *ast.ListItem) {
	first := n.FirstChild()
	w.str("<li")
	if first != nil && isTask(first) {
		w.str(` class="task"`)
	}
	w.str(">")
	if _, ok := first.(*ast.TextBlock); first != nil && !ok {
		w.str("\n")
	}
	w.children(n)
	w.str("</li>\n")
}

// note writes a footnote's text.
func (w *blocks) note(n *east.Footnote) {
	w.text.gap()
	w.str(`<li id="fn:` + w.in.notes.id(n.Index))
	w.element("\">\n", n, "</li>\n")
}

// code writes a block of code; info is what follows its fence.
func (w *blocks) code(n ast.Node, info *ast.Text) {
	w.text.gap()
	src := w.report.src
	at, closed := codeBlock(src, n)
	w.in.code = append(w.in.code, at)
	if !closed {
		w.report.unclosed(at)
	}
	name := ""
	if info != nil {
		name = language(w.in.resolve(info.Segment.Value(src)))
	}
	w.str(`<pre class="chroma" tabindex="0"><code`)
	if name != "" {
		w.str(` class="language-`)
		w.escape(name)
		w.str(`"`)
	}
	w.str(">")
	w.scratch = w.scratch[:0]
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.scratch = append(w.scratch, line.Value(src)...)
	}
	highlight(w.output, w.report, w.scratch, name, info)
	w.str("</code></pre>\n")
}
