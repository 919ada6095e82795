package check

import (
	"strings"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
)

var duplicateTitle = &Check{
	ID:    catalog.DuplicateTitle,
	Scope: EachType,
	Run: func(p *Pass) {
		first := map[string]*content.Record{}
		for _, r := range p.All(p.Type.Name) {
			title := strings.ToLower(strings.Join(strings.Fields(r.Text(p.Type.TitleField)), " "))
			if title == "" || r.Incomplete || r.InMany() || p.Plan.View.Get(r.Key) == nil {
				continue
			}
			if before := first[title]; before != nil {
				p.sameTitle(r, before)
				continue
			}
			first[title] = r
		}
	},
}

func (p *Pass) sameTitle(r, before *content.Record) {
	field := p.Type.TitleField
	p.Report(diag.Diagnostic{
		Span:    r.At(field),
		Message: "another " + strings.ToLower(p.Type.Title) + " has the same title",
		Hint:    "say in the title what sets this one apart",
		Related: []diag.Related{{Span: before.At(field), Message: "the first one: " + before.Key.String()}},
	})
}
