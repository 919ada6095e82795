package render

import (
	"cmp"
	"html/template"
	"strings"
	"time"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/markup"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/wording"
)

// Page is the dot of a layout.
type Page struct {
	site   *Site
	route  site.Route
	lookup *content.Recorder
	self   *Record // of a record's page, made once
	links  []Link
	err    error
}

// Kind returns what the page shows: "home", "record", "state", "list", "tags",
// "tag" or the name of a plain page.
func (p *Page) Kind() string {
	switch p.route.Kind {
	case site.PlainPage:
		return p.route.Name
	case site.StatePage:
		return "state"
	case site.HomePage, site.RecordPage, site.ListPage, site.TagsPage, site.TagPage:
	}
	return [...]string{"home", "record", "list", "tags", "tag"}[p.route.Kind]
}

// URL returns the page's path from the root of the host.
func (p *Page) URL() string { return p.route.URL }

// Canonical returns the page's whole address.
func (p *Page) Canonical() string { return p.absolute(p.route.URL) }

// absolute returns the whole address of a URL of the plan.
func (p *Page) absolute(u string) string {
	return p.site.Config.BaseURL + strings.TrimPrefix(u, p.site.Plan.Base)
}

// Locale returns the language of the site as Open Graph writes it, "en_GB", or
// "" where site.toml does not say of which country it is.
func (p *Page) Locale() string {
	language, country, _ := strings.Cut(p.site.Config.Language, "-")
	if len(language) > 3 || len(country) != 2 {
		return ""
	}
	return strings.ToLower(language) + "_" + strings.ToUpper(country)
}

// Config returns what site.toml says.
func (p *Page) Config() *config.Config { return p.site.Config }

// Home returns the URL of the front page.
func (p *Page) Home() string { return p.site.Plan.Base }

// To returns the URL of a path from the root of the site.
func (p *Page) To(path string) string {
	return p.site.Plan.Base + strings.TrimPrefix(path, "/")
}

// AsOf returns the day that promises are judged on.
func (p *Page) AsOf() time.Time { return p.site.AsOf }

// Preview says that drafts are shown and the page is not for the public.
func (p *Page) Preview() bool { return p.site.Preview }

// Asset returns the URL of a static file, with its fingerprint.
func (p *Page) Asset(name string) string {
	return cmp.Or(p.site.Assets[name], p.To(name))
}

// Feed returns the URL of the page's own feed, else of the site's, else "".
func (p *Page) Feed() string {
	return cmp.Or(p.site.Feeds[p.route.Key.Type], p.site.Feeds[""])
}

// Record returns the record that the page shows, nil on other pages.
func (p *Page) Record() *Record {
	if !p.showsRecord() {
		return nil
	}
	if p.self == nil {
		p.self = p.record(p.lookup.Get(p.route.Key))
	}
	return p.self
}

// Type returns the type of the record or list, nil on other pages.
func (p *Page) Type() *schema.Type { return p.lookup.Types().Type(p.route.Key.Type) }

// Tag returns the tag of a tag's page, nil on others.
func (p *Page) Tag() *site.Tag { return p.tag(p.route.Tag) }

func (p *Page) tag(slug string) *site.Tag {
	p.lookup.Note(content.Read{Key: content.Key{ID: slug}, Of: content.Tagged})
	return p.site.Plan.Tag(slug)
}

// Tags returns all tags in order.
func (p *Page) Tags() []site.Tag {
	p.lookup.Note(content.Read{Of: content.Tagged})
	return p.site.Plan.Tags
}

// Title returns the title of the page.
func (p *Page) Title() string {
	switch p.route.Kind {
	case site.RecordPage:
		return p.Record().Title()
	case site.StatePage:
		return p.stateTitle()
	case site.ListPage:
		return p.ListTitle(p.route.Key.Type)
	case site.TagsPage:
		return "Tags"
	case site.TagPage:
		return p.Tag().Name
	case site.PlainPage:
		return plainTitle(p.route.Name)
	case site.HomePage:
	}
	return p.site.Config.Title
}

// plainTitle returns the title of a plain page.
func plainTitle(name string) string {
	switch name {
	case "404":
		return "Page not found"
	case "index-of-everything":
		return "Everything from A to Z"
	}
	return wording.Capital(wording.Spaced(name))
}

// Summary returns what the page is about in one sentence, or "".
func (p *Page) Summary() string {
	if p.route.Kind == site.StatePage {
		return p.stateSummary()
	}
	if r := p.Record(); r != nil {
		return r.Summary()
	}
	if p.route.Kind == site.ListPage {
		return ListLink{Type: p.route.Key.Type, page: p}.Summary()
	}
	return p.site.Config.Summary
}

// Section returns the introduction of the list or of the front page, nil
// where there is none.
func (p *Page) Section() *Record {
	if p.route.Kind != site.ListPage && p.route.Kind != site.HomePage {
		return nil
	}
	return p.record(p.site.Plan.Sections[p.route.Key.Type])
}

// Banner returns the notice that site.toml puts on every page.
func (p *Page) Banner() template.HTML {
	b := p.site.banner()
	nowhere := &Record{page: p, r: &content.Record{}}
	return html(b.Fill(func(slot int) markup.Target { return nowhere.target(b.Links[slot].Dest) }))
}

func (p *Page) record(r *content.Record) *Record {
	if r == nil {
		return nil
	}
	return &Record{page: p, r: r}
}

func (p *Page) records(list []*content.Record) []*Record {
	out := make([]*Record, len(list))
	for i, r := range list {
		out[i] = p.record(r)
	}
	return out
}

// fail keeps the first failure of the machine.
func (p *Page) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}
