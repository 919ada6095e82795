package render

import (
	"path"
	"strings"

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

// Twins returns the machine-readable forms of the record.
func (r *Record) Twins() []Twin {
	if r == nil || r.page.site.Twins == nil {
		return nil
	}
	return r.page.site.Twins(r.r.Key)
}
