package pipeline

import (
	"maps"
	"slices"

	"candor/internal/card"
	"candor/internal/render"
)

// Kept returns the paths of the pages and exports that a memo knows.
func (m *Memo) Kept() []string { return slices.Collect(maps.Keys(m.pages)) }

// Cards returns what stands on every card of an output.
func (o *Output) Cards() ([]card.Card, error) {
	var out []card.Card
	for _, r := range o.b.siteplan.Routes {
		if !render.HasCard(r) {
			continue
		}
		c, err := o.site.Card(r)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}
