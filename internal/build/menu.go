package build

import (
	"strings"

	"candor/internal/diag"
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
