package pipeline

import (
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/site"
)

// Origin is what a page, or an export beside one, was made from.
type Origin struct {
	URL    string
	Key    content.Key // of the record that it shows; of a list, the type alone
	Files  []string    // that the record, or the introduction of the list, is written in
	Layout string      // "" where none could be found

	Records []Origin // the other records that were read: their keys and files
	Lists   []string // the types of which every record was read
}

// Origin returns what a page was made from. It takes a URL, a path from the root
// of the site, or the key of a record, "type/id", for the page that shows it. The
// result is nil where there is no such page.
func (o *Output) Origin(where string) (*Origin, error) {
	where, fragment, _ := strings.Cut(where, "#")
	f, k := o.find(where)
	if f == nil {
		return nil, nil
	}
	if row := (content.Key{Type: k.Type, ID: fragment}); k.ID == "" && o.site.Content.Corpus.Get(row) != nil {
		k = row // of a type whose records have no pages of their own
	}
	m, err := o.site.make(f)
	if err != nil {
		return nil, err
	}
	out := &Origin{URL: o.site.Plan.Base + strings.TrimSuffix(f.Path, "index.html"), Key: k}
	if k.Type != "" || f.route.Kind == site.HomePage {
		out.Files = o.site.filesOf(k)
	}
	if m.Layout.Source != nil {
		out.Layout = m.Layout.Source.Name
	}
	for _, r := range m.reads {
		switch {
		case r.Key == out.Key || r.Back != "" || r.Key.Type == "":
		case r.Key.ID == "" && r.Of == content.Fields:
			out.Lists = append(out.Lists, r.Key.Type)
		case r.Of == content.Fields || r.Of == content.Text:
			if files := o.site.filesOf(r.Key); files != nil {
				out.Records = append(out.Records, Origin{Key: r.Key, Files: files})
			}
		}
	}
	slices.SortFunc(out.Records, func(a, b Origin) int { return a.Key.Compare(b.Key) })
	out.Records = slices.CompactFunc(out.Records, func(a, b Origin) bool { return a.Key == b.Key })
	slices.Sort(out.Lists)
	out.Lists = slices.Compact(out.Lists)
	return out, nil
}

// find returns the page or the export that is meant, nil where there is none, and
// the record or the list that it shows.
func (o *Output) find(where string) (*outFile, content.Key) {
	if o.Empty() {
		return nil, content.Key{}
	}
	base := o.site.Plan.Base
	rel := strings.TrimPrefix(strings.TrimPrefix(where, base), "/")
	for _, path := range []string{rel, strings.TrimPrefix(strings.TrimSuffix(rel, "/")+"/index.html", "/")} {
		if f := o.byPath[path]; f != nil && f.route != nil {
			return f, f.route.Key
		}
	}
	typ, id, _ := strings.Cut(where, "/")
	k := content.Key{Type: typ, ID: id}
	page, _, _ := strings.Cut(o.site.Plan.URL(k), "#")
	if f := o.byPath[strings.TrimPrefix(page, base)+"index.html"]; page != "" && f != nil {
		return f, k
	}
	return nil, k
}

// filesOf returns the files of a record, or of the introduction of a type's list;
// that of no type is the front page's.
func (s *snapshot) filesOf(k content.Key) []string {
	r := s.Content.Corpus.Get(k)
	if k.ID == "" {
		r = s.Content.Sections[k.Type]
	}
	if r == nil {
		return nil
	}
	var out []string
	for _, src := range r.Sources() {
		out = append(out, src.Name)
	}
	return out
}
