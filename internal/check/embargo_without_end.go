package check

import (
	"candor/internal/catalog"
	"candor/internal/schema"
)

var embargoWithoutEnd = &Check{
	ID: catalog.EmbargoWithoutEnd,
	Run: func(p *Pass) {
		if p.Record.Status() != schema.Embargoed || p.Record.Meant(schema.EmbargoUntil) != nil || p.Record.Incomplete {
			return
		}
		p.Reportf(p.Record.At("/status"), "add embargo_until = 2022-05-31T12:00:00Z, the moment at which it ends, with its offset from UTC",
			"%s is under an embargo that never ends", p.Record.Label())
	},
}
