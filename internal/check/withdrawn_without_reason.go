package check

import "candor/internal/catalog"

var withdrawnWithoutReason = &Check{
	ID: catalog.WithdrawnWithoutReason,
	Run: func(p *Pass) {
		if p.Record.Text("/status") != "withdrawn" || p.Record.Incomplete {
			return
		}
		missing := ""
		switch reason, date := p.Record.Text("/withdrawn/reason"), p.Record.Get("/withdrawn/date"); {
		case reason == "" && date == nil:
			missing = "when and why"
		case reason == "":
			missing = "why"
		case date == nil:
			missing = "when"
		default:
			return
		}
		p.Reportf(p.Record.At("/status"), `add withdrawn = {date = 2022-05-31, reason = "…"}; the reason is shown in the record's place`,
			"%s is withdrawn, but nothing says %s", p.Record.Label(), missing)
	},
}
