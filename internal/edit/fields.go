package edit

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/schema"
)

// markdownFields rewrites the links of the fields that hold Markdown.
func (m *mover) markdownFields(r *content.Record, from view) {
	schema.WalkTexts(r.Schema.Fields, r.Values, func(at *schema.Path, f *schema.Field, text string) {
		if f.Markdown {
			m.markdown(r.At(at.Pointer()), text, from)
		}
	})
}

// markdown rewrites the links of a Markdown text that is a TOML value.
func (m *mover) markdown(at diag.Span, text string, from view) {
	if !strings.Contains(text, "](") && !strings.Contains(text, "]:") {
		return
	}
	raw := string(at.Text())
	if v, ok := unquote(at.Source, raw); !ok || v != text {
		return
	}
	places := align(raw, text)
	for _, l := range markup.Fragment([]byte(text)).Links {
		if places == nil || l.End >= len(places) {
			return
		}
		start, end := places[l.Start], places[l.End]
		if raw[start:end] == text[l.Start:l.End] { // no escapes inside
			m.linkAt(at.Sub(start, end), l.Dest, from)
		}
	}
}

// align returns for every byte of the text that a TOML string stands for, and
// for its end, where it stands in the string as it is written; nil where the
// two do not fit.
func align(raw, text string) []int {
	quote, multi := raw[:1], len(raw) >= 6 && raw[1] == raw[0] && raw[2] == raw[0]
	i := 1
	if multi {
		i = 3
		i += len(raw[i:]) - len(strings.TrimPrefix(strings.TrimPrefix(raw[i:], "\r"), "\n"))
	}
	out := make([]int, 0, len(text)+1)
	for j := 0; j < len(text); {
		step, width := 1, 1
		switch {
		case i >= len(raw):
			return nil
		case quote == `"` && raw[i] == '\\':
			if step, width = escape(raw[i:]); step == 0 {
				return nil
			}
		case raw[i] == '\r' && text[j] == '\n':
			step, width = 1, 0
		case raw[i] != text[j]:
			return nil
		}
		for range width {
			out = append(out, i)
		}
		i, j = i+step, j+width
	}
	if len(out) != len(text) {
		return nil
	}
	return append(out, i)
}

// escape returns how long an escape sequence is and how many bytes it stands
// for. One that ends a line stands for none and takes what is blank behind it.
func escape(s string) (length, bytes int) {
	if len(s) < 2 {
		return 0, 0
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[1]]
	switch {
	case strings.ContainsRune(" \t\r\n", rune(s[1])):
		return len(s) - len(strings.TrimLeft(s[1:], " \t\r\n")), 0
	case digits == 0:
		return 2, 1
	case len(s) < 2+digits:
		return 0, 0
	}
	n, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil {
		return 0, 0
	}
	return 2 + digits, utf8.RuneLen(rune(n))
}
