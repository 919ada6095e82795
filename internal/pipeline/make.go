package pipeline

import (
	"slices"

	"candor/internal/card"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/linkcheck"
	"candor/internal/site"
)

// made is a file after it was made.
type made struct {
	linkcheck.File
	reads []content.Read
}

// make makes a file of the listing.
func (s *snapshot) make(f *outFile) (made, error) {
	switch {
	case f.export != nil:
		return s.makeExport(f)
	case f.route != nil:
		return s.makePage(*f.route)
	}
	b, err := s.makeOther(f)
	return made{File: linkcheck.File{Bytes: b}}, err
}

func (s *snapshot) makeOther(f *outFile) ([]byte, error) {
	if f.card != nil {
		return s.makeCard(*f.card)
	}
	return f.Make(s.artifacts)
}

func (s *snapshot) makePage(r site.Route) (made, error) {
	res, err := s.Pages.Page(r)
	f := linkcheck.File{Bytes: res.HTML, Links: res.Links, Layout: start(res.Layout), Diags: res.Diags}
	return made{f, res.Reads}, err
}

func (s *snapshot) makeExport(f *outFile) (made, error) {
	res, err := s.Pages.Export(*f.export, *f.route)
	return made{linkcheck.File{Bytes: res.Bytes, Export: true, Flaw: res.Flaw, Layout: start(res.Layout), Diags: res.Diags}, res.Reads}, err
}

// makeCard makes the social card of a page.
func (s *snapshot) makeCard(r site.Route) ([]byte, error) {
	c, err := s.Pages.Card(r)
	if err != nil {
		return nil, err
	}
	return card.PNG(c)
}

// start is the beginning of a layout, where there is one.
func start(layout *diag.Source) diag.Span {
	if layout == nil {
		return diag.Span{}
	}
	return layout.At(0, 0)
}

// doubtful reports whether a page rests on a record with a mistake: what is wrong
// with it may only follow from that. Lists of referrers do not count, for a page
// is not made again when one of those that could be on it gets a mistake.
func (s *snapshot) doubtful(reads []content.Read) bool {
	own := slices.DeleteFunc(slices.Clone(reads), func(r content.Read) bool { return r.Back != "" })
	return s.Plan.View.Corpus.Doubtful(own)
}
