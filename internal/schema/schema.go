// Package schema knows what records may hold: a Type describes the records of one
// kind, Validate says what is wrong with one, and Decode returns its values as
// everything after it reads them.
//
// Types are read from the schema files of a site by package meta, which documents
// the vocabulary; package format knows the forms that texts may have.
//
// # Fields with a meaning
//
// The program reads some fields at the top of a record by their name: whether the
// record is shown (status, embargo_until, withdrawn), what it is called, when it
// appeared, its tags, sources and old addresses. A name alone means nothing. Each
// Meaning needs a shape, and Type.Means reports whether the field that the type
// declares has it; of any other shape it is a field of the site's own, shown and
// searched like the rest.
//
// # Diagnostics
//
// They are unknown-field, field-misplaced, missing-field, wrong-type, enum-value,
// bad-format, value-out-of-range, pattern-mismatch, too-few-items, too-many-items,
// not-unique, period-reversed and, for what one field demands of another,
// schema-condition. They speak the author's words: a then or an anyOf with a
// description is told by it. One mistake gets one message: a field that is
// missing because it is misspelt, or because it stands below a table's header,
// is only that, and a value has one diagnostic.
//
// # Values
//
// A default is the value of an absent field everywhere: in conditions, and in
// what Decode returns. Dates (formats date, date-time and partial-date) are
// TOML dates or text, and come out as toml.Date.
package schema

import "candor/internal/diag"

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

	URL         string   // x-url, a pattern such as "/entries/{id}/"
	TitleField  string   // x-title, a JSON pointer; else "/title" where it means one
	DateField   string   // x-date, a JSON pointer or ""
	OrderField  string   // x-order, a JSON pointer or ""
	ParentField string   // x-parent, a JSON pointer or ""
	States      []string // x-states, patterns of JSON pointers to dates
	Card        []Fact   // x-card, in its order
	Public      *Public
	Sections    *Sections
	Change      string // x-change, a template for what a change to a record means

	Engine bool // one of the program's own types

	index    map[string]*Field // by pattern
	meant    map[Meaning]bool
	compiled *validator
}

// Fact is an entry of x-card: what stands at a JSON pointer, and its name.
type Fact struct{ Name, Pointer string }

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
	Common      bool     // from common.json
	DefaultJSON any      // the default as JSON has it

	names map[string]*Field // of Fields
}
