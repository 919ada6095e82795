package artifacts

import (
	"candor/internal/export"
	"candor/internal/site"
)

// Sitemap returns the sitemap, in several parts where the pages are more than
// one may hold.
func Sitemap(p *site.Plan) []File {
	n := len(listed(p))
	if n <= export.SitemapLimit {
		return []File{{"sitemap.xml", func(s *Site) ([]byte, error) { return export.Sitemap(s.locations()) }}}
	}
	var out []File
	for from := 0; from < n; from += export.SitemapLimit {
		name := "sitemap-" + string(rune('a'+len(out))) + ".xml"
		out = append(out, File{name, func(s *Site) ([]byte, error) {
			all := s.locations()
			return export.Sitemap(all[from:min(from+export.SitemapLimit, len(all))])
		}})
	}
	return append(out, sitemapIndex(out))
}

func sitemapIndex(parts []File) File {
	return File{"sitemap.xml", func(s *Site) ([]byte, error) {
		urls := make([]string, len(parts))
		for i, part := range parts {
			urls[i] = s.Config.BaseURL + part.Path
		}
		return export.SitemapIndex(urls)
	}}
}

// listed returns the pages that the sitemap lists.
func listed(p *site.Plan) []site.Route {
	out := make([]site.Route, 0, len(p.Routes))
	for _, r := range p.Routes {
		if r.Path != "404.html" {
			out = append(out, r)
		}
	}
	return out
}

func (s *Site) locations() []export.Location {
	routes := listed(s.Plan)
	out := make([]export.Location, len(routes))
	for i, r := range routes {
		out[i].URL = s.absolute(r.URL)
		if r.Kind == site.RecordPage {
			out[i].Modified = modified(s.Plan.View.Get(r.Key))
		}
	}
	return out
}
