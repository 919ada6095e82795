package search

import (
	"encoding/binary"
	"slices"
)

// posting says that a document has a term: the document, 20 bits; the level, 4
// bits; the part, 8 bits.
type posting uint32

func newPosting(doc uint32, level, part uint8) posting {
	return posting(doc<<12 | uint32(level)<<8 | uint32(part))
}

func (p posting) doc() uint32  { return uint32(p) >> 12 }
func (p posting) level() uint8 { return uint8(p>>8) & 15 }
func (p posting) part() uint8  { return uint8(p) }

// The forms of a group.
const (
	formList = iota
	formParts
	formBitmap
)

// group is the postings of one level, encoded.
type group struct {
	level    uint8
	postings []posting
	bytes    []byte
}

// packer encodes the postings of one term after the other in memory of its own,
// which it uses again.
type packer struct {
	postings []posting
	bytes    []byte
}

// pack encodes postings, which are in order of document, in at most limit
// bytes where that can be done: first with parts, then the low levels as
// bitmaps, then without parts, then with fewer levels.
func (k *packer) pack(postings []posting, limit int) []byte {
	k.bytes = k.bytes[:0]
	groups := k.byLevel(postings)
	for i := range groups {
		groups[i].bytes = k.list(groups[i].postings, true)
	}
	for i := 0; size(groups) > limit && i < len(groups); i++ {
		k.shrink(&groups[i], true)
	}
	for i := 0; size(groups) > limit && i < len(groups); i++ {
		k.shrink(&groups[i], false)
	}
	for size(groups) > limit && len(groups) > 1 {
		groups = k.merge(groups)
	}
	out := make([]byte, 0, size(groups))
	for _, g := range groups {
		out = append(out, g.bytes...)
	}
	return out
}

// byLevel groups postings, the low levels first.
func (k *packer) byLevel(postings []posting) []group {
	var n, at [17]int
	for _, p := range postings {
		n[p.level()+1]++
	}
	for l := 1; l < len(n); l++ {
		n[l] += n[l-1]
	}
	at = n
	k.postings = slices.Grow(k.postings[:0], len(postings))[:len(postings)]
	for _, p := range postings {
		k.postings[at[p.level()]] = p
		at[p.level()]++
	}
	var out []group
	for l := range 16 {
		if n[l] < n[l+1] {
			out = append(out, group{level: uint8(l), postings: k.postings[n[l]:n[l+1]]})
		}
	}
	return out
}

func size(groups []group) int {
	n := 0
	for _, g := range groups {
		n += len(g.bytes)
	}
	return n
}

// shrink encodes a group anew, as what is shorter.
func (k *packer) shrink(g *group, parts bool) {
	g.bytes = k.list(g.postings, parts)
	if len(g.bytes) > bitmapSize(g.postings) {
		g.bytes = bitmap(g.postings)
	}
}

// merge joins the two lowest levels.
func (k *packer) merge(groups []group) []group {
	n := len(groups[0].postings) + len(groups[1].postings) // one stands behind the other
	g := group{level: groups[0].level, postings: groups[0].postings[:n]}
	for i, p := range g.postings {
		g.postings[i] = newPosting(p.doc(), g.level, p.part())
	}
	slices.Sort(g.postings)
	k.shrink(&g, false)
	return append([]group{g}, groups[2:]...)
}

func (k *packer) list(postings []posting, parts bool) []byte {
	parts = parts && slices.ContainsFunc(postings, func(p posting) bool { return p.part() > 0 })
	form := formList
	if parts {
		form = formParts
	}
	from := len(k.bytes)
	out := append(k.bytes, postings[0].level()|byte(form<<4))
	out = binary.AppendUvarint(out, uint64(len(postings)))
	next := uint32(0)
	for _, p := range postings {
		gap := uint64(p.doc() - next)
		next = p.doc() + 1
		switch {
		case !parts:
			out = binary.AppendUvarint(out, gap)
		case p.part() == 0:
			out = binary.AppendUvarint(out, gap<<1)
		default:
			out = append(binary.AppendUvarint(out, gap<<1|1), p.part())
		}
	}
	k.bytes = out
	return out[from:]
}

// bitmapSize is a little more than a bitmap takes.
func bitmapSize(postings []posting) int {
	return 8 + int(postings[len(postings)-1].doc()-postings[0].doc())/8
}

func bitmap(postings []posting) []byte {
	first, last := postings[0].doc(), postings[len(postings)-1].doc()
	bits := make([]byte, (last-first)/8+1)
	for _, p := range postings {
		n := p.doc() - first
		bits[n/8] |= 1 << (n % 8)
	}
	out := []byte{postings[0].level() | formBitmap<<4}
	out = binary.AppendUvarint(out, uint64(first))
	out = binary.AppendUvarint(out, uint64(len(bits)))
	return append(out, bits...)
}
