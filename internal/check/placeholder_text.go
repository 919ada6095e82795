package check

import (
	"bytes"
	"slices"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/schema"
)

var placeholderText = &Check{
	ID: catalog.PlaceholderText,
	Run: func(p *Pass) {
		shown := p.Public()
		if shown == nil || p.draft() {
			return
		}
		if p.Text != nil && shown.Body.Source != nil && hasPlaceholder(p.body()) {
			eachPlaceholder(without(p.body(), p.code()), func(start, end int, word string) {
				p.placeholder(p.bodySpan(start, end), word)
			})
		}
		schema.WalkTexts(p.Type.Fields, shown.Values, func(at *schema.Path, _ *schema.Field, s string) {
			if !hasPlaceholder([]byte(s)) {
				return
			}
			told := map[string]bool{} // once: the place is that of the first
			eachPlaceholder(without([]byte(s), codeIn(s)), func(_, _ int, word string) {
				if !told[word] {
					told[word] = true
					p.placeholder(within(p.Record, at.Pointer(), word), word)
				}
			})
		})
	},
}

func (p *Pass) placeholder(at diag.Span, word string) {
	p.Reportf(at, "write what belongs here, or take it out; put it between backticks where you mean the word itself",
		"%s stands here in place of what was to be written", word)
}

// placeholders are what people write where they mean to write more. Words in
// capitals count in capitals only.
var placeholders = [][]byte{
	[]byte("TODO"), []byte("TBD"), []byte("FIXME"), []byte("XXX"),
	[]byte("lorem ipsum"), []byte("Lorem ipsum"), []byte("Lorem Ipsum"),
	[]byte("<yyyy-mm-dd>"), []byte("<YYYY-MM-DD>"), []byte("_blank_"),
}

func hasPlaceholder(b []byte) bool {
	for _, w := range placeholders {
		if bytes.Contains(b, w) {
			return true
		}
	}
	return false
}

func eachPlaceholder(b []byte, yield func(start, end int, word string)) {
	for _, w := range placeholders {
		for at := 0; ; {
			i := bytes.Index(b[at:], w)
			if i < 0 {
				break
			}
			start, end := at+i, at+i+len(w)
			if !adjoins(b, start-1, -1) && !adjoins(b, end, 1) {
				yield(start, end, string(w))
			}
			at = end
		}
	}
}

// isPlaceholder says that what looks like HTML stands for something that is
// still to be written.
func isPlaceholder(body []byte, i markup.Issue, base int) bool {
	start, end := i.Start-base, i.End-base
	return start >= 0 && end <= len(body) && start <= end && slices.ContainsFunc(placeholders, func(w []byte) bool { return bytes.Equal(w, body[start:end]) })
}
