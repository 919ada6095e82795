package check

import (
	"strings"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/schema"
	"candor/internal/site"
)

// Field is a field that is Markdown, parsed.
type Field struct {
	Pointer string
	Value   string
	Text    *markup.Body
}

// At returns the span of a range of the field's text.
func (f Field) At(r *content.Record, start, end int) diag.Span {
	return within(r, f.Pointer, f.Value[start:end])
}

// ParseFields parses the fields of a record that are Markdown. What looks like
// plain text is left out: nothing can be wrong with it.
func (w *World) ParseFields(r *content.Record) []Field {
	w.once.Do(w.prepare)
	if !w.of(r.Schema).markdown {
		return nil
	}
	var out []Field
	schema.WalkTexts(r.Schema.Fields, r.Values, func(at *schema.Path, f *schema.Field, s string) {
		if f.Markdown && strings.ContainsAny(s, "[<#:`~*|") {
			out = append(out, Field{at.Pointer(), s, markup.Fragment([]byte(s))})
		}
	})
	return out
}

// Issues turns what the Markdown of a record alone shows into diagnostics.
func Issues(s Subject) diag.List {
	var out diag.List
	add := func(i markup.Issue, at diag.Span) {
		out = append(out, diag.Diagnostic{ID: i.ID, Span: at, Message: i.Message, Hint: i.Hint})
	}
	if s.Text != nil {
		body := s.body()
		conflicts := conflictsIn(body, s.code())
		for _, i := range s.Text.Issues {
			if inConflict(i, s.Record.Body.Start, conflicts) || i.ID == catalog.RawHTML && isPlaceholder(body, i, s.Record.Body.Start) {
				continue
			}
			add(i, s.Record.Body.Source.At(i.Start, i.End))
		}
	}
	for _, f := range s.Fields {
		for _, i := range f.Text.Issues {
			add(i, f.At(s.Record, i.Start, i.End))
		}
	}
	return out
}

// link is a link or an image of the record, in its text or in a field.
type link struct {
	markup.Link
	to    site.Target
	field *Field // nil: of the text
}

// place returns where the destination stands.
func (p *Pass) place(l link) diag.Span {
	if l.field == nil {
		return p.Span(l.Start, l.End)
	}
	return l.field.At(p.Record, l.Start, l.End)
}

// links returns all links of the record and where they lead, and notes what they
// lead to: what is found rests on that.
func (p *Pass) links() []link {
	for _, l := range p.paths() {
		if l.to.Key.ID != "" {
			p.Get(l.to.Key)
		}
	}
	return p.shared.links
}

// paths is links for those who ask no more than whether something is there. A
// mistake in a record does not make the other links of a text doubtful.
func (p *Pass) paths() []link {
	if !p.shared.resolved {
		p.shared.resolved = true
		p.follow(p.Text, nil)
		for i := range p.Fields {
			p.follow(p.Fields[i].Text, &p.Fields[i])
		}
	}
	return p.shared.links
}

func (p *Pass) follow(text *markup.Body, f *Field) {
	if text == nil {
		return
	}
	for _, l := range text.Links {
		p.shared.links = append(p.shared.links, link{l, p.Plan.Resolve(p.Record, l.Dest), f})
	}
}

// seen says that the public sees the place of a link.
func (p *Pass) seen(l link, shown *content.Record) bool {
	if l.field == nil {
		return shown.Body.Source != nil
	}
	return p.Plan.View.Shows(p.Record, l.field.Pointer)
}
