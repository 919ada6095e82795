package schema

import (
	"slices"
	"strconv"
	"strings"

	"candor/internal/diag"
	"candor/internal/toml"
	"candor/internal/wording"
)

// subject is a value that is validated: what it is called and where it stands.
type subject struct {
	root  *Field
	value any // as it was written
	doc   *toml.Doc
	base  string // the pointer of the value in the document
}

// pointerOf returns the JSON pointer of a place.
func pointerOf(at []string) string {
	parts := make([]any, len(at))
	for i, a := range at {
		parts[i] = a
	}
	return toml.Pointer(parts...)
}

// valueSpan returns where a value stands; a default stands nowhere, so the
// table that lacks it is the place.
func (s *subject) valueSpan(at []string) diag.Span {
	if s.doc == nil {
		return diag.Span{}
	}
	return s.doc.Value(s.base + pointerOf(at))
}

// keySpan returns where the key of a value stands.
func (s *subject) keySpan(at []string) diag.Span {
	if s.doc == nil {
		return diag.Span{}
	}
	return s.doc.Key(s.base + pointerOf(at))
}

// written returns the value as the author wrote it.
func (s *subject) written(at []string) any {
	v, _ := toml.Lookup(s.value, pointerOf(at))
	return v
}

// field returns the field at a place, or nil.
func (s *subject) field(at []string) *Field {
	f := s.root
	for _, part := range at {
		switch {
		case f == nil:
			return nil
		case f.Kind == List:
			f = f.Items
		default:
			f = f.names[part]
		}
	}
	return f
}

// name is what a message calls the value at a place.
func (s *subject) name(at []string) string {
	if len(at) == 0 {
		if s.root.Pointer == "" {
			return "the record"
		}
		return wording.Quote(s.root.Name)
	}
	if _, err := strconv.Atoi(at[len(at)-1]); err == nil {
		return "an item of " + wording.Quote(s.last(at))
	}
	return wording.Quote(s.last(at))
}

// last returns the last name of a place, indices aside.
func (s *subject) last(at []string) string {
	for _, part := range slices.Backward(at) {
		if _, err := strconv.Atoi(part); err != nil {
			return part
		}
	}
	return s.root.Name
}

// dotted names a place in full: "severity.level".
func dotted(at []string) string {
	var names []string
	for _, part := range at {
		if _, err := strconv.Atoi(part); err != nil {
			names = append(names, part)
		}
	}
	return strings.Join(names, ".")
}

// replace returns the fix that puts a text in the place of a value.
func (s *subject) replace(at []string, text string) []diag.Fix {
	if s.doc == nil {
		return nil
	}
	return []diag.Fix{{Message: "write " + text, Edits: []diag.Edit{{Span: s.valueSpan(at), Text: text}}}}
}

// within says which table a field was looked for in.
func (s *subject) within(at []string) string {
	if len(at) == 0 {
		return " in a record of the type " + wording.Quote(s.root.Name)
	}
	return " in " + wording.Quote(dotted(at))
}

// inTable says in a message which table is meant; the record needs no word.
func (s *subject) inTable(at []string) string {
	if len(at) == 0 {
		return ""
	}
	return " in " + wording.Quote(dotted(at))
}

// chain returns the CAIP-2 chain that stands beside a value, else in the nearest
// table around it: it decides on the capitals of an address.
func (s *subject) chain(at []string) string {
	for n := len(at) - 1; n >= 0; n-- {
		f := s.field(at[:n])
		table, ok := s.written(at[:n]).(map[string]any)
		if f == nil || !ok {
			continue
		}
		for _, g := range f.Fields {
			if chain, ok := table[g.Name].(string); ok && g.Format == "caip2" {
				return chain
			}
		}
	}
	return ""
}

// rewrite returns the advice to write a value another way, and the fix that does.
func (s *subject) rewrite(at []string, why, text string) (string, []diag.Fix) {
	return why + ": " + s.last(at) + " = " + text, s.replace(at, text)
}
