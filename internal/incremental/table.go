package incremental

import (
	"iter"
	"maps"
	"slices"

	"candor/internal/content"
)

// Table holds values by name, each with everything that was read to find it. A
// change to a record drops the values that read it.
type Table[V any] struct {
	values map[string]V
	index  *index // nil: nothing will be dropped by what it read
}

// NewTable returns an empty Table. Without an index, Invalidate drops nothing: a
// table that serves a single build needs none.
func NewTable[V any](indexed bool) *Table[V] {
	t := &Table[V]{values: map[string]V{}}
	if indexed {
		t.index = newIndex()
	}
	return t
}

// Get returns the value of a name, the zero value where there is none.
func (t *Table[V]) Get(name string) V { return t.values[name] }

// Put keeps a value and what was read for it, in the place of the name's last.
func (t *Table[V]) Put(name string, v V, reads []content.Read) {
	t.values[name] = v
	if t.index != nil {
		t.index.put(name, reads)
	}
}

// Drop forgets the value of a name.
func (t *Table[V]) Drop(name string) {
	delete(t.values, name)
	if t.index != nil {
		t.index.drop(name)
	}
}

// Invalidate drops all values for which any of these things was read.
func (t *Table[V]) Invalidate(changed Reads) {
	if t.index == nil {
		return
	}
	for r := range changed {
		for _, name := range slices.Clone(t.index.readers[r]) {
			t.Drop(name)
		}
	}
}

// Clear drops everything.
func (t *Table[V]) Clear() {
	*t = *NewTable[V](t.index != nil)
}

// All returns all names and values, in no particular order.
func (t *Table[V]) All() iter.Seq2[string, V] { return maps.All(t.values) }

// index knows who read what, both ways, so that a change finds those whom it
// concerns without asking all.
type index struct {
	readers map[content.Read][]string
	reads   map[string][]content.Read
}

func newIndex() *index {
	return &index{readers: map[content.Read][]string{}, reads: map[string][]content.Read{}}
}

// put notes all that a reader read, in the place of what it read before.
func (x *index) put(reader string, reads []content.Read) {
	x.drop(reader)
	seen := make(map[content.Read]bool, len(reads))
	kept := make([]content.Read, 0, len(reads))
	for _, r := range reads {
		if !seen[r] {
			seen[r] = true
			kept = append(kept, r)
			x.readers[r] = append(x.readers[r], reader)
		}
	}
	x.reads[reader] = kept
}

// drop forgets a reader.
func (x *index) drop(reader string) {
	for _, r := range x.reads[reader] {
		list := x.readers[r]
		i := slices.Index(list, reader)
		last := len(list) - 1
		list[i] = list[last]
		if x.readers[r] = list[:last]; last == 0 {
			delete(x.readers, r)
		}
	}
	delete(x.reads, reader)
}
