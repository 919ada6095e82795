package pipeline

import (
	"candor/internal/card"
	"candor/internal/render"
)

// Kept returns the paths of the pages and exports that a memo knows.
func (m *Memo) Kept() []string {
	var out []string
	for path := range m.cache.Pages.All() {
		out = append(out, path)
	}
	return out
}

// Cards returns what stands on every card of an output.
func (o *Output) Cards() ([]card.Card, error) {
	var out []card.Card
	for _, r := range o.site.Plan.Routes {
		if !render.HasCard(r) {
			continue
		}
		c, err := o.site.Pages.Card(r)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}
