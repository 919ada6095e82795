package markup

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// node writes a block, or hands an inline node on.
func (w *writer) node(n ast.Node) {
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
		w.rawBlock(n)
	case *ast.LinkReferenceDefinition:
	default:
		if !w.extended(n) {
			w.inline(n)
		}
	}
}

// extended writes the blocks that CommonMark does not know.
func (w *writer) extended(n ast.Node) bool {
	switch n := n.(type) {
	case *east.Table:
		w.table(n)
	case *east.DefinitionList:
		w.element("<dl>\n", n, "</dl>\n")
	case *east.DefinitionTerm:
		w.text.gap()
		w.element("<dt>", n, "</dt>\n")
	case *east.DefinitionDescription:
		w.text.gap()
		w.element("<dd>", n, "</dd>\n")
	case *east.FootnoteList:
		w.str(`<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">` + "\n")
		w.element("<ol>\n", n, "</ol>\n</section>\n")
	case *east.Footnote:
		w.note(n)
	default:
		return false
	}
	return true
}

// paragraphs writes the texts of a single line's parse.
func (w *writer) paragraphs(doc ast.Node) {
	for p := doc.FirstChild(); p != nil; p = p.NextSibling() {
		w.children(p)
		w.str(" ")
	}
}

// paragraph writes a text between two tags. One that begins with a check box
// is the label of it.
func (w *writer) paragraph(n ast.Node, open, end string) {
	w.text.gap()
	if isTask(n) {
		open, end = open+"<label>", "</label>"+end
	}
	w.element(open, n, end)
}

// isTask says that a paragraph begins with a check box.
func isTask(n ast.Node) bool {
	_, ok := n.FirstChild().(*east.TaskCheckBox)
	return ok
}

// title writes a heading and lists it.
func (w *writer) title(n *ast.Heading) {
	w.text.gap()
	at := len(w.body.Headings)
	w.body.Headings = append(w.body.Headings, Heading{Level: n.Level, TextStart: w.text.next()})
	level := string(rune('0' + n.Level))
	w.str("<h" + level + ` id="`)
	from := len(w.html)
	w.heading, w.inside = w.heading[:0], true
	w.children(n)
	w.inside = false

	// The id stands before the text that it is made of.
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
	h := &w.body.Headings[at]
	h.ID, h.Start, h.End = id, w.base+place.start, w.base+place.end
	h.Text = string(w.text.b[min(h.TextStart, len(w.text.b)):])
	w.text.gap()
	w.checkLevel(n.Level, place, h.Text)
}

// extent returns where a block's lines stand, without the last line's end.
func extent(n ast.Node) span {
	l := n.Lines()
	if l.Len() == 0 {
		return span{max(n.Pos(), 0), max(n.Pos(), 0)}
	}
	return span{l.At(0).Start, l.At(l.Len() - 1).Stop}
}

// checkLevel reports a level that leaves one out or is the page's own.
func (w *writer) checkLevel(level int, at span, text string) {
	switch {
	case level == 1:
		w.issue("heading-level-one", at,
			fmt.Sprintf("%q is a heading of level 1, which is the page's title", text),
			"begin at level 2 (##) and move the headings below it down by one")
	case level > w.depth+1:
		w.issue("heading-skipped", at,
			fmt.Sprintf("%q is a heading of level %d, but %s is of level %d", text, level, w.above(), w.depth),
			fmt.Sprintf("make it level %d: %s %s", w.depth+1, strings.Repeat("#", w.depth+1), text))
	}
	w.depth = level
}

// above names what the heading just written stands below.
func (w *writer) above() string {
	if len(w.body.Headings) == 1 {
		return "the page's title above it"
	}
	return "the heading above it"
}

// quote writes a quotation, or the alert that it is.
func (w *writer) quote(n *ast.Blockquote) {
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
func (w *writer) list(n *ast.List) {
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
func (w *writer) item(n *ast.ListItem) {
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

// table writes a table in a frame that scrolls. A reader who comes to the
// frame by keyboard hears which table it is.
func (w *writer) table(n *east.Table) {
	w.tables++
	w.str(`<div class="table-scroll" role="region" tabindex="0" aria-label="Table `)
	w.number(w.tables)
	if h := w.body.Headings; len(h) > 0 && h[len(h)-1].Text != "" {
		w.str(": ")
		w.escape(h[len(h)-1].Text)
	}
	w.str("\"><table>\n<thead>\n")
	open := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*east.TableHeader)
		if !head && !open {
			w.str("<tbody>\n")
			open = true
		}
		w.cells(row, len(n.Alignments))
		w.row(row, head)
		if head {
			w.str("</thead>\n")
		}
	}
	if open {
		w.str("</tbody>\n")
	}
	w.str("</table></div>\n")
}

// row writes a row; the cells of the head say what they head.
func (w *writer) row(row ast.Node, head bool) {
	w.str("<tr>\n")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		// An empty header cell heads nothing.
		tag := "td"
		if head && c.FirstChild() != nil {
			tag = "th"
		}
		w.text.gap()
		w.str("<" + tag)
		if tag == "th" {
			w.str(` scope="col"`)
		}
		if cell, ok := c.(*east.TableCell); ok && cell.Alignment != east.AlignNone {
			w.str(` class="align-` + cell.Alignment.String() + `"`)
		}
		w.element(">", c, "</"+tag+">\n")
	}
	w.str("</tr>\n")
}

// code writes a block of code; info is what follows its fence.
func (w *writer) code(n ast.Node, info *ast.Text) {
	w.text.gap()
	w.unread.block(w, n)
	language := ""
	if info != nil {
		words := w.resolve(info.Segment.Value(w.src))
		if i := bytes.IndexAny(words, " \t,{:"); i >= 0 {
			words = words[:i]
		}
		language = string(words)
	}
	w.str(`<pre class="chroma" tabindex="0"><code`)
	if language != "" {
		w.str(` class="language-`)
		w.escape(language)
		w.str(`"`)
	}
	w.str(">")
	w.scratch = w.scratch[:0]
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.scratch = append(w.scratch, line.Value(w.src)...)
	}
	w.highlight(language, info)
	w.str("</code></pre>\n")
}
