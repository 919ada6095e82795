package search

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// section is a stretch of a document's text below one heading.
type section struct {
	id, heading string
	text        string
	field       bool // a field or the summary: weighed apart
	opens       bool // the heading stands here and not in a part before
}

// part is sections whose texts have at most partLimit bytes together.
type part []section

// split cuts a document into parts: summary and fields first, then the text.
// There is always one.
func split(d Document) []part {
	parts := []part{nil}
	room := partLimit
	for _, s := range sections(d) {
		for first := true; first || s.text != ""; first = false {
			n := fit(s.text, room)
			if n == 0 && s.text != "" || room < 2*len(s.heading) {
				parts, room = append(parts, nil), partLimit
				n = fit(s.text, room)
			}
			head := s
			head.text, s.text = strings.TrimSpace(s.text[:n]), strings.TrimLeft(s.text[n:], " \n\t")
			parts[len(parts)-1] = append(parts[len(parts)-1], head)
			room -= n + len(s.heading) + len(s.id)
			s.opens = false
		}
	}
	return parts
}

// fit returns how many bytes of a text fit: up to a space, or none where a part
// of its own has more room. A word as long as a part is cut.
func fit(text string, room int) int {
	if len(text) <= room {
		return len(text)
	}
	if room <= 0 {
		return 0
	}
	if i := strings.LastIndexAny(text[:room+1], " \n\t"); i > 0 {
		return i
	}
	if room < partLimit {
		return 0
	}
	for !utf8.RuneStart(text[room]) {
		room--
	}
	return room
}

func sections(d Document) []section {
	var out []section
	add := func(s section) {
		s.text = strings.TrimSpace(s.text)
		if s.text != "" || s.opens {
			out = append(out, s)
		}
	}
	add(section{text: d.Summary, field: true})
	add(section{text: strings.Join(d.Fields, " · "), field: true})
	end := len(d.Text)
	if len(d.Headings) > 0 {
		end = bound(d.Headings[0].Offset, d.Text)
	}
	add(section{text: d.Text[:end]})
	for i, h := range d.Headings {
		from, to := bound(h.Offset, d.Text), len(d.Text)
		if i+1 < len(d.Headings) {
			to = max(from, bound(d.Headings[i+1].Offset, d.Text))
		}
		add(section{id: h.ID, heading: h.Text, opens: true, text: strings.TrimPrefix(d.Text[from:to], h.Text)})
	}
	return out
}

func bound(offset int, text string) int { return max(0, min(offset, len(text))) }

// card is a document as the script shows it.
type card struct {
	URL   string      `json:"u"`
	Title string      `json:"t"`
	Label string      `json:"l,omitempty"`
	Part  [][3]string `json:"x"`
}

// further is a part that stands in a file of its own.
type further struct {
	Part [][3]string `json:"x"`
}

// cards returns the files of a document.
func cards(d Document) ([][]byte, error) {
	var out [][]byte
	for k, p := range split(d) {
		rows := make([][3]string, 0, len(p))
		for _, s := range p {
			rows = append(rows, [3]string{s.id, s.heading, s.text})
		}
		var file any = further{rows}
		if k == 0 {
			file = card{d.URL, d.Title, d.Label, rows}
		}
		b, err := encode(file)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

// encode writes JSON as it is, without escapes for HTML.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
