package edit

import (
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/schema"
	"candor/internal/toml"
)

// references rewrites the fields of a record that name the one that moves.
func (m *mover) references(r *content.Record) {
	for _, f := range content.RefFields(r.Schema) {
		for _, use := range f.Uses(r) {
			if text := m.reference(f.Field, use.Text); text != use.Text && m.setText(r.At(use.Pointer), use.Text, text) {
				m.out.References++
			}
		}
	}
}

// reference returns how a reference is written after the move. An id alone
// stays alone as long as only one of the field's types has it.
func (m *mover) reference(f *schema.Field, text string) string {
	k, ok := content.Resolve(m.Content.Corpus, f, text)
	prefix := strings.HasPrefix(text, k.Type+"/")
	switch {
	case !ok:
		return text
	case k != m.old && !prefix && len(f.Ref) > 1 && text == m.new.ID && slices.Contains(f.Ref, m.new.Type):
		return k.String()
	case k != m.old:
		return text
	case prefix || len(f.Ref) > 1 && m.sharedID(f.Ref):
		return m.new.String()
	}
	return m.new.ID
}

// sharedID says that another of these types has a record with the new id.
func (m *mover) sharedID(types []string) bool {
	return slices.ContainsFunc(types, func(t string) bool {
		return t != m.new.Type && m.Content.Corpus.Get(content.Key{Type: t, ID: m.new.ID}) != nil
	})
}

// clauses rewrites where rules and commitments say who demanded them. The field
// is theirs, not that of a type with references.
func (m *mover) clauses() {
	for _, c := range commons(m.Rules) {
		if c.Clause.Document != m.old {
			continue
		}
		pointer := toml.Pointer("clause", m.old.Type)
		if m.setText(c.Doc.Value(pointer), m.old.ID, m.new.ID) {
			m.out.References++
		}
	}
}

// commons returns what rules and commitments have in common.
func commons(rules *rule.Set) []rule.Common {
	var out []rule.Common
	for _, r := range rules.Rules() {
		out = append(out, r.Common)
	}
	for _, c := range rules.Commitments() {
		out = append(out, c.Common)
	}
	return out
}

// setText replaces a text that stands in a TOML value. It reports false where
// the value is not written there: a default, say.
func (m *mover) setText(at diag.Span, old, text string) bool {
	raw := string(at.Text())
	if v, ok := unquote(at.Source, raw); !ok || v != old {
		return false
	}
	if i := strings.Index(raw, old); i >= 0 {
		return m.replace(at.Sub(i, i+len(old)), text)
	}
	return m.replace(at, quote(text))
}

// unquote returns the text that a TOML value stands for.
func unquote(src *diag.Source, raw string) (string, bool) {
	if raw == "" || raw[0] != '"' && raw[0] != '\'' {
		return "", false
	}
	line := []byte("v = " + raw)
	doc, diags := toml.Parse(src, line, 0, len(line))
	s, ok := doc.Values["v"].(string)
	return s, ok && len(diags) == 0
}

// quote writes a text that needs no escapes.
func quote(s string) string { return `"` + s + `"` }
