package check

import (
	"candor/internal/catalog"
	"candor/internal/schema"
)

var withdrawnWithoutReason = &Check{
	ID: catalog.WithdrawnWithoutReason,
	Run: func(p *Pass) {
		if p.Record.Status() != schema.Taken || p.Record.Incomplete {
			return
		}
		missing := ""
		withdrawn, _ := p.Record.Meant(schema.Withdrawn).(map[string]any)
		reason, _ := withdrawn["reason"].(string)
		switch date := withdrawn["date"]; {
		case reason == "" && date == nil:
			missing = "when and why"
		case reason == "":
			missing = "why"
		case date == nil:
			missing = "when"
		default:
			return
		}
		hint := `add withdrawn = {date = 2022-05-31, reason = "…"}; the reason is shown in the record's place`
		if !p.Type.Means(schema.Withdrawn) {
			hint = "give the type a table withdrawn with date and reason; the reason is shown in the record's place"
		}
		p.Reportf(p.Record.At("/status"), hint,
			"%s is withdrawn, but nothing says %s", p.Record.Label(), missing)
	},
}
