package markup

import (
	"strconv"

	east "github.com/yuin/goldmark/extension/ast"
)

// notes are the ids of the footnotes of a text, by their numbers.
type notes []string

// begin gives each footnote an id of its label, so that it stays the same
// when another one is written before it. The ids begin with "fn:" and
// "fnref:": a heading's id has no colon.
func (n *notes) begin(list *east.FootnoteList) {
	ids := slugs{}
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		note, ok := c.(*east.Footnote)
		if !ok {
			continue
		}
		id := slug(string(note.Ref))
		if id == "" {
			id = strconv.Itoa(note.Index)
		}
		for len(*n) <= note.Index {
			*n = append(*n, "")
		}
		(*n)[note.Index] = ids.unique(id)
	}
}

// id is the part of a footnote's ids that is its own.
func (n notes) id(index int) string {
	if index < 0 || index >= len(n) {
		return strconv.Itoa(index)
	}
	return n[index]
}

// reference is the id of one of the places that refer to a footnote.
func (n notes) reference(index, reference int) string {
	id := "fnref:" + n.id(index)
	if reference > 0 {
		id += ":" + strconv.Itoa(reference+1)
	}
	return id
}
