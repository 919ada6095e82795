package build

import (
	"strings"

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
		diags.Errorf("unknown-type", b.config.At(toml.Pointer("menu", i, "type")), hint, "no type of record is called %s", item.Type)
	}
	return diags
}

// checkBanner reports what is wrong with the notice that stands on every page:
// its Markdown and its links.
func (b *builder) checkBanner() diag.List {
	var diags diag.List
	at := b.config.At("/banner")
	text := markup.Fragment([]byte(b.config.Banner))
	for _, i := range text.Issues {
		diags.Errorf(i.ID, at, i.Hint, "in the banner: %s", i.Message)
	}
	for _, l := range text.Links {
		t := b.siteplan.Resolve(&content.Record{}, l.Dest)
		switch {
		case t.Problem == site.HiddenRecord:
			diags.Errorf("embargo-leak", at, "take the link out until the record is published", "the banner links to a record that is not public: %s", l.Dest)
		case t.Problem != site.NoProblem:
			hint := "correct the path, or link to a record with @/type/id"
			if t.Near != "" {
				hint = "did you mean " + t.Near + "?"
			}
			diags.Errorf("link-broken", at, hint, "this link of the banner leads nowhere: %s", l.Dest)
		}
	}
	return diags
}

// menuLinks says where each link of the menu was written.
func (b *builder) menuLinks() map[string]diag.Span {
	out := map[string]diag.Span{}
	for i, item := range b.config.Menu {
		if rest, ok := strings.CutPrefix(item.URL, "/"); ok {
			out[b.siteplan.Base+rest] = b.config.At(toml.Pointer("menu", i, "url"))
		}
	}
	return out
}
