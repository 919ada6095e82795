package check

import "candor/internal/site"

var linkBroken = &Check{
	ID: "link-broken",
	Run: func(p *Pass) {
		for i, t := range p.Targets() {
			l := p.Text.Links[i]
			if l.Image || t.Problem == site.NoProblem || t.Problem == site.HiddenRecord {
				continue
			}
			hint := "correct the path, or link to a record with @/type/id"
			if t.Near != "" {
				hint = "did you mean " + t.Near + "?"
			}
			p.Reportf(p.Span(l.Start, l.End), hint, "this link leads nowhere: %s", l.Dest)
		}
	},
}
