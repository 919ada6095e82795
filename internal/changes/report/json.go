package report

import (
	"bytes"
	"encoding/json"
	"io"

	"candor/internal/printable"
)

// JSON writes the report as one object.
func (r *Report) JSON(w io.Writer) error {
	type detail struct {
		Pointer string `json:"pointer"`
		Words   string `json:"words"`
		Weight  string `json:"weight"`
	}
	type change struct {
		Kind    Kind     `json:"kind"`
		Weight  string   `json:"weight"`
		Group   string   `json:"group"`
		Type    string   `json:"type,omitempty"`
		ID      string   `json:"id,omitempty"`
		Name    string   `json:"name"`
		Words   string   `json:"words,omitempty"`
		Details []detail `json:"details,omitempty"`
	}
	type unread struct {
		Side    string   `json:"side"`
		File    string   `json:"file,omitempty"`
		Message string   `json:"message"`
		Records []string `json:"records,omitempty"`
	}
	out := struct {
		From    string   `json:"from"`
		To      string   `json:"to"`
		Summary string   `json:"summary"`
		Changes []change `json:"changes"`
		Unread  []unread `json:"unread"`
	}{From: r.Old, To: r.New, Summary: r.summary(), Changes: []change{}, Unread: []unread{}}
	for _, c := range r.Changes {
		next := change{c.Kind, c.Weight.String(), c.Group, c.Key.Type, c.Key.ID, c.Name, c.Words, nil}
		for _, d := range c.Details {
			next.Details = append(next.Details, detail{d.Pointer, d.Words, d.Weight.String()})
		}
		out.Changes = append(out.Changes, next)
	}
	for _, u := range r.Unread {
		out.Unread = append(out.Unread, unread(u))
	}
	return encode(w, out)
}

// encode writes a value with its control characters escaped.
func encode(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(printable.JSON(b.Bytes()))
	return err
}
