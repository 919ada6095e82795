package pipeline

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/site"
	"candor/internal/toml"
)

// checkMenu reports the entries of the menu that name no type. Whether an
// address leads somewhere is found when the pages are finished.
func (b *builder) checkMenu() diag.List {
	var diags diag.List
	for i, item := range b.config.Menu {
		if item.Type == "" || b.types.Type(item.Type) != nil {
			continue
		}
		hint := "the types are " + strings.Join(b.typeNames(), ", ")
		if near, ok := diag.Nearest(item.Type, b.typeNames()); ok {
			hint = "did you mean " + near + "?"
		}
		diags.Errorf(catalog.UnknownType, b.config.At(toml.Pointer("menu", i, "type")), hint, "no type of record is called %s", item.Type)
	}
	return diags
}

// checkBanner reports what is wrong with the notice that stands on every page:
// its Markdown and its links.
func (b *builder) checkBanner() diag.List {
	var diags diag.List
	text := markup.Fragment([]byte(b.config.Banner))
	for _, i := range text.Issues {
		diags.Errorf(i.ID, b.inBanner(b.config.Banner[i.Start:i.End]), i.Hint, "in the banner: %s", i.Message)
	}
	for _, l := range text.Links {
		at := b.inBanner(b.config.Banner[l.Start:l.End])
		t := b.siteplan.Resolve(&content.Record{}, l.Dest)
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

// inBanner returns where a part of the banner stands, or the whole where it is
// written otherwise there, with escapes.
func (b *builder) inBanner(part string) diag.Span {
	whole := b.config.At("/banner")
	if i := bytes.Index(whole.Text(), []byte(part)); i >= 0 {
		return whole.Sub(i, i+len(part))
	}
	return whole
}

// leaks reports the records in the words of site.toml that stand on every page
// and that the public does not see.
func (b *builder) leaks() diag.List {
	var diags diag.List
	for _, s := range []struct{ pointer, text string }{
		{"/banner", b.config.Banner}, {"/title", b.config.Title}, {"/summary", b.config.Summary},
	} {
		for _, k := range b.checks.Hidden([]byte(s.text)) {
			if s.pointer == "/banner" && b.linked(k) {
				continue
			}
			diags.Errorf(catalog.EmbargoLeak, b.config.At(s.pointer), "take it out until "+k.String()+" is published", "this names %s, which the public does not see", k)
		}
	}
	return diags
}

// linked says that the banner links to a record: that is told already.
func (b *builder) linked(k content.Key) bool {
	return slices.ContainsFunc(markup.Fragment([]byte(b.config.Banner)).Links, func(l markup.Link) bool {
		return b.siteplan.Resolve(&content.Record{}, l.Dest).Key == k
	})
}

// settingsLinks says where each link of the menu and of the banner was written.
func (b *builder) settingsLinks() map[string]diag.Span {
	out := map[string]diag.Span{}
	for i, item := range b.config.Menu {
		if rest, ok := strings.CutPrefix(item.URL, "/"); ok {
			out[b.siteplan.Base+rest] = b.config.At(toml.Pointer("menu", i, "url"))
		}
	}
	for _, l := range markup.Fragment([]byte(b.config.Banner)).Links {
		if t := b.siteplan.Resolve(&content.Record{}, l.Dest); t.Problem == site.NoProblem && !t.External {
			out[t.URL] = b.inBanner(b.config.Banner[l.Start:l.End])
		}
	}
	return out
}
