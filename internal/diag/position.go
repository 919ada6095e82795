package diag

import (
	"math/bits"
	"sort"
	"unicode/utf8"
)

// Position is a place as people count: lines and columns from 1, columns in
// characters. Where a span begins or ends inside a character, the whole
// character belongs to it, so the end never comes before the beginning.
type Position struct {
	Line, Column       int
	EndLine, EndColumn int
}

// Position returns where the span begins and ends. It is zero for a span
// without a source and for one whose source cannot be read any more. The first
// call reads the source; every further one takes the same short time, however
// long the lines are.
func (s Span) Position() Position {
	if s.Source == nil {
		return Position{}
	}
	x, err := s.Source.indexed()
	if err != nil {
		return Position{}
	}
	start, end := x.clamp(s.Start), x.clamp(max(s.Start, s.End))
	var p Position
	p.Line, p.Column = x.place(x.first(start))
	p.EndLine, p.EndColumn = x.place(x.after(end))
	return p
}

// index answers where the lines and characters of a text are.
type index struct {
	size  int
	lines []int // the offset of each line's first byte

	// inner has a bit for each byte that does not begin a character, and before
	// the number of bits in all words before each. Both are nil where every
	// character is one byte.
	inner  []uint64
	before []int32
}

// newIndex reads a text once. A byte order mark belongs to no column, so the
// first line begins after it.
func newIndex(b []byte) *index {
	x := &index{size: len(b), lines: []int{0}}
	if len(b) >= 3 && string(b[:3]) == "\xef\xbb\xbf" {
		x.lines[0] = 3
	}
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\n':
			x.lines = append(x.lines, i+1)
		case c >= utf8.RuneSelf:
			_, size := utf8.DecodeRune(b[i:])
			for range size - 1 {
				i++
				x.mark(i)
			}
		}
	}
	x.count()
	return x
}

func (x *index) mark(at int) {
	if x.inner == nil {
		x.inner = make([]uint64, x.size/64+1)
	}
	x.inner[at/64] |= 1 << (at % 64)
}

func (x *index) count() {
	n := 0
	for _, word := range x.inner {
		x.before = append(x.before, int32(n))
		n += bits.OnesCount64(word)
	}
}

// clamp moves an offset into the text.
func (x *index) clamp(at int) int { return min(max(at, x.lines[0]), x.size) }

// isInner reports whether the byte at an offset belongs to the character of the
// byte before it.
func (x *index) isInner(at int) bool {
	return x.inner != nil && at < x.size && x.inner[at/64]&(1<<(at%64)) != 0
}

// first returns the offset of the character that an offset is in.
func (x *index) first(at int) int {
	for x.isInner(at) {
		at--
	}
	return at
}

// after returns the first offset at or after another where a character begins.
func (x *index) after(at int) int {
	for x.isInner(at) {
		at++
	}
	return at
}

// chars returns how many characters begin before an offset.
func (x *index) chars(at int) int {
	if x.inner == nil {
		return at
	}
	word := at / 64
	return at - int(x.before[word]) - bits.OnesCount64(x.inner[word]&(1<<(at%64)-1))
}

// place returns the line and column of an offset at which a character begins.
func (x *index) place(at int) (line, column int) {
	line = sort.SearchInts(x.lines, at+1)
	return line, x.chars(at) - x.chars(x.lines[line-1]) + 1
}

// line returns the offsets at which a line begins and ends, without its line
// end.
func (x *index) line(b []byte, n int) (start, end int) {
	start, end = x.lines[n-1], x.size
	if n < len(x.lines) {
		end = x.lines[n] - 1
	}
	if end > start && b[end-1] == '\r' {
		end--
	}
	return start, end
}
