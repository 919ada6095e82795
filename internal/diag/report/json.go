package report

import (
	"bytes"
	"encoding/json"
	"io"

	"candor/internal/diag"
	"candor/internal/printable"
)

// place is a span as programs read it.
type place struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
}

func placeOf(s diag.Span) place {
	p := s.Position()
	return place{s.File(), p.Line, p.Column, p.EndLine, p.EndColumn}
}

type jsonDiagnostic struct {
	ID       string `json:"id"`
	Severity string `json:"severity"`
	place
	Message string        `json:"message"`
	Hint    string        `json:"hint,omitempty"`
	Related []jsonRelated `json:"related,omitempty"`
	Fixes   []jsonFix     `json:"fixes,omitempty"`
}

type jsonRelated struct {
	place
	Message string `json:"message"`
}

type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	place
	Text string `json:"text"`
}

// JSON writes each diagnostic as one JSON object on a line of its own.
func JSON(w io.Writer, l diag.List) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, d := range l {
		b.Reset()
		if err := e.Encode(toJSON(d)); err != nil {
			return err
		}
		if _, err := w.Write(printable.JSON(b.Bytes())); err != nil {
			return err
		}
	}
	return nil
}

func toJSON(d diag.Diagnostic) jsonDiagnostic {
	out := jsonDiagnostic{
		ID: d.ID, Severity: d.Severity.String(), place: placeOf(d.Span), Message: d.Message, Hint: d.Hint,
	}
	for _, r := range d.Related {
		out.Related = append(out.Related, jsonRelated{placeOf(r.Span), r.Message})
	}
	for _, f := range d.Fixes {
		fix := jsonFix{Message: f.Message}
		for _, e := range f.Edits {
			fix.Edits = append(fix.Edits, jsonEdit{placeOf(e.Span), e.Text})
		}
		out.Fixes = append(out.Fixes, fix)
	}
	return out
}
