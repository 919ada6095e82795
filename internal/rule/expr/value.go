package expr

import (
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/toml"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// Place is a value in a record, by its JSON pointer. The zero Place is the site
// as a whole.
type Place struct {
	Record  *content.Record
	Pointer string // "" for the record itself
}

// Span returns the source of the value, or of the nearest one above it that is
// there. A record as a whole is shown by its title.
func (p Place) Span() diag.Span {
	if p.Record == nil {
		return diag.Span{}
	}
	at := p.Pointer
	for at != "" && p.Record.Get(at) == nil {
		at = at[:strings.LastIndexByte(at, '/')]
	}
	if at != "" {
		return p.Record.At(at)
	}
	for _, name := range []string{p.Record.Schema.TitleField, "/title", "/label"} {
		if name != "" && p.Record.Get(name) != nil {
			return p.Record.At(name)
		}
	}
	return p.Record.At("")
}

// elementPlace returns the place of an element of a list, as far as the list
// knows.
func elementPlace(l traits.Lister, i int) Place {
	if f, ok := l.(*list); ok {
		return f.placeOf(i)
	}
	return Place{}
}

// Value is what an expression yields. The zero Value is unknown.
type Value struct{ val ref.Val }

// Known reports whether the value is known.
func (v Value) Known() bool { return v.val != nil && !types.IsUnknown(v.val) }

// Truth returns the answer of a condition.
func (v Value) Truth() toml.Truth {
	switch v.val {
	case types.True:
		return toml.True
	case types.False:
		return toml.False
	}
	return toml.Unknown
}

// Date returns the value where it is a date.
func (v Value) Date() (toml.Date, bool) {
	if d, ok := v.val.(*date); ok {
		return d.Date, true
	}
	return toml.Date{}, false
}

// Elements returns the values of a list; ok is false where it is not known, or
// is not a list.
func (v Value) Elements() (items []Value, ok bool) {
	l, ok := v.val.(traits.Lister)
	if !ok {
		return nil, false
	}
	for _, e := range elements(l) {
		items = append(items, Value{e})
	}
	return items, true
}

// Place returns the place of a record or table.
func (v Value) Place() (Place, bool) {
	o, ok := v.val.(*object)
	if !ok || o.rec == nil {
		return Place{}, false
	}
	return Place{o.rec, o.pointer}, true
}

// String returns the value as people read it.
func (v Value) String() string { return show(v.val) }
