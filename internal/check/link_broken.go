package check

import "candor/internal/site"

var linkBroken = &Check{
	ID: "link-broken",
	Run: func(p *Pass) {
		for _, l := range p.links() {
			if l.Image || l.to.Problem == site.NoProblem || l.to.Problem == site.HiddenRecord {
				continue
			}
			hint := "correct the path, or link to a record with @/type/id"
			if l.to.Near != "" {
				hint = "did you mean " + l.to.Near + "?"
			}
			p.Reportf(p.place(l), hint, "this link leads nowhere: %s", l.Dest)
		}
	},
}
