// Package schema knows what records may hold: types written as JSON Schema
// with a closed x- vocabulary.
//
// A type is the file schema/<type>.json, in draft-07, the newest draft that
// TOML editors read. What all types share stands in schema/common.json: its
// properties come after the type's own, which win where both have one, and
// its definitions, its required list and its allOf join the type's.
//
// # Strictness
//
// JSON Schema ignores what it does not know, so a slip in a schema would be
// silent for ever. Load therefore refuses, at its place in the schema's own
// file: a keyword, a format or an x- word that does not exist; one that has no
// effect on values of its field's type; a table without properties or without
// "additionalProperties": false; an if on a property that it does not require,
// or one that asks whether a field with a default is there; a condition on a
// field or a value that does not exist; a default or an example that its own
// field would refuse; a reference to a type that does not exist.
//
// References ("$ref") name definitions only, and are expanded. Beside one may
// stand title, description, default and examples, which then replace those of
// the definition.
//
// # The vocabulary
//
// On a field:
//
//	x-ref      the type, or a list of types, that the field (or each item of
//	           a list) refers to by id
//	x-back     the other side's name for that reference; unique among all
//	           references to a type, and no field of it
//	x-unique   no two records of the type have the same value
//	x-change   words for what a change to the field means
//
// On a type:
//
//	x-plural   the plural of its title
//	x-public   {"field", "in", "else"}: who may see a record
//	x-sections {"headings", "unless": {"field", "in"}}: what the text must have
//	x-url      the pattern of its pages' URLs: "/entries/{id}/"
//	x-title, x-date, x-order, x-parent
//	           the fields, as JSON pointers, that give these
//	x-states   the dates, as patterns of JSON pointers such as
//	           "/change/*/date", on which a record became another: it gets a
//	           page for its state on each
//	x-card     {"Severity": "/severity/level"}: what its social cards say below
//	           the title, each fact by a name and a JSON pointer
//	x-page     false: no page of its own
//	x-many     true: one file may hold many records as [[<type>]] tables, and
//	           the type has a field id
//	x-change   words for what a new or a removed record means
//
// # Diagnostics
//
// Those in schemas are schema-syntax, schema-keyword, schema-value,
// schema-reference, schema-name and schema-condition. Those in records are
// unknown-field, field-misplaced, missing-field, wrong-type, enum-value,
// bad-format, value-out-of-range, pattern-mismatch, too-few-items,
// too-many-items, not-unique and, for what one field demands of another,
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

	URL         string   // x-url, a pattern such as "/entries/{id}/"
	TitleField  string   // x-title, a JSON pointer; else "/title"
	DateField   string   // x-date, a JSON pointer or ""
	OrderField  string   // x-order, a JSON pointer or ""
	ParentField string   // x-parent, a JSON pointer or ""
	States      []string // x-states, patterns of JSON pointers to dates
	Card        []Fact   // x-card, in its order
	Public      *Public
	Sections    *Sections
	Change      string // x-change, a template for what a change to a record means

	root     *node             // merged and expanded
	index    map[string]*Field // by pattern
	refs     []ref
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

	node     *node
	names    map[string]*Field // of Fields
	fallback any               // the default as JSON
	common   bool              // from common.json
}
