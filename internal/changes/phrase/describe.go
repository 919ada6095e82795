package phrase

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/wording"
)

// ordinary returns the words for a value that no phrase is for.
func (v *Value) ordinary(f *Filler) string {
	f.Shown = append(f.Shown, Shown{v.Side, v.Pointer})
	switch raw := v.Raw.(type) {
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
		return wording.Amount(float64(raw)) + v.unit()
	case float64:
		return v.amount(raw)
	case toml.Date:
		return raw.Words()
	case []any:
		return v.items(f)
	case map[string]any:
		return v.fields(f)
	}
	return fmt.Sprint(v.Raw)
}

func (v *Value) text(s string) string {
	switch {
	case len(v.Field.Ref) > 0:
		if k, ok := content.Resolve(v.Side.Records, v.Field, s); ok {
			if r := v.Side.Records.Get(k); r != nil {
				return NameOf(r)
			}
		}
		return s
	case len(v.Field.Enum) > 0:
		return wording.InlineTerm(s)
	}
	return wording.OneLine(s)
}

// amount writes a number with the currency that stands beside it or in a table
// around it, or with its unit.
func (v *Value) amount(n float64) string {
	if u := v.unit(); u != "" {
		return wording.Amount(n) + u
	}
	for a := v.Around; a != nil; a = a.Around {
		if c, ok := a.Table()["currency"].(string); ok {
			return c + " " + wording.Amount(n)
		}
	}
	return wording.Amount(n)
}

// unit returns what stands beside a number as its unit.
func (v *Value) unit() string {
	if v.Around != nil {
		if u, ok := v.Around.Table()["unit"].(string); ok {
			return " " + u
		}
	}
	return ""
}

func (v *Value) items(f *Filler) string {
	var words []string
	for i := range v.List() {
		words = append(words, v.Item(i).Words(f))
	}
	return wording.Series(words)
}

// fields writes a table: what it is called, then the rest with their titles.
func (v *Value) fields(f *Filler) string {
	var words []string
	for _, name := range v.Names(nil) {
		c := v.Child(name)
		if l, ok := c.Raw.([]any); c.Raw == nil || ok && len(l) == 0 {
			continue
		}
		words = append(words, v.titled(c, f))
	}
	return strings.Join(words, ", ")
}

// titled writes a field of a table with its title, unless it says itself what
// it is.
func (v *Value) titled(c *Value, f *Filler) string {
	if slices.Contains(nameFields, c.Field.Name) || c.Field.Required && (c.Field.Kind == schema.String || c.Field.Kind == schema.Date) {
		return c.Said(f)
	}
	return wording.Uncapital(c.Field.Title) + " " + c.Said(f)
}

// Brief writes an element of a list in a few words: its name where it has one,
// else what it is without addresses and asides.
func (v *Value) Brief(f *Filler) string {
	for _, name := range nameFields {
		if c := v.Child(name); v.Table() != nil && c.Raw != nil {
			return c.Said(f)
		}
	}
	var words []string
	for _, name := range v.Names(nil) {
		c := v.Child(name)
		if c.Raw == nil || !c.Field.Required && c.Field.Kind != schema.Date && c.Table() == nil {
			continue
		}
		words = append(words, v.titled(c, f))
	}
	if len(words) == 0 {
		return v.Said(f)
	}
	return strings.Join(words, ", ")
}

// Said returns the words with free text in quotation marks.
func (v *Value) Said(f *Filler) string {
	s := v.Words(f)
	if _, text := v.Raw.(string); text && v.Field.Format == "" && len(v.Field.Ref)+len(v.Field.Enum) == 0 && v.Template().Value == nil {
		return Quoted(s)
	}
	return s
}
