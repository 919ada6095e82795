package build

import (
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/export"
	"candor/internal/site"
)

// feedLength is how many of the newest records a feed holds.
const feedLength = 100

// addFeeds adds a feed for each type with a date and one for the site. It
// returns their URLs by type, the site's under "".
func (b *builder) addFeeds(s *shape) map[string]string {
	urls := map[string]string{}
	if !b.config.Feature("feeds") {
		return urls
	}
	for _, t := range b.types.Types() {
		list := b.siteplan.ListURL(t.Name)
		if t.DateField == "" || list == "" {
			continue
		}
		urls[t.Name] = list + "feed.xml"
		b.addFeed(s, t.Name, t.Plural, list)
	}
	urls[""] = b.siteplan.Base + "feed.xml"
	b.addFeed(s, "", b.config.Title, b.siteplan.Base)
	return urls
}

// ofFeed returns the records of a type's feed, or of the site's: those of all
// types that have one.
func (b *builder) ofFeed(typ string) []*content.Record {
	if typ != "" {
		return b.dated(typ)
	}
	var all []*content.Record
	for _, t := range b.types.Types() {
		if t.DateField != "" && b.siteplan.ListURL(t.Name) != "" {
			all = append(all, b.dated(t.Name)...)
		}
	}
	return all
}

// dated returns the public records of a type that have a date.
func (b *builder) dated(typ string) []*content.Record {
	var out []*content.Record
	for _, r := range b.siteplan.View.All(typ) {
		if !modified(r).IsZero() {
			out = append(out, r)
		}
	}
	return out
}

func (b *builder) addFeed(s *shape, typ, title, page string) {
	if typ != "" {
		title = b.config.Title + ": " + title
	}
	name := strings.TrimPrefix(page+"feed.xml", b.siteplan.Base)
	s.add(fileOf(name, func(b *builder) ([]byte, error) { return export.Atom(b.feed(typ, title, page)) }))
}

func (b *builder) feed(typ, title, page string) export.Feed {
	records := b.ofFeed(typ)
	slices.SortFunc(records, newestFirst)
	records = records[:min(len(records), feedLength)]
	feed := export.Feed{
		ID: site.TagURI(b.config.BaseURL, "feed/"+typ), Title: title, Author: b.config.Title,
		URL: b.absolute(page + "feed.xml"), Page: b.absolute(page), Updated: b.Options.AsOf,
	}
	if b.config.Publisher.Name != "" {
		feed.Author = b.config.Publisher.Name
	}
	if len(records) > 0 {
		feed.Updated = modified(records[0])
	}
	for _, r := range records {
		feed.Entries = append(feed.Entries, b.entry(r))
	}
	return feed
}

func (b *builder) entry(r *content.Record) export.Entry {
	e := export.Entry{
		ID: site.TagURI(b.config.BaseURL, r.Key.String()), Title: r.Title(), URL: b.absolute(b.siteplan.URL(r.Key)),
		Summary: r.Text("/summary"), Updated: modified(r),
	}
	if d, ok := r.Date("/published"); ok {
		e.Published = d.First
	}
	return e
}
