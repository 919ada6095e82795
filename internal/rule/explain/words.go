package explain

import "strings"

// Type is a record type, a table in one, or what several record types have in
// common, as authors know it.
type Type struct {
	Name   string   // "boat", "boat.crew"
	Roots  []string // the record types that it is, or is in
	Record bool
}

// Types returns the type that CEL knows by a name, or nil.
type Types func(name string) *Type

// Words describes a single value of a type, by the name that CEL prints.
func (t Types) Words(name string) string {
	inner := strings.TrimSuffix(strings.TrimPrefix(name, "list("), ")")
	switch {
	case strings.HasPrefix(name, "list("):
		return "a list of " + t.plural(inner)
	case strings.HasPrefix(name, "map("):
		return "a table"
	}
	return t.one(name)
}

// one names a single value of a type.
func (t Types) one(name string) string {
	names := map[string]string{
		"string": "a text", "int": "a whole number", "double": "a number", "bool": "true or false",
		"date": "a date", "dyn": "anything", "null": "null",
	}
	if words, ok := names[name]; ok {
		return words
	}
	if o := t(name); o != nil {
		return o.article()
	}
	return name
}

// article names a record or table.
func (t *Type) article() string {
	if !t.Record {
		return "the table " + t.Name
	}
	if t.Name != "" && strings.ContainsRune("aeiou", rune(t.Name[0])) {
		return "an " + strings.Join(t.Roots, " or ")
	}
	return "a " + strings.Join(t.Roots, " or ")
}

// plural names the elements of a list.
func (t Types) plural(name string) string {
	names := map[string]string{
		"string": "texts", "int": "whole numbers", "double": "numbers", "date": "dates", "dyn": "anything",
	}
	if words, ok := names[name]; ok {
		return words
	}
	if o := t(name); o != nil {
		if !o.Record {
			return o.Name
		}
		return strings.Join(o.Roots, " or ") + " records"
	}
	return name
}
