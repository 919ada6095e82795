package layout

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"
	text "text/template"

	"candor/internal/diag"
	"candor/internal/export"
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

// Parsed reports whether the template of an export could be parsed.
func (l *Set) Parsed(e Export) bool { return l.exports[e.Layout] != nil }

// MediaType returns the media type of the file, without parameters.
func (e Export) MediaType() string {
	kind, _, _ := strings.Cut(export.MediaType(path.Ext(e.Name)), ";")
	return kind
}

// parseExports makes a template of every export. One that could not be parsed
// stays, so that what links to its files is not told of too.
func (l *Set) parseExports(texts map[string]string) diag.List {
	var diags diag.List
	parts := text.New("parts").Funcs(l.words.Functions).Funcs(l.words.Exports).
		Funcs(text.FuncMap{headingsFunction: headingsPlace, shownFunction: shown})
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
func (l *Set) Exports(typ string) []Export {
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

// Wants reports whether an export makes a file of a record, given as its part
// "when" sees it.
func (l *Set) Wants(e Export, own any) (bool, diag.List) {
	t := l.exports[e.Layout]
	if !e.Asks || t == nil {
		return true, nil
	}
	var b sheet
	if err := t.ExecuteTemplate(&b, whenPart, own); err != nil {
		return false, diag.List{l.exportFault(e, err)}
	}
	return len(bytes.TrimSpace(b.Bytes())) > 0, nil
}

// Export returns what the template of an export makes of the data, nil where it
// could not be parsed, which has been reported.
func (l *Set) Export(e Export, data any) ([]byte, diag.List) {
	t := l.exports[e.Layout]
	if t == nil {
		return nil, nil
	}
	var b sheet
	if err := t.Execute(&b, data); err != nil {
		return nil, diag.List{l.exportFault(e, err)}
	}
	return b.Bytes(), nil
}

// exportFault tells why an export could not be followed to its end.
func (l *Set) exportFault(e Export, err error) diag.Diagnostic {
	if errors.Is(err, errEndless) {
		return l.endless(e.Layout, "file")
	}
	return l.fault(e.Layout, err)
}
