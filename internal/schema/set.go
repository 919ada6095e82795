package schema

import (
	"maps"
	"slices"
)

// Set is all types of a site, with the references between them resolved.
type Set struct {
	types map[string]*Type
	names []string
	backs map[string][]Back

	// Partial is set where a schema of the site gave no type, or a reference has no
	// name on the other side.
	Partial bool
}

// NewSet returns a set of types, with the lists of referrers that records have, by
// type. The set keeps them.
func NewSet(types []*Type, backs map[string][]Back) *Set {
	s := &Set{backs: backs}
	return s.With(types...)
}

// With returns a set that has these types too.
func (s *Set) With(types ...*Type) *Set {
	out := &Set{types: maps.Clone(s.types), names: slices.Clone(s.names), backs: s.backs, Partial: s.Partial}
	if out.types == nil {
		out.types = map[string]*Type{}
	}
	for _, t := range types {
		out.types[t.Name] = t
		out.names = append(out.names, t.Name)
	}
	slices.Sort(out.names)
	return out
}

// Type returns the type of that name, or nil.
func (s *Set) Type(name string) *Type { return s.types[name] }

// Names returns the names of all types in order.
func (s *Set) Names() []string { return slices.Clone(s.names) }

// Types returns all types in order of their names.
func (s *Set) Types() []*Type {
	out := make([]*Type, len(s.names))
	for i, n := range s.names {
		out[i] = s.types[n]
	}
	return out
}

// Backs returns the lists of referrers that records of a type have.
func (s *Set) Backs(typ string) []Back { return s.backs[typ] }
