package build

import (
	"cmp"
	"path"

	"candor/internal/card"
	"candor/internal/export"
)

// icons are the static files that a web manifest can name. A site that has
// others of the same names has them there too.
var icons = []export.Icon{
	{URL: "favicon.svg", Sizes: "any"},
	{URL: "icon-192.png", Sizes: "192x192"},
	{URL: "icon-512.png", Sizes: "512x512"},
	{URL: "icon-maskable-512.png", Sizes: "512x512", Purpose: "maskable"},
}

// webManifest makes the web manifest from what site.toml says.
func (b *builder) webManifest() ([]byte, error) {
	home := b.siteplan.Base
	m := export.WebManifest{
		ID: home, StartURL: home, Scope: home, Display: "minimal-ui",
		Name: b.config.Title, ShortName: cmp.Or(b.config.ShortTitle, b.config.Title), Description: b.config.Summary,
		Language: b.config.Language, Background: card.Paper, Theme: card.Paper,
	}
	for _, i := range icons {
		if u, ok := b.out.assets[i.URL]; ok {
			i.Type, i.URL = export.MediaType(path.Ext(i.URL)), u
			m.Icons = append(m.Icons, i)
		}
	}
	return m.Bytes()
}
