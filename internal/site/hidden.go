package site

import (
	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
)

// Reason is why the public sees nothing of a record.
type Reason uint8

// The reasons, in the order in which they are told.
const (
	NotHidden     Reason = iota
	Draft                // it is still being written
	UnderEmbargo         // until a moment that has not come
	NoEnd                // under an embargo of which no end is known
	Undisclosed          // x-public withholds all of it
	Unreadable           // what it says of that cannot be read
	Misunderstood        // its status is none that the program knows
)

// Why returns why the audience sees nothing of a record.
func (who Audience) Why(r *content.Record) Reason {
	status := r.Meant(schema.Status)
	word, text := status.(string)
	// Whatever stands there hides the record until it is understood.
	until := r.Get(toml.Pointer(string(schema.EmbargoUntil)))
	switch {
	case r.Damaged, status != nil && !text:
		return Unreadable
	case until != nil && !who.lifted(r), word == schema.Embargoed && !who.lifted(r):
		return embargo(r)
	case word == schema.Draft && !who.Drafts:
		return Draft
	case word != "" && !schema.KnownStatus(word):
		return Misunderstood
	case disclosed(r) == Hidden:
		return Undisclosed
	}
	return NotHidden
}

// embargo returns which of the two an embargo is that has not lifted.
func embargo(r *content.Record) Reason {
	if _, ok := r.MeantDate(schema.EmbargoUntil); ok {
		return UnderEmbargo
	}
	return NoEnd
}

// Total returns how many records there are, those that are hidden among them.
func (v *View) Total() int { return v.all.Len() }

// Hiding says how many records are hidden for a reason.
type Hiding struct {
	Reason Reason
	Count  int
}

// Words returns what so many records are, to follow the number: "drafts".
func (h Hiding) Words() string {
	words := [...]string{
		"shown", "draft", "under embargo", "hidden with no end", "withheld by x-public", "unreadable", "of an unknown status",
	}[h.Reason]
	if h.Reason == Draft && h.Count != 1 {
		words += "s"
	}
	return words
}

// HiddenBy returns how many records the public sees nothing of, by reason.
func (v *View) HiddenBy() []Hiding {
	var counts [Misunderstood + 1]int
	for _, t := range v.all.Types().Types() {
		for _, r := range v.all.All(t.Name) {
			counts[v.audience.Why(r)]++
		}
	}
	var out []Hiding
	for reason, n := range counts {
		if r := Reason(reason); n > 0 && r != NotHidden {
			out = append(out, Hiding{r, n})
		}
	}
	return out
}
