// Package schema knows what records may hold: types written as JSON Schema
// with a closed x- vocabulary.
package schema

import "candor/internal/diag"

// Set is all types of a site, with the references between them resolved.
type Set struct {
	types map[string]*Type
	names []string
	backs map[string][]Back
}

// Type returns the type of that name, or nil.
func (s *Set) Type(name string) *Type { return s.types[name] }

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

// Back is the other side of a reference.
type Back struct {
	Name  string // x-back
	From  *Type  // the type that holds the reference
	Field *Field // the field that is the reference
}

// Type is what a record of one kind may hold.
type Type struct {
	Name        string
	Title       string // singular: "Finding"
	Plural      string // x-plural, else Title + "s"
	Description string
	Source      *diag.Source

	Fields   []*Field // in the order of the schema, common fields last
	Required []string // top-level names

	Many bool // x-many
	Page bool // x-page, true unless false

	URL         string // x-url, a pattern such as "/findings/{id}/"
	TitleField  string // x-title, a JSON pointer; else "/title"
	DateField   string // x-date, a JSON pointer or ""
	OrderField  string // x-order, a JSON pointer or ""
	ParentField string // x-parent, a JSON pointer or ""
	Public      *Public
	Sections    *Sections
	Change      string // x-change, a template for what a change to a record means

	root     *node             // merged and expanded
	index    map[string]*Field // by pattern
	refs     []ref
	compiled *validator
}

// Public is x-public: who may see a record beside status and embargo.
type Public struct {
	Field string   // a top-level field
	In    []string // the values that make the whole record public
	Else  []string // the top-level fields that may be seen otherwise; nil: nothing
}

// Sections is x-sections: the headings a body must have, in order.
type Sections struct {
	Headings []string
	Unless   *Condition
}

// Condition holds where the field has one of the values.
type Condition struct {
	Field string
	In    []string
}

// Kind is the shape of a field.
type Kind uint8

// The kinds. A number of whole steps is an Integer, any other a Number.
const (
	String Kind = iota
	Integer
	Number
	Bool
	Date // formats date, date-time and partial-date: decoded to toml.Date
	List
	Table
)

// Field is one property, resolved: references to definitions are followed.
type Field struct {
	Name        string
	Pointer     string // JSON pointer pattern from the record, items as "*": "/reward/*/cases/*/min"
	Title       string
	Description string
	Kind        Kind
	Format      string
	Enum        []string
	Default     any // decoded as Decode does it; nil where there is none
	Required    bool
	Markdown    bool     // contentMediaType: text/markdown
	Ref         []string // x-ref; a list of references has it as its items have
	Back        string   // x-back, likewise
	Unique      bool     // x-unique
	Examples    []any
	Change      string   // x-change
	Items       *Field   // of a List
	Fields      []*Field // of a Table

	node     *node
	names    map[string]*Field // of Fields
	fallback any               // the default as JSON
	common   bool              // from common.json
}
