package check

import (
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/wording"
)

var sectionMissing = &Check{
	ID:    catalog.SectionMissing,
	Types: func(t *schema.Type) bool { return t.Sections != nil },
	Run: func(p *Pass) {
		if p.draft() || p.Record.Status() == schema.Taken || p.excused() || p.unclear() {
			return
		}
		s := sections{Pass: p}
		s.find()
		s.disorder()
		s.missing()
	},
}

// excused says that the type does not want the sections of this record, or
// that a mistake in it leaves open whether it does.
func (p *Pass) excused() bool {
	u := p.Type.Sections.Unless
	return u != nil && (p.Record.Incomplete || slices.Contains(u.In, p.Record.Text(toml.Pointer(u.Field))))
}

// unclear says that a mistake in the text leaves open what its headings are.
func (p *Pass) unclear() bool {
	return p.Text != nil && (len(conflictsIn(p.body(), p.code())) > 0 || Unclear(p.Text))
}

// Unclear says that a text is not read as its author meant it, so that headings
// may be missing.
func Unclear(text *markup.Body) bool {
	return slices.ContainsFunc(text.Issues, func(i markup.Issue) bool { return i.ID == catalog.CodeUnclosed || i.ID == catalog.MarkdownUnread })
}

// sections compares the headings of a text with those that are wanted.
type sections struct {
	*Pass
	have []markup.Heading // of any level
	at   []int            // for each heading wanted, which of them it is, or -1
}

func (s *sections) find() {
	if s.Text != nil {
		s.have = s.Text.Headings
	}
	for _, want := range s.Type.Sections.Headings {
		s.at = append(s.at, slices.IndexFunc(s.have, func(h markup.Heading) bool { return strings.EqualFold(h.Text, want) }))
	}
}

// disorder reports every heading that stands before the one it belongs after.
func (s *sections) disorder() {
	last := -1
	for i, at := range s.at {
		if at < 0 {
			continue
		}
		if last >= 0 && at < s.at[last] {
			h, other := s.have[at], s.have[s.at[last]]
			s.Report(diag.Diagnostic{
				Span:    s.Span(h.Start, h.End),
				Message: "the section " + wording.Quote(h.Text) + " comes after " + wording.Quote(other.Text) + ", not before it",
				Hint:    "the order is " + strings.Join(s.Type.Sections.Headings, ", "),
				Related: []diag.Related{{Span: s.Span(other.Start, other.End), Message: "this one comes first"}},
			})
			continue
		}
		last = i
	}
}

// missing reports the headings that are not there: those that belong to one
// place together.
func (s *sections) missing() {
	var gap []string
	for i, want := range s.Type.Sections.Headings {
		if s.at[i] >= 0 {
			s.gap(gap, s.at[i])
			gap = nil
			continue
		}
		if h, ok := s.misspelt(want); ok {
			at := s.Span(h.Start, h.End)
			s.Report(diag.Diagnostic{
				Span: at, Message: "there is no section " + wording.Quote(want), Hint: "did you mean it here? write ## " + want,
				Fixes: []diag.Fix{{Message: "write " + want, Edits: []diag.Edit{{Span: at, Text: want}}}},
			})
			continue
		}
		gap = append(gap, want)
	}
	s.gap(gap, len(s.have))
}

// misspelt returns the heading that was meant to be the one that is wanted.
func (s *sections) misspelt(want string) (markup.Heading, bool) {
	for i, h := range s.have {
		if !slices.Contains(s.at, i) {
			if _, ok := diag.Nearest(h.Text, []string{want}); ok {
				return h, true
			}
		}
	}
	return markup.Heading{}, false
}

// gap reports headings that are missing before the heading of that number, or
// at the end.
func (s *sections) gap(names []string, before int) {
	if len(names) == 0 {
		return
	}
	message, text := "there is no section "+wording.Quote(names[0]), ", with its text"
	if len(names) > 1 {
		message, text = "there are no sections "+wording.Quote(strings.Join(names, `", "`)), ", each with its text"
	}
	add := "add ## " + strings.Join(names, ", ## ")
	at := s.end()
	if before < len(s.have) {
		at = s.Span(s.have[before].Start, s.have[before].End)
		add += " before this heading"
	}
	s.Reportf(at, add+text, "%s", message)
}

// end returns the place behind the last word of the text.
func (s *sections) end() diag.Span {
	b := s.body()
	if s.Record.Body.Source == nil {
		return s.Record.At("")
	}
	n := len(strings.TrimRight(string(b), " \t\r\n"))
	return s.bodySpan(n, n)
}
