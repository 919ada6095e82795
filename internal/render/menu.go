package render

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/site"
)

// MenuLink is an entry of the menu. Current is "page" where the entry leads to
// the page that it stands on, "true" where it leads to the section of that
// page, else "".
type MenuLink struct {
	Title, URL string
	Current    string
	typ        string
}

// MenuGroup is entries of the menu under one name. Current says that one of
// them is.
type MenuGroup struct {
	Title   string
	Links   []MenuLink
	Current bool
}

// Menu returns the menu of site.toml in groups, or all lists where it has
// none. Entries that lead to an empty list are left out.
func (p *Page) Menu() []MenuGroup {
	p.site.shared.menuOnce.Do(func() {
		// What is read for all pages is not noted for the one that asks first.
		all := &Page{site: p.site, lookup: content.NewRecorder(p.site.Plan.View)}
		p.site.shared.menu = all.makeMenu()
	})
	out := slices.Clone(p.site.shared.menu)
	for i, g := range out {
		out[i].Links = slices.Clone(g.Links)
		for j, l := range g.Links {
			out[i].Links[j].Current = p.current(l)
			out[i].Current = out[i].Current || out[i].Links[j].Current != ""
		}
	}
	return out
}

func (p *Page) current(l MenuLink) string {
	here := p.route.URL
	switch {
	case l.URL == here:
		return "page"
	case l.typ != "" && l.typ == p.route.Key.Type,
		l.typ == "" && l.URL != p.Home() && strings.HasSuffix(l.URL, "/") && strings.HasPrefix(here, l.URL):
		return "true"
	}
	return ""
}

func (p *Page) makeMenu() []MenuGroup {
	var out []MenuGroup
	for _, item := range p.menuItems() {
		link := p.menuLink(item)
		if link.URL == "" {
			continue
		}
		i := slices.IndexFunc(out, func(g MenuGroup) bool { return g.Title == item.Group })
		if i < 0 {
			out = append(out, MenuGroup{Title: item.Group})
			i = len(out) - 1
		}
		out[i].Links = append(out[i].Links, link)
	}
	return out
}

func (p *Page) menuItems() []config.MenuItem {
	if len(p.site.Config.Menu) > 0 {
		return p.site.Config.Menu
	}
	var out []config.MenuItem
	for _, l := range p.Lists() {
		out = append(out, config.MenuItem{Title: l.Title, Type: l.Type, Group: "Contents"})
	}
	return out
}

func (p *Page) menuLink(item config.MenuItem) MenuLink {
	link := MenuLink{Title: item.Title, URL: item.URL, typ: item.Type}
	if item.Type != "" {
		link.URL = p.site.Plan.ListURL(item.Type)
		link.Title = cmp.Or(item.Title, p.ListTitle(item.Type))
	} else if strings.HasPrefix(link.URL, "/") {
		link.URL = p.To(link.URL)
	}
	return link
}

// Crumb is a page above another.
type Crumb struct{ Title, URL string }

// Trail returns the pages between the front page and this one, from the top.
func (p *Page) Trail() []Crumb {
	var out []Crumb
	typ := p.route.Key.Type
	switch p.route.Kind {
	case site.RecordPage:
		out = append(out, Crumb{p.ListTitle(typ), p.ListURL(typ)})
		return append(out, p.Record().above()...)
	case site.StatePage:
		out = append(append(out, Crumb{p.ListTitle(typ), p.ListURL(typ)}), p.Record().above()...)
		return append(out, Crumb{p.Record().Title(), p.Record().URL()})
	case site.TagPage:
		return append(out, Crumb{"Tags", p.To("tags/")})
	case site.HomePage, site.ListPage, site.TagsPage, site.PlainPage:
	}
	return out
}

// above returns the records above this one in the tree of its type. A tree
// that bites its tail is cut.
func (r *Record) above() []Crumb {
	var out []Crumb
	seen := map[string]bool{r.ID(): true}
	for up := r.Parent(); up != nil && !seen[up.ID()]; up = up.Parent() {
		seen[up.ID()] = true
		out = append(out, Crumb{up.Title(), up.URL()})
	}
	slices.Reverse(out)
	return out
}
