package markup

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"candor/internal/catalog"
)

// table writes a table in a frame that scrolls. A reader who comes to the
// frame by keyboard hears which table it is.
func (w *blocks) table(n *east.Table) {
	w.tables++
	w.str(`<div class="table-scroll" role="region" tabindex="0" aria-label="Table `)
	w.number(w.tables)
	if h := w.headings; len(h) > 0 && h[len(h)-1].Text != "" {
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
		w.report.cells(row, len(n.Alignments))
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
func (w *blocks) row(row ast.Node, head bool) {
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
		w.in.element(">", c, "</"+tag+">\n")
	}
	w.str("</tr>\n")
}

// cells reports a row that has more cells than its table has columns: they are
// not shown.
func (r *report) cells(row ast.Node, columns int) {
	if _, ok := row.(*east.TableRow); !ok || row.Pos() < 0 || columns == 0 {
		return
	}
	line := lineOf(r.src, row.Pos())
	inner := bytes.TrimSpace(line)
	begin := row.Pos() + bytes.Index(line, inner)
	pos, limit := 0, len(inner)
	if bytes.HasPrefix(inner, []byte("|")) {
		pos = 1
	}
	if bytes.HasSuffix(inner, []byte("|")) {
		limit--
	}
	for n := 0; pos < limit; pos++ {
		if inner[pos] != '|' || inner[pos-1] == '\\' {
			continue
		}
		if n++; n == columns {
			lost := inner[pos+1 : limit]
			pos = limit - len(bytes.TrimLeft(lost, " \t"))
			r.add(catalog.MarkdownUnread, span{begin + pos, begin + limit}, "this cell is not shown, because the table has only "+strconv.Itoa(columns)+" columns",
				"take it out, or give the table another column; a | inside a cell is written \\|")
			return
		}
	}
}
