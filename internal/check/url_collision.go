package check

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/toml"
)

var urlCollision = &Check{
	ID:    catalog.URLCollision,
	Scope: Once,
	Run: func(pass *Pass) {
		p := collisions{pass}
		taken := map[string]claim{}
		for _, c := range p.claims() {
			before, there := taken[bare(c.url)]
			switch {
			case !there:
				taken[bare(c.url)] = c
			case !c.doubtful(pass) && !before.doubtful(pass):
				p.collide(c, before)
			}
		}
	},
}

// collisions looks at the URLs that a site claims.
type collisions struct{ *Pass }

// claim is a URL and what wants to stand there.
type claim struct {
	url  string // as it is shown
	rank int    // pages, records, aliases: the first has the right to it
	key  content.Key
	name string
	at   diag.Span
}

func (c claim) doubtful(p *Pass) bool {
	r := p.Records.Get(c.key)
	return r != nil && r.Incomplete
}

// claims returns all of them, those with the better right first.
func (p collisions) claims() []claim {
	var out []claim
	for _, r := range p.Plan.Routes {
		out = append(out, p.routeClaim(r))
	}
	for _, t := range p.Types().Types() {
		for _, r := range p.Plan.View.All(t.Name) {
			out = append(out, p.aliasClaims(r)...)
		}
	}
	slices.SortStableFunc(out, func(a, b claim) int { return cmp.Or(a.rank-b.rank, a.key.Compare(b.key)) })
	return out
}

// bare returns a URL in the one form that all of the same page have.
func bare(url string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(url, "/"), "index.html"), "/")
}

func (p collisions) routeClaim(r site.Route) claim {
	c := claim{url: "/" + strings.TrimSuffix(r.Path, "index.html"), key: r.Key, name: "a page of the site"}
	switch r.Kind {
	case site.RecordPage:
		c.rank, c.name, c.at = 1, r.Key.String(), start(p.Records.Get(r.Key))
	case site.ListPage:
		t := p.Types().Type(r.Key.Type)
		c.name = "the list of " + t.Name
		if t.Source != nil {
			c.at = t.Source.At(0, 0)
		}
	case site.HomePage:
		c.name = "the front page"
	case site.TagPage, site.TagsPage:
		c.name = "the page of a tag"
	case site.StatePage:
		c.name = r.Key.String() + " as it was on " + r.On.Text
	case site.PlainPage:
	}
	return c
}

// start returns where a record begins.
func start(r *content.Record) diag.Span {
	if r.InMany() {
		return r.At("/id")
	}
	if src := r.Source(); src != nil {
		return src.At(0, 0)
	}
	return diag.Span{}
}

func (p collisions) aliasClaims(r *content.Record) []claim {
	var out []claim
	for i, alias := range r.MeantTexts(schema.Aliases) {
		c := claim{url: alias, rank: 2, key: r.Key, name: "an old URL of " + r.Key.String()}
		c.at = r.At(toml.Pointer("aliases", i))
		out = append(out, c)
	}
	return out
}

func (p collisions) collide(c, before claim) {
	d := diag.Diagnostic{
		Span:    c.at,
		Message: c.url + " is taken: " + before.name + " stands there",
		Hint:    p.apart(c, before),
	}
	if before.at.Source != nil {
		d.Related = []diag.Related{{Span: before.at, Message: "this one has it"}}
	}
	p.Report(d)
}

// apart says which of two claims to change, and how.
func (p collisions) apart(c, before claim) string {
	switch {
	case c.rank == 2 && before.rank == 1 && c.key == before.key:
		return "delete the alias: this is where the record stands now, and an old URL is one that it had before"
	case c.rank == 2 && before.rank == 2:
		return "a URL leads to one record: keep it with the one that had it last, and delete it from the other"
	case c.rank == 2:
		return "delete the alias, or write the URL that the record really had"
	case c.rank == 0:
		return "give the type another x-url, such as /" + c.key.Type + "/{id}/"
	}
	url, fields := site.MadeOf(p.Types().Type(c.key.Type))
	switch rename := "candor mv " + c.key.String() + " NEW-ID"; {
	case before.rank == 0:
		return "that page cannot be moved: call the record otherwise, with " + rename
	case len(fields) > 0:
		return "its URL, " + url + ", is made of " + strings.Join(fields, " and ") + ": change that in the younger of the two, or put {id} into x-url"
	default:
		return "call the younger of the two otherwise, with " + rename + ", or give its type another x-url than " + url
	}
}
