package render

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"
	text "text/template"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/site"
	"candor/internal/toml"
)

// Export is a template that makes a file beside the pages of a type: beside
// each record's, or beside the list.
type Export struct {
	Name   string // of the file: "record.json"
	Layout string // below layouts/
	List   bool
	Asks   bool // it has a part "when"
}

// listMark stands in front of the ending of a template's name that makes a file
// of the list.
const listMark = ".list"

// whenPart is the part of an export that says of which records it is made.
const whenPart = "when"

// MediaType returns the media type of the file, without parameters.
func (e Export) MediaType() string {
	kind, _, _ := strings.Cut(export.MediaType(path.Ext(e.Name)), ";")
	return kind
}

// parseExports makes a template of every export. One that could not be parsed
// stays, so that what links to its files is not told of too.
func (l *Layouts) parseExports(texts map[string]string) diag.List {
	var diags diag.List
	parts := text.New("parts").Funcs(functions).Funcs(exportFunctions).Funcs(text.FuncMap{shownFunction: shown})
	names := sortedNames(texts)
	whole := true
	for _, name := range names {
		if !isPart(name) {
			continue
		}
		if _, err := parts.New(name).Parse(texts[name]); err != nil {
			diags, whole = append(diags, l.fault(name, err)), false
		}
	}
	for _, name := range names {
		if isPart(name) {
			continue
		}
		if l.exports[name] = nil; !whole {
			continue
		}
		t, err := exportOf(parts, name, texts[name])
		if err != nil {
			diags = append(diags, l.fault(name, err))
		}
		l.exports[name] = t
	}
	return diags
}

func exportOf(parts *text.Template, name, s string) (*text.Template, error) {
	set, err := parts.Clone()
	if err != nil {
		return nil, err
	}
	t, err := set.New(name).Parse(s)
	if err == nil {
		showAbsence(t)
		for _, part := range t.Templates() {
			countSteps(part.Tree)
		}
	}
	return t, err
}

// Exports returns what is made beside the pages of a type, in order of name. A
// template of the type takes the place of one for all types.
func (l *Layouts) Exports(typ string) []Export {
	byName := map[string]Export{}
	for _, dir := range []string{".", typ} {
		for layout, t := range l.exports {
			if path.Dir(layout) != dir {
				continue
			}
			e := Export{Name: path.Base(layout), Layout: layout, Asks: t != nil && t.Lookup(whenPart) != nil}
			ext := path.Ext(e.Name)
			stem, list := strings.CutSuffix(strings.TrimSuffix(e.Name, ext), listMark)
			if e.List = list && stem != ""; e.List {
				e.Name = stem + ext
			}
			byName[path.Base(layout)] = e
		}
	}
	var out []Export
	for _, e := range byName {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b Export) int { return strings.Compare(a.Layout, b.Layout) })
	return out
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

// Wants says that an export makes a file of a record of the view.
func (l *Layouts) Wants(e Export, r *content.Record) (bool, diag.List) {
	t := l.exports[e.Layout]
	if !e.Asks || t == nil {
		return true, nil
	}
	var b sheet
	if err := t.ExecuteTemplate(&b, whenPart, Own{r}); err != nil {
		return false, diag.List{l.exportFault(e, err)}
	}
	return len(bytes.TrimSpace(b.Bytes())) > 0, nil
}

// exportFault tells why an export could not be followed to its end.
func (l *Layouts) exportFault(e Export, err error) diag.Diagnostic {
	if errors.Is(err, errEndless) {
		return l.endless(e.Layout, "file")
	}
	return l.fault(e.Layout, err)
}

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
func (s *Site) Export(e Export, r site.Route) (File, error) {
	t := s.Layouts.exports[e.Layout]
	if t == nil {
		return File{}, nil
	}
	out := File{Layout: s.Layouts.Source(e.Layout)}
	p := &Page{site: s, route: r, lookup: content.NewRecorder(s.Plan.View)}
	var b sheet
	err := t.Execute(&b, p)
	if p.err != nil {
		return File{}, p.err
	}
	out.Reads = p.lookup.Reads()
	if err != nil {
		out.Diags = diag.List{s.Layouts.exportFault(e, err)}
		return out, nil
	}
	var flaw *export.Flaw
	out.Bytes, err = export.Finish(path.Ext(e.Name), b.Bytes())
	if errors.As(err, &flaw) {
		out.Bytes, out.Flaw, err = nil, flaw.Error(), nil
	}
	return out, err
}
