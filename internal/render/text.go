package render

import (
	"cmp"
	"html/template"
	"path"

	"candor/internal/content"
	"candor/internal/markup"
)

// HasBody says that the record has a text of its own.
func (r *Record) HasBody() bool {
	if r == nil {
		return false
	}
	r.page.lookup.Note(content.Read{Key: r.r.Key, Of: content.Text})
	return r.r.Body.Source != nil && r.r.Body.End > r.r.Body.Start
}

func (r *Record) body() *markup.Body {
	if r == nil {
		return nil
	}
	if r.text == nil && r.HasBody() {
		b, err := r.page.site.Body(r.r)
		if err != nil {
			r.page.fail(err)
		}
		r.text = b
	}
	return r.text
}

// Body returns the record's text as HTML.
func (r *Record) Body() template.HTML {
	b := r.body()
	if b == nil {
		return ""
	}
	return html(b.Fill(func(slot int) markup.Target {
		l := b.Links[slot]
		t := r.target(l.Dest)
		r.page.links = append(r.page.links, Link{URL: t.URL, At: r.r.Body.Source.At(l.Start, l.End)})
		return t
	}))
}

// target fills a slot. A link that leads nowhere is reported by the checks; in
// the page it stays as it was written.
func (r *Record) target(dest string) markup.Target {
	t := r.page.site.Plan.Resolve(r.r, dest)
	switch {
	case t.Key.ID != "":
		r.page.lookup.Get(t.Key)
	case !t.External:
		r.page.lookup.Note(content.Read{Of: content.Files})
	}
	return markup.Target{URL: cmp.Or(t.URL, "#"), Title: cmp.Or(t.Title, path.Base(dest))}
}

// PlainText returns the record's text without its marks.
func (r *Record) PlainText() string {
	if b := r.body(); b != nil {
		return b.Text
	}
	return ""
}

// Headings returns the headings of the record's text.
func (r *Record) Headings() []markup.Heading {
	if b := r.body(); b != nil {
		return b.Headings
	}
	return nil
}

func (r *Record) markdown(s string) template.HTML {
	b := markup.Fragment([]byte(s))
	return html(b.Fill(func(slot int) markup.Target {
		t := r.target(b.Links[slot].Dest)
		r.page.links = append(r.page.links, Link{URL: t.URL, Of: r.r.Key, Dest: b.Links[slot].Dest})
		return t
	}))
}
