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
	Text    string `json:"text,omitempty"` // the line as it is written
	Message string `json:"message,omitempty"`
}

// problems looks up where diagnostics stand while their files are still those
// that were read.
func (s *Server) problems(l diag.List) []problem {
	out := make([]problem, 0, len(l))
	for _, d := range l {
		p := problem{ID: d.ID, Severity: d.Severity.String(), Message: d.Message, Hint: d.Hint, Place: s.place(d.Span, "")}
		for _, r := range d.Related {
			if at := s.place(r.Span, r.Message); at != nil {
				p.Related = append(p.Related, *at)
			}
		}
		out = append(out, p)
	}
	return out
}

func (s *Server) place(span diag.Span, message string) *place {
	if span.Source == nil {
		return nil
	}
	at := span.Position()
	p := &place{File: span.Source.Name, Line: max(at.Line, 1), Column: max(at.Column, 1), Message: message}
	p.Open = s.open(p)
	if b, err := span.Source.Bytes(); err == nil && at.Line > 0 {
		lines := strings.SplitN(string(b), "\n", at.Line+1)
		p.Text = shorten(strings.TrimSpace(lines[at.Line-1]))
	}
	return p
}

// longestLine is how many characters of a line the panel shows.
const longestLine = 160

func shorten(s string) string {
	if runes := []rune(s); len(runes) > longestLine {
		return string(runes[:longestLine]) + "…"
	}
	return s
}

// open returns the link that opens a place, "" for what is no file of the site.
func (s *Server) open(p *place) string {
	if s.config.Dir == "" || strings.HasPrefix(p.File, "theme/") {
		return ""
	}
	dir, err := filepath.Abs(s.config.Dir)
	if err != nil {
		return ""
	}
	name := (&url.URL{Path: filepath.ToSlash(filepath.Join(dir, p.File))}).EscapedPath()
	return strings.NewReplacer("{path}", strings.TrimPrefix(name, "/"), "{line}", strconv.Itoa(p.Line), "{column}", strconv.Itoa(p.Column)).Replace(s.config.Editor)
}
