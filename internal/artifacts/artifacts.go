// Package artifacts knows the files of a site that are not made by layouts:
// feeds, the sitemap, what the host and the browser read, the static files, and
// the entries of the manifest. How each of them is written is the business of
// package export.
//
// Which files there are is known before any of them is made. A File therefore
// holds a function, and is given the Site as it is when the file is opened: two
// builds whose files differ only in their bytes share the list of files.
package artifacts

import (
	"io/fs"
	"net/url"
	"strings"
	"time"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/export"
	"candor/internal/schema"
	"candor/internal/site"
)

// Site is what the files are made from.
type Site struct {
	Files   fs.FS // the site's folder
	Theme   fs.FS // static files for those that the site does not have; may be nil
	Config  *config.Config
	Plan    *site.Plan
	AsOf    time.Time         // what a feed without entries says it was updated
	Preview bool              // not for search engines
	Assets  map[string]string // URLs of static files, by name
}

// File is one file of the output.
type File struct {
	Path string // from the root of the site
	Make func(*Site) ([]byte, error)
}

// Copy returns a file with the bytes of a file in the site's folder.
func Copy(source, path string) File {
	return File{path, func(s *Site) ([]byte, error) { return readSource(s.Files, source) }}
}

// absolute returns the whole address of a URL of the plan.
func (s *Site) absolute(u string) string { return Absolute(s.Config, s.Plan, u) }

// Absolute returns the whole address of a URL of the plan.
func Absolute(c *config.Config, p *site.Plan, u string) string {
	return c.BaseURL + strings.TrimPrefix(u, p.Base)
}

// Escape writes the path of a file as a URL. What has a meaning in the file of
// headers is escaped too: a line end, a star, a colon.
func Escape(path string) string {
	return strings.NewReplacer("*", "%2A", ":", "%3A").Replace((&url.URL{Path: path}).EscapedPath())
}

// modified returns when a record last changed, as far as it says; else the zero
// time.
func modified(r *content.Record) time.Time {
	for _, m := range []schema.Meaning{schema.Updated, schema.Published} {
		if d, ok := r.MeantDate(m); ok {
			return d.First
		}
	}
	if d, ok := r.Date(r.Schema.DateField); ok && r.Schema.DateField != "" {
		return d.First
	}
	return time.Time{}
}

// Entry returns what the manifest says of a file: of one without a route its
// path alone. The file may be an export, which lies beside the page of the
// route.
func Entry(p *site.Plan, path string, r *site.Route, isExport bool) export.File {
	if r == nil {
		return export.File{Path: path}
	}
	e := export.File{Path: path, URL: r.URL, Type: r.Key.Type, ID: r.Key.ID}
	if isExport {
		e.URL = p.Base + path
	}
	if r.Kind == site.RecordPage {
		rec := p.View.Get(r.Key)
		e.Published, e.Updated = day(rec, schema.Published), day(rec, schema.Updated)
	}
	return e
}

func day(r *content.Record, m schema.Meaning) string {
	if d, ok := r.MeantDate(m); ok {
		return d.Text
	}
	return ""
}
