package check

import (
	"candor/internal/content"
	"candor/internal/diag"
)

var bareMention = &Check{
	ID:       "bare-mention",
	Severity: diag.Warning,
	Run: func(p *Pass) {
		if p.Text == nil || p.Public() == nil {
			return
		}
		var names []phrase
		p.public.find([]byte(p.Text.Text), func(start, end int, n phrase) {
			if n.key != p.Record.Key && p.Text.Text[start:end] == n.text {
				names = append(names, n)
			}
		})
		if len(names) > 0 {
			p.mentions()
		}
	},
}

// mentions reports the first mention of each record that the text never links
// to, outside code and links.
func (p *Pass) mentions() {
	done := map[content.Key]bool{p.Record.Key: true}
	for _, t := range p.Targets() {
		done[t.Key] = true
	}
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
