package pipeline

import "candor/internal/content"

// Page is a page, or an export, as somebody opens it.
type Page struct {
	HTML []byte      // of an export: its bytes
	Key  content.Key // of the record that it shows, or its type alone

	Failed   bool // no layout could make it; the diagnostics of Output.Inspect tell why
	Doubtful bool // the file of its record has a mistake
}

// Page makes the page or the export of a path; it is nil where there is none.
func (o *Output) Page(path string) (*Page, error) {
	f := o.byPath[path]
	if f == nil || f.route == nil {
		return nil, nil
	}
	m, err := o.site.make(f)
	if err != nil {
		return nil, err
	}
	p := &Page{HTML: m.Bytes, Key: f.route.Key, Failed: m.Failed()}
	p.Doubtful = o.Doubtful(p.Key)
	return p, nil
}

// Doubtful reports whether a record is there, shown or not, but its file has a
// mistake.
func (o *Output) Doubtful(k content.Key) bool {
	if o.Empty() || k.ID == "" {
		return false
	}
	r := o.site.Content.Corpus.Get(k)
	return r != nil && r.Incomplete
}

// Empty reports whether nothing can be shown, because a type is faulty.
func (o *Output) Empty() bool { return o.site == nil }

// Base returns the path of the site's address: "/" or "/security/".
func (o *Output) Base() string {
	if o.Empty() {
		return "/"
	}
	return o.site.Plan.Base
}
