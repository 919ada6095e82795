// Package toml reads TOML into plain values and finds where each stands.
package toml

import "candor/internal/diag"

// Doc is a TOML document or the front matter of a Markdown file.
//
// Values holds string, int64, float64, bool, Date, []any and map[string]any,
// nothing else: arrays of tables are []any too.
type Doc struct {
	Source *diag.Source
	Values map[string]any

	start, end int // the TOML between these offsets of the source
}

// Parse reads the TOML that stands between start and end of src, whose bytes
// are b. A document that does not parse comes back with the values nil.
func Parse(src *diag.Source, b []byte, start, end int) (*Doc, diag.List) { panic("not yet") }

// Value returns the span of the value at a JSON pointer (RFC 6901), or that
// of the nearest value above it that exists.
func (d *Doc) Value(pointer string) diag.Span { panic("not yet") }

// Key returns the span of the last key of a JSON pointer, or Value's answer
// where it names an element of an array or nothing at all.
func (d *Doc) Key(pointer string) diag.Span { panic("not yet") }
