package check

import (
	"net/url"
	"path"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
)

var fileUnused = &Check{
	ID: catalog.FileUnused,
	Run: func(p *Pass) {
		files := p.Record.Files()
		if len(files) == 0 {
			return
		}
		used := p.named()
		for _, f := range files {
			if !used[f] {
				p.Reportf(diag.NewSource(f, nil, nil).At(0, 0), "link to it from the text, move it to the record that shows it, or delete it",
					"nothing in %s links to this file", p.Record.Key)
			}
		}
	},
}

// named returns the paths of what the record's text links to and its fields
// name.
func (p *Pass) named() map[string]bool {
	dir := path.Dir(p.Record.Source().Name)
	out := map[string]bool{}
	for _, l := range p.links() {
		if u, err := url.Parse(l.Dest); err == nil && u.Host == "" {
			out[path.Join(dir, u.Path)] = true
		}
	}
	schema.WalkTexts(p.Type.Fields, p.Record.Values, func(_ *schema.Path, _ *schema.Field, s string) {
		out[path.Join(dir, s)] = true
	})
	return out
}
