package match

import (
	"slices"
	"strconv"
	"strings"

	"candor/internal/changes/phrase"
)

// Pairing says which elements of two lists are the same thing.
type Pairing struct {
	Pairs   [][2]*phrase.Value // in the order of the new list
	Added   []*phrase.Value
	Removed []*phrase.Value
}

// Pair finds the elements of a list again: the equal ones, then those with the
// same key, the most alike first, then those that are at least half alike, then
// those without a key by their place.
func Pair(o, n *phrase.Value) *Pairing {
	m := &matcher{partner: map[int]int{}}
	for i := range o.List() {
		m.old = append(m.old, o.Item(i))
	}
	for i := range n.List() {
		m.new = append(m.new, n.Item(i))
	}
	m.match(func(a, b *phrase.Value) float64 {
		if Equal(a.Raw, b.Raw) {
			return 1
		}
		return 0
	})
	m.match(func(a, b *phrase.Value) float64 {
		if k := a.Key(); k == "" || k != b.Key() {
			return 0
		}
		return 0.01 + alike(a, b)
	})
	m.match(func(a, b *phrase.Value) float64 {
		if s := alike(a, b); s >= 0.5 {
			return s
		}
		return 0
	})
	m.match(func(a, b *phrase.Value) float64 {
		if a.Table() == nil || a.Key() != "" || a.Pointer != b.Pointer {
			return 0
		}
		return 1
	})
	return m.result()
}

// matcher pairs elements; partner goes from the new list to the old one.
type matcher struct {
	old, new []*phrase.Value
	partner  map[int]int
	taken    []bool
}

// match pairs what is left by a score, the highest first; 0 is no pair. Of
// equal scores the earlier elements win.
func (m *matcher) match(score func(a, b *phrase.Value) float64) {
	type candidate struct {
		i, j int
		s    float64
	}
	m.taken = slices.Grow(m.taken, len(m.old))[:len(m.old)]
	var all []candidate
	for j, b := range m.new {
		if _, done := m.partner[j]; done {
			continue
		}
		for i, a := range m.old {
			if m.taken[i] {
				continue
			}
			if s := score(a, b); s > 0 {
				all = append(all, candidate{i, j, s})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int {
		switch {
		case x.s > y.s:
			return -1
		case x.s < y.s:
			return 1
		}
		return 0
	})
	for _, c := range all {
		if _, done := m.partner[c.j]; !done && !m.taken[c.i] {
			m.partner[c.j], m.taken[c.i] = c.i, true
		}
	}
}

func (m *matcher) result() *Pairing {
	p := &Pairing{}
	for j, b := range m.new {
		if i, ok := m.partner[j]; ok {
			p.Pairs = append(p.Pairs, [2]*phrase.Value{m.old[i], b})
		} else {
			p.Added = append(p.Added, b)
		}
	}
	for i, a := range m.old {
		if !m.taken[i] {
			p.Removed = append(p.Removed, a)
		}
	}
	return p
}

// alike returns the share of fields, or of words, that two values have in
// common.
func alike(a, b *phrase.Value) float64 {
	if a.Table() != nil && b.Table() != nil {
		same, all := 0, 0
		for _, name := range a.Names(b) {
			x, y := a.Table()[name], b.Table()[name]
			if x == nil && y == nil {
				continue
			}
			if all++; Equal(x, y) {
				same++
			}
		}
		return share(same, all)
	}
	x, okX := a.Raw.(string)
	y, okY := b.Raw.(string)
	if !okX || !okY || len(a.Field.Ref)+len(a.Field.Enum) > 0 || len(strings.Fields(x)) < 3 {
		return 0
	}
	added, removed := phrase.Moved(x, y)
	return 1 - share(added+removed, len(strings.Fields(x))+len(strings.Fields(y)))
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Ordered reports whether the pairs stand in the same order in both lists.
func (p *Pairing) Ordered() bool {
	return slices.IsSortedFunc(p.Pairs, func(a, b [2]*phrase.Value) int { return Position(a[0]) - Position(b[0]) })
}

// Position returns the number of an element in its list.
func Position(v *phrase.Value) int {
	n, _ := strconv.Atoi(v.Pointer[strings.LastIndexByte(v.Pointer, '/')+1:])
	return n
}
