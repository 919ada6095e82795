package check

import (
	"candor/internal/catalog"
	"candor/internal/schema"
)

var reviewOverdue = &Check{
	ID: catalog.ReviewOverdue,
	Run: func(p *Pass) {
		status := p.Record.Status()
		if p.Public() == nil || status == schema.Taken || status == schema.Archived {
			return
		}
		if d, ok := p.Record.MeantDate(schema.ReviewBy); ok && d.Last.Before(p.Today.First) {
			p.Reportf(p.Record.At("/review_by"), "read it again, mend what no longer holds, and set the day of the next review",
				"%s was to be read again by %s", p.Record.Label(), d.Text)
		}
	},
}
