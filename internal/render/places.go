package render

import (
	"path"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/site"
)

// File returns the name of the record's file without its ending.
func (r *Record) File() string {
	if r.Source() == "" {
		return ""
	}
	return strings.TrimSuffix(path.Base(r.Source()), path.Ext(r.Source()))
}

// Source returns the path of the record's file in the repository.
func (r *Record) Source() string {
	if r == nil {
		return ""
	}
	if src := r.r.Source(); src != nil {
		return src.Name
	}
	return ""
}

// EditURL returns where the record can be changed, or "" where site.toml
// names no repository.
func (r *Record) EditURL() string { return r.repository("edit") }

// HistoryURL returns where the record's past can be read, or "".
func (r *Record) HistoryURL() string { return r.repository("commits") }

func (r *Record) repository(what string) string {
	if r.Source() == "" {
		return ""
	}
	repo := r.page.site.Config.Repository
	if repo.URL == "" {
		return ""
	}
	return strings.TrimSuffix(repo.URL, "/") + "/" + what + "/" + repo.Branch + "/" + r.Source()
}

// TagURL returns the page of a tag, or "" where tags have none.
func (r *Record) TagURL(tag string) string {
	if r == nil || r.page.tag(site.Slug(tag)) == nil {
		return ""
	}
	return r.page.To("tags/" + site.Slug(tag) + "/")
}

// Canonical returns the whole address of where the record is shown, or "".
func (r *Record) Canonical() string {
	if r.URL() == "" {
		return ""
	}
	return r.page.absolute(r.URL())
}

// TagURI names the record for ever, whatever happens to its address.
func (r *Record) TagURI() string {
	if r == nil {
		return ""
	}
	return site.TagURI(r.page.site.Config.BaseURL, r.r.Key.String())
}

// Twins returns the machine-readable forms of the record, without those whose
// names do not end in one of the endings, if any are given.
func (r *Record) Twins(endings ...string) []Twin {
	if r == nil {
		return nil
	}
	return r.page.twins(r.r.Key, endings)
}

// Twins returns the machine-readable forms of the record or list that the page
// shows. A state has none.
func (p *Page) Twins(endings ...string) []Twin {
	switch p.route.Kind {
	case site.RecordPage:
		return p.Record().Twins(endings...)
	case site.ListPage:
		p.lookup.All(p.route.Key.Type)
		return p.twins(p.route.Key, endings)
	case site.HomePage, site.TagsPage, site.TagPage, site.PlainPage, site.StatePage:
	}
	return nil
}

func (p *Page) twins(k content.Key, endings []string) []Twin {
	if p.site.Twins == nil {
		return nil
	}
	all := p.site.Twins(k)
	if len(endings) == 0 {
		return all
	}
	var out []Twin
	for _, t := range all {
		if slices.Contains(endings, path.Ext(t.Name)) {
			out = append(out, t)
		}
	}
	return out
}
