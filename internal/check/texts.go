package check

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
)

// within returns the span of a part of a field's text, or of the whole value
// where the part is written otherwise there, with escapes.
func within(r *content.Record, pointer, part string) diag.Span {
	whole := r.At(pointer)
	if i := bytes.Index(whole.Text(), []byte(part)); i >= 0 {
		return whole.Sub(i, i+len(part))
	}
	return whole
}

// body returns the Markdown of the record as it is written.
func (s *Subject) body() []byte {
	at := s.Record.Body
	for _, f := range s.Files {
		if f.Source == at.Source && at.Source != nil {
			return f.Bytes[min(at.Start, len(f.Bytes)):min(at.End, len(f.Bytes))]
		}
	}
	return nil
}

// bodySpan returns the span of a range of body.
func (p *Pass) bodySpan(start, end int) diag.Span {
	return p.Span(p.Record.Body.Start+start, p.Record.Body.Start+end)
}

// code returns the ranges of code in body.
func (s *Subject) code() []markup.Range {
	if s.Text == nil {
		return nil
	}
	out := slices.Clone(s.Text.Code)
	for i := range out {
		out[i].Start -= s.Record.Body.Start
		out[i].End -= s.Record.Body.Start
	}
	return out
}

// codeIn returns the ranges of code in the text of a field.
func codeIn(text string) []markup.Range {
	if !strings.ContainsAny(text, "`~") {
		return nil
	}
	return markup.Fragment([]byte(text)).Code
}

// prose returns the body with its code, and with its links and where they
// lead, blanked out. Every byte that is left is where it was.
func (p *Pass) prose() []byte {
	if p.shared.prose == nil {
		p.shared.prose = without(p.body(), p.code())
		base := p.Record.Body.Start
		for _, l := range p.Text.Links {
			blank(p.shared.prose, l.Whole.Start-base, l.Whole.End-base)
			blank(p.shared.prose, l.Start-base, l.End-base)
		}
	}
	return p.shared.prose
}

// without returns a copy of a text in which these ranges are blanked out.
func without(text []byte, ranges []markup.Range) []byte {
	out := bytes.Clone(text)
	for _, r := range ranges {
		blank(out, r.Start, r.End)
	}
	return out
}

// blank overwrites a range with spaces and keeps its lines.
func blank(b []byte, start, end int) {
	for i := max(start, 0); i < min(end, len(b)); i++ {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
}
