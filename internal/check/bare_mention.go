package check

import (
	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
)

var bareMention = &Check{
	ID: catalog.BareMention,
	Run: func(p *Pass) {
		if p.Text == nil || p.Public() == nil {
			return
		}
		done := map[content.Key]bool{p.Record.Key: true}
		for _, l := range p.links() {
			done[l.to.Key] = true
		}
		bare := false
		body := p.body()
		p.public.find(body, func(start, end int, n phrase) {
			bare = bare || !done[n.key] && string(body[start:end]) == n.text
		})
		if bare {
			p.mentions(done)
		}
	},
}

// mentions reports the first mention of each record that is not done, outside
// code and links.
func (p *Pass) mentions(done map[content.Key]bool) {
	prose := p.prose()
	p.public.find(prose, func(start, end int, n phrase) {
		if done[n.key] || string(prose[start:end]) != n.text {
			return
		}
		done[n.key] = true
		p.Get(n.key)
		at := p.bodySpan(start, end)
		link := "[" + n.text + "](@/" + n.key.String() + ")"
		p.Report(diag.Diagnostic{
			Span:    at,
			Message: n.text + " is named here, but nothing in this text links to it",
			Hint:    "link to it where it is named first: " + link,
			Fixes:   []diag.Fix{{Message: "write " + link, Edits: []diag.Edit{{Span: at, Text: link}}}},
		})
	})
}
