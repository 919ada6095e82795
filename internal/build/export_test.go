package build

import (
	"candor/internal/card"
	"candor/internal/diag"
	"candor/internal/render"
)

// Sums returns the hashes of the pages that a memo knows, by path.
func (m *Memo) Sums() map[string]diag.Hash {
	out := map[string]diag.Hash{}
	for path, p := range m.pages {
		out[path] = p.sum
	}
	return out
}

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
