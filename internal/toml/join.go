package toml

import (
	"strings"

	"candor/internal/diag"
)

// Join returns a document that holds the top-level fields of both. Where a
// field stands in both, that of the first counts. Spans lead to the document
// that holds the field.
func Join(first, second *Doc) *Doc {
	d := &Doc{Source: first.Source, start: first.start, end: first.end, first: first, second: second}
	d.Values = make(map[string]any, len(first.Values)+len(second.Values))
	for _, from := range []*Doc{second, first} {
		for k, v := range from.Values {
			d.Values[k] = v
		}
	}
	return d
}

// holder returns the joined document that holds the top-level field of a
// pointer.
func (d *Doc) holder(pointer string) *Doc {
	top, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	if _, ok := Lookup(d.first.Values, "/"+top); !ok {
		if _, ok := Lookup(d.second.Values, "/"+top); ok {
			return d.second
		}
	}
	return d.first
}

// Holder returns the document of one file that holds the top-level field of a
// pointer: the document itself unless it is a joined one.
func (d *Doc) Holder(pointer string) *Doc {
	for d.first != nil {
		d = d.holder(pointer)
	}
	return d
}

// Parts returns the documents of one file each that the document is made of: two
// for a joined one.
func (d *Doc) Parts() []*Doc {
	if d.first == nil {
		return []*Doc{d}
	}
	return append(d.first.Parts(), d.second.Parts()...)
}

// Sources returns the files that hold the document: two for a joined one.
func (d *Doc) Sources() []*diag.Source {
	if d.first == nil {
		return []*diag.Source{d.Source}
	}
	return append(d.first.Sources(), d.second.Sources()...)
}
