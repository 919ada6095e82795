package pipeline

import (
	"slices"

	"candor/internal/artifacts"
	"candor/internal/check"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/linkcheck"
	"candor/internal/site"
)

// checkLinks looks at all pages together.
func (o *Output) checkLinks() diag.List {
	b := o.b
	s := &linkcheck.Site{
		Files: finished{o}, Plan: b.siteplan, Records: b.content.Corpus, Settings: o.settings, Current: b.memo.current,
		Redirects: func() []export.Redirect { return artifacts.Redirects(b.siteplan) }, Body: b.bodies.Get,
		Fields: func(r *content.Record) []check.Field {
			if b.checks != nil {
				return b.checks.ParseFields(r)
			}
			return b.world().ParseFields(r)
		},
	}
	paths := func(yield func(string) bool) {
		for _, f := range o.files {
			if !yield(f.Path) {
				return
			}
		}
	}
	return linkcheck.Check(s, b.memo.scanner, paths, func(path string) *linkcheck.Page { return b.memo.pages[path] })
}

// finished shows the files of an output to the link checker.
type finished struct{ o *Output }

func (f finished) Route(path string) (*site.Route, bool) {
	file := f.o.byPath[path]
	if file == nil {
		return nil, path == ManifestName
	}
	return file.route, true
}

func (f finished) Remake(path string) ([]byte, error) {
	m, err := f.o.make(f.o.byPath[path])
	return m.Bytes, err
}

// doubtful reports whether a page rests on a record with a mistake: what is wrong
// with it may only follow from that. Lists of referrers do not count, for a page
// is not made again when one of those that could be on it gets a mistake.
func (b *builder) doubtful(list []content.Read) bool {
	own := slices.DeleteFunc(slices.Clone(list), func(r content.Read) bool { return r.Back != "" })
	return b.siteplan.View.Corpus.Doubtful(own)
}
