package schema

import (
	"maps"
	"slices"
)

// Meaning is the name of a field that the program itself gives a meaning to,
// where the field is at the top of a record and of the shape that the meaning
// needs. Of any other shape it is a field like those that nobody but the site
// knows.
type Meaning string

// The meanings.
const (
	ID           Meaning = "id"            // of the record, in a file of many
	Title        Meaning = "title"         // what pages and lists call the record
	Label        Meaning = "label"         // what people call it
	Summary      Meaning = "summary"       // what lists and feeds say of it
	Status       Meaning = "status"        // whether it is shown
	EmbargoUntil Meaning = "embargo_until" // from when it is shown
	Withdrawn    Meaning = "withdrawn"     // when and why it is not shown any more
	Published    Meaning = "published"     // when it appeared
	Updated      Meaning = "updated"       // when it changed last
	Dated        Meaning = "date"          // the day it is filed under, without x-date and published
	ReviewBy     Meaning = "review_by"     // when it is to be read again
	Aliases      Meaning = "aliases"       // the addresses that it had
	Tags         Meaning = "tags"          // the pages of tags that list it
	References   Meaning = "references"    // the sources at its end
	Standing     Meaning = "standing"      // what is not certain of it
	Waiver       Meaning = "waiver"        // the rules that it is excused from
	Provenance   Meaning = "provenance"    // whether it is evidence
	License      Meaning = "license"       // for whom copies it
)

// The words of a status.
const (
	Draft     = "draft"
	Embargoed = "embargoed"
	Shown     = "published"
	Taken     = "withdrawn"
	Archived  = "archived"
)

var (
	statuses    = []string{Draft, Embargoed, Shown, Taken, Archived}
	provenances = []string{"original", "reconstructed", "editorial"}
)

// Statuses returns the words of a status.
func Statuses() []string { return slices.Clone(statuses) }

// KnownStatus reports whether a word is one of a status.
func KnownStatus(word string) bool { return slices.Contains(statuses, word) }

// shapes says which fields each meaning fits.
var shapes = map[Meaning]func(*Field) bool{
	ID: plainText, Title: plainText, Label: plainText, Summary: plainText, License: plainText,
	Status:       func(f *Field) bool { return plainText(f) && f.Format == "" },
	Provenance:   wordAmong(provenances),
	EmbargoUntil: isDate, Published: isDate, Updated: isDate, Dated: isDate, ReviewBy: isDate,
	Aliases: listOf(plainText), Tags: listOf(plainText),
	Withdrawn:  tableOf(members{"date": isDate, "reason": plainText}),
	References: listOf(tableOf(members{"url": plainText, "title": plainText, "type": plainText, "accessed": isDate}, "url")),
	Standing:   listOf(tableOf(members{"field": plainText, "is": plainText, "note": plainText}, "field", "is")),
	Waiver:     listOf(tableOf(members{"rule": plainText, "reason": plainText, "until": isDate}, "rule")),
}

// Meanings returns all meanings, in order.
func Meanings() []Meaning { return slices.Sorted(maps.Keys(shapes)) }

// Means reports whether the type has the field and its shape fits the meaning.
func (t *Type) Means(m Meaning) bool {
	if t.meant == nil {
		return suits(m, inside(nil, t.Fields, string(m)))
	}
	return t.meant[m]
}

// suits reports whether a field at the top of a record has the meaning of its name.
func suits(m Meaning, f *Field) bool { return f != nil && shapes[m] != nil && shapes[m](f) }

func isDate(f *Field) bool { return f.Kind == Date }

// plainText fits text that is neither a reference nor Markdown.
func plainText(f *Field) bool { return f.Kind == String && len(f.Ref) == 0 && !f.Markdown }

func listOf(item func(*Field) bool) func(*Field) bool {
	return func(f *Field) bool { return f.Kind == List && len(f.Ref) == 0 && f.Items != nil && item(f.Items) }
}

// wordAmong fits text with a closed list of words that are all among those.
func wordAmong(words []string) func(*Field) bool {
	return func(f *Field) bool {
		unknown := func(w string) bool { return !slices.Contains(words, w) }
		return plainText(f) && len(f.Enum) > 0 && !slices.ContainsFunc(f.Enum, unknown)
	}
}

// members are the fields of a table by name, with what fits each.
type members map[string]func(*Field) bool

// tableOf fits a table that has the fields that are needed, and one at least,
// where each of those that it has fits. Others it may have as well.
func tableOf(all members, needed ...string) func(*Field) bool {
	return func(f *Field) bool {
		if f.Kind != Table {
			return false
		}
		known := 0
		for _, g := range f.Fields {
			fits := all[g.Name]
			if fits != nil && !fits(g) {
				return false
			}
			known += b2i(fits != nil)
		}
		missing := func(name string) bool { return inside(f, f.Fields, name) == nil }
		return known > 0 && !slices.ContainsFunc(needed, missing)
	}
}

// mean decides which fields have the meaning of their name.
func (t *Type) mean() {
	t.meant = map[Meaning]bool{}
	for m := range shapes {
		t.meant[m] = suits(m, t.index["/"+string(m)])
	}
}
