package markup

import (
	"strconv"

	east "github.com/yuin/goldmark/extension/ast"
)

// nameNotes gives each footnote an id of its label, so that it stays the same
// when another one is written before it. The ids begin with "fn:" and
// "fnref:": a heading's id has no colon.
func (w *writer) nameNotes(list *east.FootnoteList) {
	ids := slugs{}
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		n, ok := c.(*east.Footnote)
		if !ok {
			continue
		}
		id := slug(string(n.Ref))
		if id == "" {
			id = strconv.Itoa(n.Index)
		}
		for len(w.notes) <= n.Index {
			w.notes = append(w.notes, "")
		}
		w.notes[n.Index] = ids.unique(id)
	}
}

// noteID is the part of a footnote's ids that is its own.
func (w *writer) noteID(index int) string {
	if index < 0 || index >= len(w.notes) {
		return strconv.Itoa(index)
	}
	return w.notes[index]
}

// referenceID is the id of one of the places that refer to a footnote.
func (w *writer) referenceID(index, reference int) string {
	id := "fnref:" + w.noteID(index)
	if reference > 0 {
		id += ":" + strconv.Itoa(reference+1)
	}
	return id
}

// note writes a footnote's text.
func (w *writer) note(n *east.Footnote) {
	w.text.gap()
	w.str(`<li id="fn:` + w.noteID(n.Index))
	w.element("\">\n", n, "</li>\n")
}

// noteLink writes a reference to a footnote.
func (w *writer) noteLink(n *east.FootnoteLink) {
	w.str(`<sup id="` + w.referenceID(n.Index, n.RefIndex) + `">`)
	if !w.linked {
		w.str(`<a href="#fn:` + w.noteID(n.Index) + `" role="doc-noteref" aria-label="Footnote `)
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
func (w *writer) noteBack(n *east.FootnoteBacklink) {
	w.str(` <a href="#` + w.referenceID(n.Index, n.RefIndex) + `" role="doc-backlink" aria-label="Back to reference `)
	w.number(n.Index)
	if n.RefCount > 1 {
		w.str("-")
		w.number(n.RefIndex + 1)
	}
	w.str("\">\u21a9\ufe0e</a>")
}
