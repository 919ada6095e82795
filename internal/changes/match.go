package changes

import (
	"slices"
	"strconv"
	"strings"

	"candor/internal/schema"
)

// nameFields give an element of a list its name, keyNames what it is found
// again by: the first that is there.
var (
	nameFields = []string{"label", "title", "name", "id"}
	keyNames   = []string{"id", "label", "title", "name"}
)

// pairing says which elements of two lists are the same thing.
type pairing struct {
	pairs   [][2]*value // in the order of the new list
	added   []*value
	removed []*value
}

// name returns what an element of a list is called: by its template, its name
// field, or what its schema demands first.
func (v *value) name(f *filler) string {
	if f == nil {
		f = &filler{}
	}
	if s, ok := v.template().name.fill(v.filler(f)); ok {
		return upper(s)
	}
	for _, name := range slices.Concat(nameFields, required(v.field)) {
		if c := v.child(name); c.raw != nil {
			return c.said(f)
		}
	}
	return ""
}

// required returns the texts that an element must have.
func required(f *schema.Field) []string {
	var out []string
	for _, g := range f.Fields {
		if g.Required && g.Kind == schema.String {
			out = append(out, g.Name)
		}
	}
	return out
}

// keyFields returns the fields by which an element can be told from others.
func keyFields(f *schema.Field) []string {
	for _, name := range keyNames {
		if slices.ContainsFunc(f.Fields, func(g *schema.Field) bool { return g.Name == name }) {
			return []string{name}
		}
	}
	return required(f)
}

// key returns what an element is found again by. It is "" where it has nothing
// of the kind.
func (v *value) key() string {
	if v.table() == nil {
		return ""
	}
	if v.template().name != nil {
		return v.name(nil)
	}
	var parts []string
	for _, name := range keyFields(v.field) {
		s, _ := v.table()[name].(string)
		parts = append(parts, s)
	}
	return strings.Join(parts, "\x00")
}

// pair finds the elements of a list again: the equal ones, then those with the
// same key, the most alike first, then those that are at least half alike, then
// those without a key by their place.
func pair(o, n *value) *pairing {
	m := &matcher{partner: map[int]int{}}
	for i := range o.list() {
		m.old = append(m.old, o.item(i))
	}
	for i := range n.list() {
		m.new = append(m.new, n.item(i))
	}
	m.match(func(a, b *value) float64 {
		if equal(a.raw, b.raw) {
			return 1
		}
		return 0
	})
	m.match(func(a, b *value) float64 {
		if k := a.key(); k == "" || k != b.key() {
			return 0
		}
		return 0.01 + alike(a, b)
	})
	m.match(func(a, b *value) float64 {
		if s := alike(a, b); s >= 0.5 {
			return s
		}
		return 0
	})
	m.match(func(a, b *value) float64 {
		if a.table() == nil || a.key() != "" || a.pointer != b.pointer {
			return 0
		}
		return 1
	})
	return m.result()
}

// matcher pairs elements; partner goes from the new list to the old one.
type matcher struct {
	old, new []*value
	partner  map[int]int
	taken    []bool
}

// match pairs what is left by a score, the highest first; 0 is no pair. Of
// equal scores the earlier elements win.
func (m *matcher) match(score func(a, b *value) float64) {
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

func (m *matcher) result() *pairing {
	p := &pairing{}
	for j, b := range m.new {
		if i, ok := m.partner[j]; ok {
			p.pairs = append(p.pairs, [2]*value{m.old[i], b})
		} else {
			p.added = append(p.added, b)
		}
	}
	for i, a := range m.old {
		if !m.taken[i] {
			p.removed = append(p.removed, a)
		}
	}
	return p
}

// alike returns the share of fields, or of words, that two values have in
// common.
func alike(a, b *value) float64 {
	if a.table() != nil && b.table() != nil {
		same, all := 0, 0
		for _, name := range a.names(b) {
			x, y := a.table()[name], b.table()[name]
			if x == nil && y == nil {
				continue
			}
			if all++; equal(x, y) {
				same++
			}
		}
		return share(same, all)
	}
	x, okX := a.raw.(string)
	y, okY := b.raw.(string)
	if !okX || !okY || len(a.field.Ref)+len(a.field.Enum) > 0 || len(strings.Fields(x)) < 3 {
		return 0
	}
	added, removed := bag(x, y)
	return 1 - share(added+removed, len(strings.Fields(x))+len(strings.Fields(y)))
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// bag counts the words that are in one text only.
func bag(old, new string) (added, removed int) {
	n := map[string]int{}
	for w := range strings.FieldsSeq(old) {
		n[w]--
	}
	for w := range strings.FieldsSeq(new) {
		n[w]++
	}
	for _, c := range n {
		added, removed = added+max(c, 0), removed+max(-c, 0)
	}
	return added, removed
}

// ordered says that the pairs stand in the same order in both lists.
func (p *pairing) ordered() bool {
	return slices.IsSortedFunc(p.pairs, func(a, b [2]*value) int { return position(a[0]) - position(b[0]) })
}

// position returns the number of an element in its list.
func position(v *value) int {
	n, _ := strconv.Atoi(v.pointer[strings.LastIndexByte(v.pointer, '/')+1:])
	return n
}
