package artifacts

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/export"
	"candor/internal/schema"
	"candor/internal/site"
)

// feedLength is how many of the newest records a feed holds.
const feedLength = 100

// feed is a feed of the records of one type or, without a type, of all that
// have a feed.
type feed struct {
	typ, title string
	page       string // URL of the page that lists the same
}

func (f feed) url() string { return f.page + "feed.xml" }

// Feeds returns a feed for each type that has a date and a list, and one for the
// site; and their URLs by type, the site's under "". Without the feature there
// are none.
func Feeds(c *config.Config, p *site.Plan) (files []File, urls map[string]string) {
	urls = map[string]string{}
	if !c.Feature("feeds") {
		return nil, urls
	}
	for _, f := range feeds(c, p) {
		urls[f.typ] = f.url()
		files = append(files, File{strings.TrimPrefix(f.url(), p.Base), func(s *Site) ([]byte, error) {
			return export.Atom(s.feed(f))
		}})
	}
	return files, urls
}

func feeds(c *config.Config, p *site.Plan) []feed {
	var out []feed
	for _, t := range p.View.Types().Types() {
		if hasFeed(p, t) {
			out = append(out, feed{t.Name, c.Title + ": " + t.Plural, p.ListURL(t.Name)})
		}
	}
	return append(out, feed{"", c.Title, p.Base})
}

func hasFeed(p *site.Plan, t *schema.Type) bool { return t.DateField != "" && p.ListURL(t.Name) != "" }

func (s *Site) feed(f feed) export.Feed {
	records := s.newest(f.typ)
	out := export.Feed{
		ID: site.TagURI(s.Config.BaseURL, "feed/"+f.typ), Title: f.title, Author: s.Config.Title,
		URL: s.absolute(f.url()), Page: s.absolute(f.page), Updated: s.AsOf,
	}
	if s.Config.Publisher.Name != "" {
		out.Author = s.Config.Publisher.Name
	}
	if len(records) > 0 {
		out.Updated = modified(records[0])
	}
	for _, r := range records {
		out.Entries = append(out.Entries, s.entry(r))
	}
	return out
}

// newest returns the records of a feed, the newest first.
func (s *Site) newest(typ string) []*content.Record {
	records := s.dated(typ)
	slices.SortFunc(records, func(a, b *content.Record) int {
		return cmp.Or(modified(b).Compare(modified(a)), a.Key.Compare(b.Key))
	})
	return records[:min(len(records), feedLength)]
}

// dated returns the public records that have a date: those of a type or, without
// one, of all types that have a feed.
func (s *Site) dated(typ string) []*content.Record {
	var out []*content.Record
	for _, t := range s.Plan.View.Types().Types() {
		if !hasFeed(s.Plan, t) || typ != "" && t.Name != typ {
			continue
		}
		for _, r := range s.Plan.View.All(t.Name) {
			if !modified(r).IsZero() {
				out = append(out, r)
			}
		}
	}
	return out
}

func (s *Site) entry(r *content.Record) export.Entry {
	e := export.Entry{
		ID: site.TagURI(s.Config.BaseURL, r.Key.String()), Title: r.Title(), URL: s.absolute(s.Plan.URL(r.Key)),
		Summary: r.MeantText(schema.Summary), Updated: modified(r),
	}
	if d, ok := r.MeantDate(schema.Published); ok {
		e.Published = d.First
	}
	return e
}
