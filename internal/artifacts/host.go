package artifacts

import (
	"cmp"
	"path"
	"strings"

	"candor/internal/card"
	"candor/internal/export"
	"candor/internal/schema"
	"candor/internal/site"
)

// Host returns what the host and browsers read: headers, redirects, robots.txt
// and the web manifest. The fingerprinted are the URLs of files whose bytes never
// change; the endings are those of files whose media type a host may not know.
func Host(fingerprinted, endings []string) []File {
	return []File{
		{"_headers", func(s *Site) ([]byte, error) {
			return export.Headers(s.Plan.Base, fingerprinted, endings, s.Preview), nil
		}},
		{export.WebManifestName, (*Site).webManifest},
		{"robots.txt", func(s *Site) ([]byte, error) {
			return export.Robots(s.Config.BaseURL+"sitemap.xml", s.Preview), nil
		}},
		{"_redirects", func(s *Site) ([]byte, error) { return export.Redirects(Redirects(s.Plan)), nil }},
	}
}

// Redirects lead from the aliases of public records to their pages.
func Redirects(p *site.Plan) []export.Redirect {
	var out []export.Redirect
	for _, t := range p.View.Types().Types() {
		for _, r := range p.View.All(t.Name) {
			for _, alias := range r.MeantTexts(schema.Aliases) {
				out = append(out, export.Redirect{From: p.Base + strings.TrimPrefix(alias, "/"), To: p.URL(r.Key)})
			}
		}
	}
	return out
}

// icons are the static files that a web manifest can name. A site that has
// others of the same names has them there too.
var icons = []export.Icon{
	{URL: "favicon.svg", Sizes: "any"},
	{URL: "icon-192.png", Sizes: "192x192"},
	{URL: "icon-512.png", Sizes: "512x512"},
	{URL: "icon-maskable-512.png", Sizes: "512x512", Purpose: "maskable"},
}

// webManifest makes the web manifest from what site.toml says.
func (s *Site) webManifest() ([]byte, error) {
	home := s.Plan.Base
	m := export.WebManifest{
		ID: home, StartURL: home, Scope: home, Display: "minimal-ui",
		Name: s.Config.Title, ShortName: cmp.Or(s.Config.ShortTitle, s.Config.Title), Description: s.Config.Summary,
		Language: s.Config.Language, Background: card.Paper, Theme: card.Paper,
	}
	for _, i := range icons {
		if u, ok := s.Assets[i.URL]; ok {
			i.Type, i.URL = export.MediaType(path.Ext(i.URL)), u
			m.Icons = append(m.Icons, i)
		}
	}
	return m.Bytes()
}
