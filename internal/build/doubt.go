package build

import (
	"slices"

	"candor/internal/check"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/render"
	"candor/internal/site"
)

// doubtful says that a page rests on a record with a mistake: what is wrong with
// it may only follow from that. Lists of referrers do not count, for a page is
// not made again when one of those that could be on it gets a mistake.
func (b *builder) doubtful(list []content.Read) bool {
	own := slices.DeleteFunc(slices.Clone(list), func(r content.Read) bool { return r.Back != "" })
	return b.siteplan.View.Corpus.Doubtful(own)
}

// unknown says that a record may be missing, because its file cannot be read.
func (b *builder) unknown() bool {
	for _, t := range b.types.Types() {
		if b.content.Corpus.Partial(t.Name) || slices.ContainsFunc(b.content.Corpus.All(t.Name), func(r *content.Record) bool { return r.Damaged }) {
			return true
		}
	}
	return false
}

// text returns the text that a page shows, nil where it shows no record.
func (b *builder) text(file string) *markup.Body {
	f := b.out.byPath[file]
	if f == nil || f.route == nil || f.route.Kind != site.RecordPage {
		return nil
	}
	if r := b.siteplan.View.Get(f.route.Key); r != nil {
		if body, err := b.bodies.get(r); err == nil { // whoever opens the page is told of the error
			return body
		}
	}
	return nil
}

// garbled says that the text of a page is not what its author meant, so that
// headings are missing.
func (b *builder) garbled(file string) bool {
	t := b.text(file)
	return t != nil && check.Unclear(t)
}

// written returns where a link was written. That of a field is looked up when
// somebody asks.
func (b *builder) written(l render.Link) diag.Span {
	if l.At.Source != nil {
		return b.memo.moved(l.At)
	}
	r := b.content.Corpus.Get(l.Of)
	if r == nil {
		return diag.Span{}
	}
	w := b.checks
	if w == nil {
		w = b.world()
	}
	for _, f := range w.ParseFields(r) {
		for _, link := range f.Text.Links {
			if link.Dest == l.Dest {
				return f.At(r, link.Start, link.End)
			}
		}
	}
	return r.At("")
}
