// Package content holds the records of a site and the references between
// them, in both directions.
package content

import (
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/toml"
)

// Key names a record.
type Key struct{ Type, ID string }

// String returns "type/id".
func (k Key) String() string { return k.Type + "/" + k.ID }

// Record is one thing the site knows. It is immutable.
type Record struct {
	Key
	Schema *schema.Type
	Values map[string]any // decoded: defaults filled in, dates as toml.Date
	Body   diag.Span      // the Markdown, empty where there is none

	// Incomplete says that the file has a mistake: what the record holds is
	// not all that its author meant.
	Incomplete bool

	parts []part
}

// part is a document that holds fields of the record, and where.
type part struct {
	doc     *toml.Doc
	pointer string
}

// Lookup is the door to records. Corpus answers it, and so do the Recorder,
// which remembers what was asked, and the public view of a site.
type Lookup interface {
	Get(Key) *Record                   // nil where there is none
	All(typ string) []*Record          // in order of id
	Back(k Key, name string) []*Record // who refers to k by the reference of that x-back name
	Types() *schema.Set
}

// Get returns the value at a JSON pointer, nil where it is absent.
func (r *Record) Get(pointer string) any { panic("not yet") }

// At returns the span of the value at a JSON pointer, or of the nearest that
// exists above it.
func (r *Record) At(pointer string) diag.Span { panic("not yet") }

// KeyAt returns the span of the key at a JSON pointer.
func (r *Record) KeyAt(pointer string) diag.Span { panic("not yet") }

// Title returns the value of the type's title field, else the label, else
// the id.
func (r *Record) Title() string { panic("not yet") }

// Label returns what people call the record: label, else the id.
func (r *Record) Label() string { panic("not yet") }

// Refs returns the keys that the reference at a pointer names and that
// exist: one, several or none.
func Refs(l Lookup, r *Record, pointer string) []Key { panic("not yet") }
