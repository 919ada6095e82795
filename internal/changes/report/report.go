// Package report holds what changed between two sites, and writes it for people
// and for machines: text, Markdown and JSON.
//
// Changes that say the same of several records are told together, and what became
// weaker is told first.
package report

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/content"
)

// Weight says how much a change matters to a reader.
type Weight uint8

// The weights, the heaviest first.
const (
	Grave   Weight = iota // fewer demands than before: shouted
	Notable               // what a reader of the site should know
	Plain
)

var weights = [...]string{"grave", "notable", "plain"}

// String returns the weight as a word.
func (w Weight) String() string { return weights[min(int(w), len(weights)-1)] }

// Kind says what became of a thing.
type Kind string

// The kinds of changes.
const (
	Added     Kind = "added"
	Removed   Kind = "removed"
	Withdrawn Kind = "withdrawn"
	Renamed   Kind = "renamed"
	Changed   Kind = "changed"
	Weakened  Kind = "weakened"
	Waived    Kind = "waived"
	Judged    Kind = "judged" // a promise stands otherwise
)

// Change is what happened to one record, rule or promise.
type Change struct {
	Kind    Kind
	Weight  Weight
	Group   string // the plural of its type, the heading that it stands under
	Key     content.Key
	Name    string // as people call it
	Words   string // what happened to it as a whole; may be empty
	Details []Detail
}

// Detail is one thing about a record that changed.
type Detail struct {
	Pointer string // JSON pointer of what changed, in the new record where it is there
	Words   string
	Weight  Weight

	Alike string // the words without the name of the element, "" where it has none
}

// Unread is a file of which a side could not read everything.
type Unread struct {
	Side, File string
	Message    string // the first of what is wrong
	Records    []string
}

// Report is everything that changed, the most important first.
type Report struct {
	Old, New string
	Changes  []Change
	Unread   []Unread
}

// Sort puts the groups in order of their gravest change, and the changes of a
// group in order of weight, then name.
func (r *Report) Sort() {
	first := map[string]Weight{}
	for _, c := range r.Changes {
		if w, ok := first[c.Group]; !ok || c.Weight < w {
			first[c.Group] = c.Weight
		}
	}
	slices.SortStableFunc(r.Changes, func(a, b Change) int {
		return cmp.Or(
			cmp.Compare(first[a.Group], first[b.Group]),
			groupRank(a.Group)-groupRank(b.Group),
			strings.Compare(a.Group, b.Group),
			cmp.Compare(a.Weight, b.Weight),
			strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)),
			a.Key.Compare(b.Key),
		)
	})
}

// The groups that are not the plural of a type.
const (
	Rules    = "Rules and waivers"
	Promises = "Promises"
	Types    = "Types of records"
	Site     = "The site"
)

// groupRank puts demands and promises before records, and what is about the
// site's make after them.
func groupRank(group string) int {
	switch group {
	case Rules:
		return 0
	case Promises:
		return 1
	case Types:
		return 3
	case Site:
		return 4
	}
	return 2
}

// Also returns two phrases with a semicolon between them; either may be empty.
func Also(words, more string) string {
	if words != "" && more != "" {
		return words + "; " + more
	}
	return words + more
}
