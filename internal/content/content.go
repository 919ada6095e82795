// Package content holds the records of a site and the references between
// them, in both directions.
//
// Load turns the files below content/ into a Corpus. A record is a Markdown
// file with TOML front matter, a TOML file, the two side by side, a table in a
// file of many, or a bundle: a folder with an index and the images that travel
// with it. What a file holds wrongly is told in full; the record stays, marked
// incomplete, so that nobody who refers to it is told that it is missing.
//
// Records are immutable, and Lookup is the only door to them: whoever wants to
// know what a stage looked at hands it a Recorder. Which commit changed their files
// last, a History knows that somebody else has read.
package content

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/toml"
)

// Key names a record.
type Key struct{ Type, ID string }

// String returns "type/id".
func (k Key) String() string { return k.Type + "/" + k.ID }

// Compare orders keys by type, then id.
func (k Key) Compare(o Key) int {
	return cmp.Or(strings.Compare(k.Type, o.Type), strings.Compare(k.ID, o.ID))
}

// Record is one thing the site knows. It is immutable.
type Record struct {
	Key
	Schema *schema.Type
	Values map[string]any // decoded: defaults filled in, dates as toml.Date
	Body   diag.Span      // the Markdown; without a source where there is none

	// Incomplete says that the file has a mistake: what the record holds is
	// not all that its author meant.
	Incomplete bool

	// Damaged says that the file could not be read in full: even who may see
	// the record is not known.
	Damaged bool

	doc     *toml.Doc   // nil where the record is Markdown alone
	pointer string      // of the record's table in doc
	files   []string    // that travel with a bundle, as paths in the site
	heads   []diag.Hash // of what stands before the text in each file
}

// Lookup is the door to records. Corpus answers it, and so do the Recorder,
// which remembers what was asked, and the public view of a site.
type Lookup interface {
	Get(Key) *Record                   // nil where there is none
	All(typ string) []*Record          // in order of id
	Back(k Key, name string) []*Record // who refers to k by the reference of that x-back name
	Types() *schema.Set
}

// New returns a record that does not come from a file below content/: its
// fields are those of doc.
func New(key Key, t *schema.Type, doc *toml.Doc, body diag.Span) *Record {
	r := &Record{Key: key, Schema: t, Body: body, doc: doc}
	r.Values = t.Decode(doc.Values)
	return r
}

// With returns a copy of the record that holds other values and, without a
// body, no body.
func (r *Record) With(values map[string]any, body bool) *Record {
	c := *r
	c.Values = values
	if !body {
		c.Body, c.files = diag.Span{}, nil
	}
	return &c
}

// Get returns the value at a JSON pointer, nil where it is absent.
func (r *Record) Get(pointer string) any {
	v, _ := toml.Lookup(r.Values, pointer)
	return v
}

// Text returns the string at a JSON pointer, or "".
func (r *Record) Text(pointer string) string {
	s, _ := r.Get(pointer).(string)
	return s
}

// Texts returns the strings of the list at a JSON pointer.
func (r *Record) Texts(pointer string) []string {
	list, _ := r.Get(pointer).([]any)
	var out []string
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// Date returns the date at a JSON pointer.
func (r *Record) Date(pointer string) (toml.Date, bool) {
	d, ok := r.Get(pointer).(toml.Date)
	return d, ok
}

// Source returns the file that holds the record's fields, else its body.
func (r *Record) Source() *diag.Source {
	if r.doc != nil {
		return r.doc.Source
	}
	return r.Body.Source
}

// Sources returns the one or two files that the record is written in.
func (r *Record) Sources() []*diag.Source {
	var out []*diag.Source
	if r.doc != nil {
		out = r.doc.Sources()
	}
	if r.Body.Source != nil && !slices.Contains(out, r.Body.Source) {
		out = append(out, r.Body.Source)
	}
	return out
}

// Docs returns the TOML that holds the record's fields, one document for each
// file that has some.
func (r *Record) Docs() []*toml.Doc {
	if r.doc == nil {
		return nil
	}
	return r.doc.Parts()
}

// Files returns the paths of the images and other files that travel with the
// record's bundle.
func (r *Record) Files() []string { return r.files }

// At returns the span of the value at a JSON pointer, or of the nearest that
// exists above it.
func (r *Record) At(pointer string) diag.Span {
	if r.doc == nil {
		return r.Body
	}
	return r.doc.Value(r.pointer + pointer)
}

// KeyAt returns the span of the key at a JSON pointer.
func (r *Record) KeyAt(pointer string) diag.Span {
	if r.doc == nil {
		return r.Body
	}
	return r.doc.Key(r.pointer + pointer)
}

// Title returns the value of the type's title field, else the label, else
// the id.
func (r *Record) Title() string {
	title := r.MeantText(schema.Title)
	if field := r.Schema.TitleField; field != "" {
		title = r.Text(field)
	}
	return cmp.Or(title, r.Label())
}

// Label returns what people call the record: label, else the id.
func (r *Record) Label() string { return cmp.Or(r.MeantText(schema.Label), r.ID) }

// InMany says that the record is one of several in its file.
func (r *Record) InMany() bool { return r.pointer != "" }

// First says that the record is the only one of its file, or the first.
func (r *Record) First() bool { return r.pointer == "" || strings.HasSuffix(r.pointer, "/0") }

// Section says that the record is the introduction of a section.
func (r *Record) Section() bool { return r.Schema == sectionType }
