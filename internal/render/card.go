package render

import (
	"net/url"
	"strings"

	"candor/internal/card"
	"candor/internal/content"
	"candor/internal/render/fn"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/wording"
)

// Picture is the social card of a page: what others show where they link to it.
type Picture struct {
	URL           string // whole
	Alt           string // what stands on it
	Width, Height int
}

// Card returns the page's social card, nil where it has none. The pages of
// tags, and those of the whole site, have that of the front page; a record on a
// day has that of the record.
func (p *Page) Card() *Picture {
	if !p.site.Config.Feature("social_cards") || p.route.Name == "404" {
		return nil
	}
	r := site.Route{Kind: site.HomePage, URL: p.site.Plan.Base}
	switch p.route.Kind {
	case site.RecordPage, site.ListPage:
		r = p.route
	case site.StatePage:
		r = site.Route{Kind: site.RecordPage, URL: p.Record().URL(), Key: p.route.Key}
	case site.HomePage, site.TagsPage, site.TagPage, site.PlainPage:
	}
	return &Picture{
		URL: p.absolute(r.URL) + CardName, Alt: alt((&Page{site: p.site, route: r, lookup: p.lookup}).card()),
		Width: card.Width, Height: card.Height,
	}
}

// CardName is the name of a page's social card beside it.
const CardName = "card.png"

// HasCard says that a page has a card of its own.
func HasCard(r site.Route) bool {
	switch r.Kind {
	case site.HomePage, site.RecordPage, site.ListPage:
		return strings.HasSuffix(r.URL, "/")
	case site.StatePage, site.TagsPage, site.TagPage, site.PlainPage:
	}
	return false
}

// Card returns what stands on the card of a page. Like the page itself it comes
// from what the public sees.
func (s *Site) Card(r site.Route) (card.Card, error) {
	p := &Page{site: s, route: r, lookup: content.NewRecorder(s.Plan.View)}
	return p.card(), p.err
}

func (p *Page) card() card.Card {
	c := card.Card{Title: p.Title(), Lead: p.Config().Summary, Site: p.Config().Title, Host: p.host()}
	switch r := p.Record(); {
	case r != nil:
		c.Kicker, c.Else, c.Lead, c.Facts = r.kicker(), r.ID(), r.lead(), r.cardFacts()
	case p.route.Kind == site.ListPage:
		c.Kicker = wording.Count(float64(len(p.lookup.All(p.route.Key.Type))), "entry", "entries")
		c.Lead, c.Else = p.Summary(), wording.Capital(wording.Spaced(p.route.Key.Type))
	default:
		c.Kicker, c.Else = "A public record", c.Host
		if s := p.Section(); s != nil {
			c.Title = s.Title()
		}
		if c.Title == c.Site {
			c.Site = "" // once is enough
		}
	}
	return c
}

// kicker says what the record is, and what people call it.
func (r *Record) kicker() string {
	if label := r.Label(); label != r.Title() && label != r.ID() {
		return r.Type().Title + " · " + label
	}
	return r.Type().Title
}

// lead says below the title why there is not more, else what the record is
// about.
func (r *Record) lead() string {
	switch {
	case r.Status() == "withdrawn":
		return "Withdrawn."
	case r.Status() == "draft":
		return "A draft: not yet published."
	case r.Withheld():
		return "Not disclosed."
	}
	return r.r.MeantText(schema.Summary)
}

// cardFacts returns what the type's x-card names, else the date that the record
// is filed under. The first has a mark where it is a word of a closed list.
func (r *Record) cardFacts() []card.Fact {
	t := r.Type()
	list := t.Card
	if f := t.Lookup(t.DateField); list == nil && f != nil {
		list = []schema.Fact{{Name: f.Title, Pointer: t.DateField}}
	}
	var out []card.Fact
	for _, f := range list {
		v := r.Value(f.Pointer)
		if text := v.line(); text != "" {
			out = append(out, card.Fact{Name: f.Name, Value: text, Mark: len(out) == 0 && v.Kind() == "word"})
		}
	}
	return out
}

// line returns a single value as people write it, or "".
func (v *Value) line() string {
	switch v.Kind() {
	case "date":
		return fn.Date(v.Raw())
	case "number":
		return fn.Money(v.Raw(), v.Currency())
	case "bool":
		if v.Raw() == true {
			return "Yes"
		}
		return "No"
	case "ref":
		return v.Ref().Title()
	case "url", "email":
		return wording.Link(v.Text())
	case "address", "code":
		return wording.Short(v.Text())
	}
	return v.Text()
}

// alt says what stands on a card.
func alt(c card.Card) string {
	out := c.Title
	if c.Kicker != "" {
		out = c.Kicker + ": " + out
	}
	for _, f := range c.Facts {
		out = strings.TrimRight(out, ".") + ". " + f.Name + ": " + f.Value
	}
	return out
}

// host returns where the site is, in words.
func (p *Page) host() string {
	u, err := url.Parse(p.site.Config.BaseURL)
	if err != nil {
		return ""
	}
	return u.Host + strings.TrimSuffix(u.Path, "/")
}
