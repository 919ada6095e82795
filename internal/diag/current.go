package diag

import "slices"

// Current holds the sources of files as they are now, by name. A diagnostic
// that was found in an earlier version of a file still points into that
// version; Current moves it.
type Current map[string]*Source

// Diagnostic returns the diagnostic with all its spans moved. It changes
// nothing of the one it is given.
func (c Current) Diagnostic(d Diagnostic) Diagnostic {
	if len(c) == 0 {
		return d
	}
	d.Span = c.Span(d.Span)
	d.Related = slices.Clone(d.Related)
	for i := range d.Related {
		d.Related[i].Span = c.Span(d.Related[i].Span)
	}
	d.Fixes = slices.Clone(d.Fixes)
	for i, f := range d.Fixes {
		d.Fixes[i].Edits = slices.Clone(f.Edits)
		for j := range f.Edits {
			d.Fixes[i].Edits[j].Span = c.Span(f.Edits[j].Span)
		}
	}
	return d
}

// Span returns the same range of the file as it is now. A source that was kept
// with its text, because parts of it are masked, stays: whoever looked at it
// looks again when its file changes.
func (c Current) Span(s Span) Span {
	if s.Source != nil && !s.Source.Kept() {
		if now := c[s.Source.Name]; now != nil {
			s.Source = now
		}
	}
	return s
}
