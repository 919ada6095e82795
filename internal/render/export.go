package render

import (
	"errors"
	"path"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/render/layout"
	"candor/internal/site"
	"candor/internal/toml"
)

// Wants reports whether an export makes a file of a record of the view.
func Wants(l *layout.Set, e layout.Export, r *content.Record) (bool, diag.List) {
	return l.Wants(e, Own{r})
}

// Own is a record as the part "when" sees it: with its own values and nothing
// else, so that which files there are rests on nothing else.
type Own struct{ r *content.Record }

// ID returns the record's id.
func (o Own) ID() string { return o.r.ID }

// Get returns the value at a JSON pointer, nil where it is absent.
func (o Own) Get(pointer string) any { return o.r.Get(pointer) }

// Text returns the text at a JSON pointer, or "".
func (o Own) Text(pointer string) string { return o.r.Text(pointer) }

// Date returns the date that the record is filed under, nil where it has none.
func (o Own) Date() *toml.Date { return dateField(o.r) }

// File is a finished export: its bytes, what was read for it, and what is wrong
// with its template.
type File struct {
	Bytes  []byte
	Reads  []content.Read
	Diags  diag.List
	Flaw   string       // why what was made is not what the name of the file says; ""
	Layout *diag.Source // nil where it could not be parsed
}

// Export makes the file of an export beside the page of a route.
func (s *Site) Export(e layout.Export, r site.Route) (File, error) {
	if !s.Layouts.Parsed(e) {
		return File{}, nil
	}
	p := &Page{site: s, route: r, lookup: content.NewRecorder(s.Plan.View)}
	b, diags := s.Layouts.Export(e, p)
	if p.err != nil {
		return File{}, p.err
	}
	out := File{Layout: s.Layouts.Source(e.Layout), Reads: p.lookup.Reads(), Diags: diags}
	if len(diags) > 0 {
		return out, nil
	}
	var flaw *export.Flaw
	var err error
	out.Bytes, err = export.Finish(path.Ext(e.Name), b)
	if errors.As(err, &flaw) {
		out.Bytes, out.Flaw, err = nil, flaw.Error(), nil
	}
	return out, err
}
