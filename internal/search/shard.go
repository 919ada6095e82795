package search

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// shards packs entries, which come in order, into files.
type shards struct {
	limit  int
	files  [][]byte
	bounds []string
	last   string // the entry before
	bytes  []byte // of the shard that is being filled
}

// add appends an entry; it opens a shard where the one before is full.
func (s *shards) add(text string, postings []byte) {
	e := entryBytes(s.last, text, postings)
	if len(s.bytes)+len(e) > s.limit && len(s.bytes) > 0 || len(s.bounds) == 0 {
		s.close()
		s.bounds = append(s.bounds, separator(s.last, text))
		e = entryBytes("", text, postings)
	}
	s.bytes = append(s.bytes, e...)
	s.last = text
}

func (s *shards) close() {
	if len(s.bytes) > 0 {
		s.files = append(s.files, slices.Clone(s.bytes))
		s.bytes = s.bytes[:0]
	}
}

// roots returns the bound of each directory.
func (s *shards) roots() []string {
	var out []string
	for i := 0; i < len(s.bounds); i += DirectorySize {
		out = append(out, s.bounds[i])
	}
	return out
}

func entryBytes(before, text string, postings []byte) []byte {
	n := shared(before, text)
	out := append([]byte{byte(n), byte(len(text) - n)}, text[n:]...)
	out = binary.AppendUvarint(out, uint64(len(postings)))
	return append(out, postings...)
}

// shared returns how many bytes two terms begin with in common, up to the end
// of a character.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n < len(b) && n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}

// separator returns the shortest prefix of b that comes after a.
func separator(a, b string) string {
	if a == "" {
		return ""
	}
	n := shared(a, b)
	_, w := utf8.DecodeRuneInString(b[n:])
	return b[:n+w]
}

// straddlers returns the prefixes whose terms lie in several shards, in order.
func straddlers(bounds []string) []string {
	var out []string
	for _, b := range bounds {
		for i := range b {
			if i > 0 && b[0] != '=' {
				out = append(out, b[:i])
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// boundText writes bounds.
func boundText(bounds []string) string {
	var out strings.Builder
	before := ""
	for i, b := range bounds {
		if i > 0 {
			out.WriteByte(',')
		}
		n := shared(before, b)
		for utf8.RuneCountInString(b[:n]) > 35 {
			_, w := utf8.DecodeLastRuneInString(b[:n])
			n -= w
		}
		out.WriteString(strconv.FormatInt(int64(utf8.RuneCountInString(b[:n])), 36))
		out.WriteString(b[n:])
		before = b
	}
	return out.String()
}

// union joins the postings of many terms.
type union struct {
	level   []uint8 // by document
	part    []uint8
	touched []uint32
	out     []posting
}

func newUnion(docs int) *union {
	return &union{level: make([]uint8, docs), part: make([]uint8, docs)}
}

// add takes postings, raising their levels.
func (u *union) add(postings []posting, raise uint8) {
	for _, p := range postings {
		d, l := p.doc(), p.level()+raise
		if u.level[d] == 0 {
			u.touched = append(u.touched, d)
		}
		if l > u.level[d] {
			u.level[d], u.part[d] = l, p.part()
		}
	}
}

// take returns what was joined, until the next call, and begins anew.
func (u *union) take() []posting {
	slices.Sort(u.touched)
	out := u.out[:0]
	for _, d := range u.touched {
		out = append(out, newPosting(d, u.level[d], u.part[d]))
		u.level[d] = 0
	}
	u.touched, u.out = u.touched[:0], out
	return out
}
