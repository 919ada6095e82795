package pipeline

import (
	"slices"

	"candor/internal/content"
)

// index knows who read what, both ways, so that a change finds those whom it
// concerns without asking all.
type index struct {
	readers map[content.Read][]string
	reads   map[string][]content.Read
}

func newIndex() *index {
	return &index{readers: map[content.Read][]string{}, reads: map[string][]content.Read{}}
}

// put notes all that an entry read, in the place of what it read before.
func (x *index) put(entry string, reads []content.Read) {
	x.drop(entry)
	seen := make(map[content.Read]bool, len(reads))
	kept := make([]content.Read, 0, len(reads))
	for _, r := range reads {
		if !seen[r] {
			seen[r] = true
			kept = append(kept, r)
			x.readers[r] = append(x.readers[r], entry)
		}
	}
	x.reads[entry] = kept
}

// drop forgets an entry.
func (x *index) drop(entry string) {
	for _, r := range x.reads[entry] {
		list := x.readers[r]
		i := slices.Index(list, entry)
		last := len(list) - 1
		list[i] = list[last]
		if x.readers[r] = list[:last]; last == 0 {
			delete(x.readers, r)
		}
	}
	delete(x.reads, entry)
}

// of returns the entries that read something.
func (x *index) of(r content.Read) []string { return slices.Clone(x.readers[r]) }
