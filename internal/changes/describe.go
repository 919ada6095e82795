package changes

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
)

// ordinary returns the words for a value that no phrase is for.
func (v *value) ordinary(f *filler) string {
	f.shown = append(f.shown, shown{v.side, v.pointer})
	switch raw := v.raw.(type) {
	case nil:
		return ""
	case string:
		return v.text(raw)
	case bool:
		if raw {
			return "yes"
		}
		return "no"
	case int64:
		return number(float64(raw)) + v.unit()
	case float64:
		return v.amount(raw)
	case toml.Date:
		return raw.Words()
	case []any:
		return v.items(f)
	case map[string]any:
		return v.fields(f)
	}
	return fmt.Sprint(v.raw)
}

func (v *value) text(s string) string {
	switch {
	case len(v.field.Ref) > 0:
		if k, ok := content.Resolve(v.side.records, v.field, s); ok {
			if r := v.side.records.Get(k); r != nil {
				return nameOf(r)
			}
		}
		return s
	case len(v.field.Enum) > 0:
		return enumWord(s)
	}
	return oneLine(s)
}

// amount writes a number with the currency that stands beside it or in a table
// around it, or with its unit.
func (v *value) amount(n float64) string {
	if u := v.unit(); u != "" {
		return number(n) + u
	}
	for a := v.around; a != nil; a = a.around {
		if c, ok := a.table()["currency"].(string); ok {
			return c + " " + number(n)
		}
	}
	return number(n)
}

// unit returns what stands beside a number as its unit.
func (v *value) unit() string {
	if v.around != nil {
		if u, ok := v.around.table()["unit"].(string); ok {
			return " " + u
		}
	}
	return ""
}

func (v *value) items(f *filler) string {
	var words []string
	for i := range v.list() {
		words = append(words, v.item(i).words(f))
	}
	return join(words)
}

// fields writes a table: what it is called, then the rest with their titles.
func (v *value) fields(f *filler) string {
	var words []string
	for _, name := range v.names(nil) {
		c := v.child(name)
		if l, ok := c.raw.([]any); c.raw == nil || ok && len(l) == 0 {
			continue
		}
		words = append(words, v.titled(c, f))
	}
	return strings.Join(words, ", ")
}

// titled writes a field of a table with its title, unless it says itself what
// it is.
func (v *value) titled(c *value, f *filler) string {
	if slices.Contains(nameFields, c.field.Name) || c.field.Required && (c.field.Kind == schema.String || c.field.Kind == schema.Date) {
		return c.said(f)
	}
	return lower(fieldTitle(c.field)) + " " + c.said(f)
}

// brief writes an element of a list in a few words: its name where it has one,
// else what it is without addresses and asides.
func (v *value) brief(f *filler) string {
	for _, name := range nameFields {
		if c := v.child(name); v.table() != nil && c.raw != nil {
			return c.said(f)
		}
	}
	var words []string
	for _, name := range v.names(nil) {
		c := v.child(name)
		if c.raw == nil || !c.field.Required && c.field.Kind != schema.Date && c.table() == nil {
			continue
		}
		words = append(words, v.titled(c, f))
	}
	if len(words) == 0 {
		return v.said(f)
	}
	return strings.Join(words, ", ")
}

// said returns the words with free text in quotation marks.
func (v *value) said(f *filler) string {
	s := v.words(f)
	if _, text := v.raw.(string); text && v.field.Format == "" && len(v.field.Ref)+len(v.field.Enum) == 0 && v.template().value == nil {
		return quoted(s)
	}
	return s
}
