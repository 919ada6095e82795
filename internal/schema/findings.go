package schema

import (
	"strings"

	"candor/internal/diag"
)

// verdict is a diagnostic in the making.
type verdict struct {
	id, message, hint string // no id: nothing to tell
	fixes             []diag.Fix
	related           []diag.Related
}

// diagnostic is what a verdict says of the value at a place.
func (s *subject) diagnostic(at []string, v verdict) diag.Diagnostic {
	return diag.Diagnostic{
		ID: v.id, Message: v.message, Hint: v.hint, Fixes: v.fixes, Related: v.related,
		Span: s.valueSpan(at), Field: pointerOf(at),
	}
}

// findings are the diagnostics of one validation, at most one for each place.
type findings struct {
	list  diag.List
	told  map[string]bool // the places that have theirs, and what choices have been told of
	moved map[string]bool // the fields of the record that are told to be elsewhere
}

// addChoice adds what a choice refuses, which a place may have beside its own
// diagnostic, once.
func (f *findings) addChoice(keyword string, d diag.Diagnostic) {
	d.Field += "#" + keyword + d.Message
	f.add(d)
}

// add keeps the first diagnostic of a place: the field's own demands come before
// those of conditions, so that the nearest cause is told.
func (f *findings) add(d diag.Diagnostic) {
	if f.told == nil {
		f.told = map[string]bool{}
	}
	top, _, _ := strings.Cut(strings.TrimPrefix(d.Field, "/"), "/")
	if !f.told[d.Field] && !f.moved[top] {
		f.told[d.Field] = true
		f.list = append(f.list, d)
	}
}
