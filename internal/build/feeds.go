package build

import (
	"net/url"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/export"
)

// feedLength is how many of the newest records a feed holds.
const feedLength = 100

// addFeeds adds a feed for each type with a date and one for the site. It
// returns their URLs by type, the site's under "".
func (b *builder) addFeeds(o *Output) map[string]string {
	urls := map[string]string{}
	if !b.config.Feature("feeds") {
		return urls
	}
	var all []*content.Record
	for _, t := range b.types.Types() {
		list := b.siteplan.ListURL(t.Name)
		if t.DateField == "" || list == "" {
			continue
		}
		records := b.dated(t.Name)
		all = append(all, records...)
		urls[t.Name] = list + "feed.xml"
		b.addFeed(o, t.Name, t.Plural, list, records)
	}
	urls[""] = b.siteplan.Base + "feed.xml"
	b.addFeed(o, "", b.config.Title, b.siteplan.Base, all)
	return urls
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

func (b *builder) addFeed(o *Output, typ, title, page string, records []*content.Record) {
	slices.SortFunc(records, newestFirst)
	records = slices.Clip(records[:min(len(records), feedLength)])
	if typ != "" {
		title = b.config.Title + ": " + title
	}
	feed := export.Feed{
		ID: b.tagURI("feed/" + typ), Title: title, Author: b.config.Title,
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
	name := strings.TrimPrefix(page+"feed.xml", b.siteplan.Base)
	o.add(lazy(name, func() ([]byte, error) { return export.Atom(feed) }))
}

func (b *builder) entry(r *content.Record) export.Entry {
	e := export.Entry{
		ID: b.tagURI(r.Key.String()), Title: r.Title(), URL: b.absolute(b.siteplan.URL(r.Key)),
		Summary: r.Text("/summary"), Updated: modified(r),
	}
	if d, ok := r.Date("/published"); ok {
		e.Published = d.First
	}
	return e
}

// tagURI names something for ever (RFC 4151): by the host that the site is
// published at and by what it is, not by where it stands.
func (b *builder) tagURI(what string) string {
	host := "localhost"
	if u, err := url.Parse(b.config.BaseURL); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return "tag:" + host + ",2020:" + what
}
