package expr

import (
	"strings"

	"cel.dev/cel-go/common/types"
)

// words describes a type as CEL prints it.
func (x *explainer) words(typ string) string {
	inner := strings.TrimSuffix(strings.TrimPrefix(typ, "list("), ")")
	switch {
	case strings.HasPrefix(typ, "list("):
		return "a list of " + plural(x.p, inner)
	case strings.HasPrefix(typ, "map("):
		return "a table"
	}
	return one(x.p, typ)
}

// describe names a type as authors know it.
func describe(p *provider, t *types.Type) string {
	x := explainer{p: p}
	return x.words(t.String())
}

// one names a single value of a type.
func one(p *provider, typ string) string {
	names := map[string]string{
		"string": "a text", "int": "a whole number", "double": "a number", "bool": "true or false",
		"date": "a date", "dyn": "anything", "null": "null",
	}
	if words, ok := names[typ]; ok {
		return words
	}
	if o := p.objects[typ]; o != nil {
		return article(o)
	}
	return typ
}

// article names a record or table.
func article(o *objectType) string {
	if !o.record {
		return "the table " + o.name
	}
	if o.name != "" && strings.ContainsRune("aeiou", rune(o.name[0])) {
		return "an " + strings.Join(o.roots, " or ")
	}
	return "a " + strings.Join(o.roots, " or ")
}

// plural names the elements of a list.
func plural(p *provider, typ string) string {
	names := map[string]string{
		"string": "texts", "int": "whole numbers", "double": "numbers", "date": "dates", "dyn": "anything",
	}
	if words, ok := names[typ]; ok {
		return words
	}
	if o := p.objects[typ]; o != nil {
		if !o.record {
			return o.name
		}
		return strings.Join(o.roots, " or ") + " records"
	}
	return typ
}
