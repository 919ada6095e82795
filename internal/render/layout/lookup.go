package layout

import (
	"maps"
	"slices"

	"candor/internal/diag"
)

// Find returns the first layout of those names that there is, or "". A layout
// that could not be parsed is not passed over: nothing takes its place.
func (l *Set) Find(names ...string) string {
	for _, name := range names {
		if l.faulty[name] {
			return ""
		}
		if l.pages[name] != nil {
			return name
		}
	}
	return ""
}

// Source returns the file of a layout.
func (l *Set) Source(name string) *diag.Source { return l.sources[name] }

// Names returns the names of all layouts that make a page of their own, in order.
func (l *Set) Names() []string { return slices.Sorted(maps.Keys(l.pages)) }

// Broken reports whether the page would be made by a layout that could not be
// parsed, which has been reported.
func (l *Set) Broken(names ...string) bool {
	if l.partFaulty {
		return true
	}
	for _, name := range names {
		if l.faulty[name] {
			return true
		}
	}
	return false
}
