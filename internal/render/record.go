package render

import (
	"slices"

	"candor/internal/content"
	"candor/internal/markup"
	"candor/internal/rule"
	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/wording"
)

// Record is a record as layouts see it. All that is read from a record that is
// not there, nil, is empty.
type Record struct {
	page *Page
	r    *content.Record
	text *markup.Body
}

// ID returns the record's id.
func (r *Record) ID() string {
	if r == nil {
		return ""
	}
	return r.r.ID
}

// Type returns the record's type.
func (r *Record) Type() *schema.Type {
	if r == nil {
		return &schema.Type{}
	}
	return r.r.Schema
}

// Label returns what people call the record. A rule is called by its id: its
// own label is that of a place.
func (r *Record) Label() string {
	switch {
	case r == nil:
		return ""
	case r.r.Type == rule.TypeName:
		return r.r.ID
	}
	return r.r.Label()
}

// Title returns the record's title, else its label.
func (r *Record) Title() string {
	if r == nil {
		return ""
	}
	return r.r.Title()
}

// URL returns where the record is shown.
func (r *Record) URL() string {
	if r == nil {
		return ""
	}
	return r.page.site.Plan.URL(r.r.Key)
}

// Status returns where the record stands: "published", "draft", "archived" and
// so on.
func (r *Record) Status() string {
	if r == nil {
		return ""
	}
	return r.r.Status()
}

// Withheld says that only a part of the record is public and the rest is not
// shown.
func (r *Record) Withheld() bool {
	if r == nil || r.r.Schema.Public == nil || r.Status() == "withdrawn" {
		return false
	}
	return !slices.Contains(r.r.Schema.Public.In, r.Text(toml.Pointer(r.r.Schema.Public.Field)))
}

// Get returns the value at a JSON pointer: a string, number, bool, toml.Date,
// a list of such, or a map; nil where it is absent.
func (r *Record) Get(pointer string) any {
	if r == nil {
		return nil
	}
	return r.r.Get(pointer)
}

// Text returns the text at a JSON pointer, or "".
func (r *Record) Text(pointer string) string {
	s, _ := r.Get(pointer).(string)
	return s
}

// Summary returns the record's summary, else the beginning of its text.
func (r *Record) Summary() string {
	if r == nil {
		return ""
	}
	if s := r.r.MeantText(schema.Summary); s != "" {
		return s
	}
	return wording.Excerpt(r.PlainText(), 200)
}

// Date returns the date that the record is filed under, nil where it has
// none.
func (r *Record) Date() *toml.Date {
	if r == nil {
		return nil
	}
	return dateField(r.r)
}
