package pipeline

import (
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
	s := &linkcheck.Site{
		Files: finished{o}, Plan: o.site.Plan, Records: o.site.Content.Corpus, Settings: o.settings, Current: o.memo.cache.Current,
		Redirects: func() []export.Redirect { return artifacts.Redirects(o.site.Plan) },
		Body:      o.site.bodies.Get,
		Fields:    func(r *content.Record) []check.Field { return o.memo.world(o.site).ParseFields(r) },
	}
	paths := func(yield func(string) bool) {
		for _, f := range o.files {
			if !yield(f.Path) {
				return
			}
		}
	}
	return linkcheck.Check(s, o.memo.cache.Scanner, paths, o.memo.cache.Pages.Get)
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
	m, err := f.o.site.make(f.o.byPath[path])
	return m.Bytes, err
}
