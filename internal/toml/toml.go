// Package toml reads TOML into plain values and finds where each stands.
//
// Parse promises three things. It never panics and never takes time or memory
// out of proportion, whatever the bytes are: size, nesting and the length of
// keys are bounded before a parser sees them. Values are of a few plain types,
// so that nothing behind this package knows a TOML parser. And a mistake is
// told to the person who wrote it: at its exact place, in plain words, with
// what to do about it.
//
// Positions cost a second reading, so they are found when somebody first asks
// for one. Pointers are JSON pointers (RFC 6901); the tables of [[asset]] are
// numbered from "/asset/0".
//
// Beside reading, the package knows what authors mean who write otherwise: Readings
// and Meant take dates in the forms of other places. Package tomledit changes what
// was read here.
package toml

import (
	"sync"

	"candor/internal/diag"
)

// Doc is a TOML document or the front matter of a Markdown file.
//
// Values holds string, int64, float64, bool, Date, []any and map[string]any,
// nothing else: arrays of tables are []any too. Nobody may change them.
//
// A Doc may be used by several goroutines at once.
type Doc struct {
	Source *diag.Source
	Values map[string]any

	start, end int // the TOML between these offsets of the source

	once sync.Once
	tree *tree

	first, second *Doc // of a joined document
}

// Forget drops the values of a document that has been decoded. Where they stand
// can still be asked, for that is read from the source.
func (d *Doc) Forget() { d.Values = nil }

// Value returns the span of the value at a JSON pointer (RFC 6901), or that
// of the nearest value above it that exists. The span of a table that has a
// header is the header; of one that only dotted keys imply, the first such
// key. The whole document is the point where it begins.
func (d *Doc) Value(pointer string) diag.Span {
	if d.first != nil {
		return d.holder(pointer).Value(pointer)
	}
	p, _ := d.places().nearest(pointer)
	return d.span(p.value)
}

// Key returns the span of the last key of a JSON pointer, or Value's answer
// where it names an element of an array or nothing at all.
func (d *Doc) Key(pointer string) diag.Span {
	if d.first != nil {
		return d.holder(pointer).Key(pointer)
	}
	p, exact := d.places().nearest(pointer)
	if !exact || p.key.empty() {
		return d.span(p.value)
	}
	return d.span(p.key)
}

// places reads the positions when they are first needed. A source that cannot
// be read any more has none, and every span is where the TOML begins.
func (d *Doc) places() *tree {
	d.once.Do(func() {
		b, err := d.Source.Bytes()
		if err != nil || d.end > len(b) {
			b = make([]byte, d.end)
		}
		d.tree = readTree(b[d.start:d.end])
	})
	return d.tree
}

// Span returns where the TOML is in its source; for a joined document, that of the
// first.
func (d *Doc) Span() diag.Span { return d.span(extent{0, d.end - d.start}) }

func (d *Doc) span(s extent) diag.Span {
	return d.Source.At(d.start+s.start, d.start+s.end)
}
