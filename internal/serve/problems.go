package serve

import (
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"candor/internal/diag"
)

// problem is a diagnostic as the panel shows it.
type problem struct {
	ID       string  `json:"id"`
	Severity string  `json:"severity"`
	Message  string  `json:"message"`
	Hint     string  `json:"hint,omitempty"`
	Place    *place  `json:"place,omitempty"`
	Related  []place `json:"related,omitempty"`
}

// place is a place in a file, and the link that opens it.
type place struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Open    string `json:"open,omitempty"`
	Text    *quote `json:"text,omitempty"` // the line as it is written
	Message string `json:"message,omitempty"`
}

// quote is a line as it is written: what stands before the place, at it and
// behind it.
type quote [3]string

// problems looks up where diagnostics stand while their files are still those
// that were read.
func (s *Server) problems(l diag.List) []problem {
	out := make([]problem, 0, len(l))
	reader := &diag.Reader{}
	for _, d := range l {
		p := problem{ID: d.ID, Severity: d.Severity.String(), Message: d.Message, Hint: d.Hint, Place: s.place(reader, d.Span, "")}
		for _, r := range d.Related {
			if at := s.place(reader, r.Span, r.Message); at != nil {
				p.Related = append(p.Related, *at)
			}
		}
		out = append(out, p)
	}
	return out
}

func (s *Server) place(reader *diag.Reader, span diag.Span, message string) *place {
	if span.Source == nil {
		return nil
	}
	at := span.Position()
	p := &place{File: span.Source.Name, Line: max(at.Line, 1), Column: max(at.Column, 1), Message: message}
	p.Open = p.link(s.config)
	if e, ok := reader.Excerpt(span); ok {
		p.Text = quoted(e)
	}
	return p
}

// around is how many characters the panel shows of a line before the place and
// behind it, and at the place itself.
const around = 80

// quoted splits a line at a place, nil where there is nothing to show. What is
// not valid UTF-8 is shown as signs for it.
func quoted(e diag.Excerpt) *quote {
	text := e.Text
	if !e.CutAfter {
		text = strings.TrimRight(text, " \t\r")
	}
	start, end := min(e.Start, len(text)), min(e.End, len(text))
	before, marked, after := text[:start], valid(text[start:end]), valid(text[end:])
	if !e.CutBefore {
		before = strings.TrimLeft(before, " \t")
	}
	before = valid(before)
	if before+marked+after == "" {
		return nil
	}
	return &quote{shorten(before, -around), shorten(marked, around), shorten(after, around)}
}

// valid replaces each byte that is not UTF-8 by a sign for it.
func valid(s string) string { return string([]rune(s)) }

// shorten keeps the first n characters of a text, the last where n is negative.
func shorten(s string, n int) string {
	runes := []rune(s)
	switch {
	case n >= 0 && len(runes) > n:
		return string(runes[:n]) + "…"
	case n < 0 && len(runes) > -n:
		return "…" + string(runes[len(runes)+n:])
	}
	return s
}

// link returns the link that opens a place in the editor, "" for what is not a file
// of the site.
func (p *place) link(c Config) string {
	if c.Dir == "" || strings.HasPrefix(p.File, "theme/") {
		return ""
	}
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return ""
	}
	name := (&url.URL{Path: filepath.ToSlash(filepath.Join(dir, p.File))}).EscapedPath()
	return strings.NewReplacer("{path}", strings.TrimPrefix(name, "/"), "{line}", strconv.Itoa(p.Line), "{column}", strconv.Itoa(p.Column)).Replace(c.Editor)
}
