package pipeline

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/check"
	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/project"
	"candor/internal/site"
	"candor/internal/toml"
)

// checkMenu reports the entries of the menu that name no type. Whether an
// address leads somewhere is found when the pages are finished.
func checkMenu(p *project.Project) diag.List {
	var diags diag.List
	for i, item := range p.Config.Menu {
		if item.Type == "" || p.Types.Type(item.Type) != nil {
			continue
		}
		diags.Errorf(catalog.UnknownType, p.Config.At(toml.Pointer("menu", i, "type")), typeHint(p.Types, item.Type), "no type of record is called %s", item.Type)
	}
	return diags
}

// checkBanner reports what is wrong with the notice that is shown on every page:
// its Markdown and its links.
func checkBanner(c *config.Config, p *site.Plan) diag.List {
	var diags diag.List
	text := markup.Fragment([]byte(c.Banner))
	for _, i := range text.Issues {
		diags.Errorf(i.ID, inBanner(c, c.Banner[i.Start:i.End]), i.Hint, "in the banner: %s", i.Message)
	}
	for _, l := range text.Links {
		at := inBanner(c, c.Banner[l.Start:l.End])
		t := p.Resolve(&content.Record{}, l.Dest)
		switch {
		case t.Problem == site.HiddenRecord:
			diags.Errorf(catalog.EmbargoLeak, at, "take the link out until the record is published", "the banner links to a record that is not public: %s", l.Dest)
		case t.Problem != site.NoProblem:
			hint := "correct the path, or link to a record with @/type/id"
			if t.Near != "" {
				hint = "did you mean " + t.Near + "?"
			}
			diags.Errorf(catalog.LinkBroken, at, hint, "this link of the banner leads nowhere: %s", l.Dest)
		}
	}
	return diags
}

// inBanner returns where a part of the banner is written, or the whole banner where
// its source differs from its value, because of escapes.
func inBanner(c *config.Config, part string) diag.Span {
	whole := c.At("/banner")
	if i := bytes.Index(whole.Text(), []byte(part)); i >= 0 {
		return whole.Sub(i, i+len(part))
	}
	return whole
}

// leaks reports the records that site.toml names and that the public does not see.
// Whatever it says can be on every page.
func leaks(w *check.World) diag.List {
	var diags diag.List
	c := w.Config
	c.EachText(func(pointer, text string) {
		for _, n := range w.Hidden([]byte(text)) {
			if pointer == "/banner" && linked(c, w.Plan, n.Key) {
				continue
			}
			diags.Errorf(catalog.EmbargoLeak, c.At(pointer), "take it out until "+n.Key.String()+" is published", "this names %s, which the public does not see", n.Key)
		}
	})
	return diags
}

// linked reports whether the banner links to a record, which checkBanner tells.
func linked(c *config.Config, p *site.Plan, k content.Key) bool {
	return slices.ContainsFunc(markup.Fragment([]byte(c.Banner)).Links, func(l markup.Link) bool {
		return p.Resolve(&content.Record{}, l.Dest).Key == k
	})
}

// settingsLinks returns where each link of the menu and of the banner is written,
// by URL.
func settingsLinks(c *config.Config, p *site.Plan) map[string]diag.Span {
	out := map[string]diag.Span{}
	for i, item := range c.Menu {
		if rest, ok := strings.CutPrefix(item.URL, "/"); ok {
			out[p.Base+rest] = c.At(toml.Pointer("menu", i, "url"))
		}
	}
	for _, l := range markup.Fragment([]byte(c.Banner)).Links {
		if t := p.Resolve(&content.Record{}, l.Dest); t.Problem == site.NoProblem && !t.External {
			out[t.URL] = inBanner(c, c.Banner[l.Start:l.End])
		}
	}
	return out
}
