package changes

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/site"
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

	alike string // the words without the name of the element, "" where it has none
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

// Compare says what changed from one site to the other. Embargoes are judged
// at the time now.
func Compare(old, new Side, now time.Time) *Report {
	c := &comparison{old: old, new: new, audience: site.Audience{Now: now}, templates: templates{}}
	c.rules()
	c.commitments()
	c.outcomes()
	c.types()
	c.settings()
	c.records()
	r := &Report{Old: old.Name, New: new.Name, Changes: c.changes, Unread: c.unread()}
	r.sort()
	return r
}

// comparison collects the changes.
type comparison struct {
	old, new  Side
	audience  site.Audience
	templates templates
	changes   []Change
}

func (c *comparison) add(change Change) { c.changes = append(c.changes, change) }

// sort puts the groups in order of their gravest change, and the changes of a
// group in order of weight, then name.
func (r *Report) sort() {
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
	rulesGroup    = "Rules and waivers"
	promisesGroup = "Promises"
	typesGroup    = "Types of records"
	siteGroup     = "The site"
)

// groupRank puts demands and promises before records, and what is about the
// site's make after them.
func groupRank(group string) int {
	switch group {
	case rulesGroup:
		return 0
	case promisesGroup:
		return 1
	case typesGroup:
		return 3
	case siteGroup:
		return 4
	}
	return 2
}

// unread lists the files with errors, each with its first.
func (c *comparison) unread() []Unread {
	return append(unreadOf(c.old), unreadOf(c.new)...)
}

func unreadOf(s Side) []Unread {
	var out []Unread
	names := incomplete(s)
	for _, d := range s.Diags.Sorted() {
		if d.Severity != diag.Error || d.Span.Source == nil && d.Message == "" {
			continue
		}
		file := ""
		if d.Span.Source != nil {
			file = d.Span.Source.Name
		}
		if len(out) == 0 || out[len(out)-1].File != file {
			out = append(out, Unread{Side: s.Name, File: file, Message: d.Message, Records: names[file]})
		}
	}
	return out
}

// incomplete returns the names of the records that were not read in full, by
// their files.
func incomplete(s Side) map[string][]string {
	out := map[string][]string{}
	if s.Records == nil {
		return out
	}
	for _, t := range s.Records.Types().Types() {
		for _, r := range s.Records.All(t.Name) {
			if src := r.Source(); r.Incomplete && src != nil {
				out[src.Name] = append(out[src.Name], r.Label())
			}
		}
	}
	return out
}
