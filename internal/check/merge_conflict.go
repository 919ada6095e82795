package check

import (
	"bytes"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/markup"
)

var mergeConflict = &Check{
	ID: catalog.MergeConflict,
	Run: func(p *Pass) {
		if p.Text == nil {
			return
		}
		for _, c := range conflictsIn(p.body(), p.code()) {
			p.Report(diag.ConflictAt(p.bodySpan(c.start, c.first)))
		}
	},
}

// conflict is a part of a text that git could not merge.
type conflict struct {
	start, first, end int // first is the end of its first line
}

// conflictsIn returns the conflicts of a text with code in these ranges, but for
// those that are shown as code.
func conflictsIn(body []byte, code []markup.Range) []conflict {
	begins, ends := []byte("\n<<<<<<< "), []byte("\n>>>>>>> ")
	if !bytes.Contains(body, begins[1:]) {
		return nil
	}
	text := append([]byte{'\n'}, without(body, code)...)
	var out []conflict
	for at := 0; ; {
		i := bytes.Index(text[at:], begins)
		if i < 0 {
			return out
		}
		c := conflict{start: at + i, end: len(body)}
		c.first = c.start + bytes.IndexByte(append(text[c.start+1:len(text):len(text)], '\n'), '\n')
		if j := bytes.Index(text[c.start:], ends); j >= 0 {
			c.end = c.start + j + len(ends)
		}
		out = append(out, c)
		at = c.end
	}
}

// inConflict says that an issue stands in one of the conflicts: most likely it comes
// of it.
func inConflict(i markup.Issue, base int, list []conflict) bool {
	for _, c := range list {
		if base+c.start <= i.Start && i.Start < base+c.end {
			return true
		}
	}
	return false
}
