package toml

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/diag"
)

// Header returns the span of the header, [table] or [[table]], that made the
// table at a pointer, and whether it has one.
func (d *Doc) Header(pointer string) (diag.Span, bool) {
	if d.first != nil {
		return d.holder(pointer).Header(pointer)
	}
	p, exact := d.places().nearest(pointer)
	made := exact && (p.form == headed || p.form == table && bytes.HasPrefix(d.span(p.value).Text(), []byte("[[")))
	return d.span(p.value), made
}

// FirstHeader returns the header that stands first below the table at a
// pointer: above it is the place of the table's own keys.
func (d *Doc) FirstHeader(pointer string) (diag.Span, bool) {
	var first extent
	for at, p := range d.places().at {
		if inner := strings.HasPrefix(at, pointer+"/"); inner && (p.form == headed || p.form == listed) && (first.empty() || p.value.start < first.start) {
			first = p.value
		}
	}
	return d.span(first), !first.empty()
}

// Entry returns the span of the key = value at a pointer, from the key to the end
// of the value, and whether there is a key at exactly that pointer. The key of a
// table with a header is in its brackets.
func (d *Doc) Entry(pointer string) (diag.Span, bool) {
	if d.first != nil {
		return d.holder(pointer).Entry(pointer)
	}
	p, exact := d.places().nearest(pointer)
	return d.span(extent{p.key.start, p.value.end}), exact && !p.key.empty()
}

// Entries returns the spans of the keys, each with its value, that the table at a
// pointer has without a header of their own, in the order of the text.
func (d *Doc) Entries(pointer string) []diag.Span {
	var out []diag.Span
	for at, p := range d.places().at {
		name, inside := strings.CutPrefix(at, pointer+"/")
		if inside && !strings.Contains(name, "/") && !p.key.empty() && p.form >= table {
			out = append(out, d.span(extent{p.key.start, p.value.end}))
		}
	}
	slices.SortFunc(out, func(a, b diag.Span) int { return a.Start - b.Start })
	return out
}
