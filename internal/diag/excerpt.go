package diag

import "cmp"

// Excerpt is the part of a line around a place.
type Excerpt struct {
	Text       string // without the line's end
	Start, End int    // the place in Text, in bytes; it ends with the line at the latest

	CutBefore, CutAfter bool // the line goes on beyond Text
}

// reach is how many bytes an excerpt holds before and after the beginning of a
// place, at most.
const reach = 1 << 10

// Reader looks up the text around places. It keeps the sources that it read
// last, so that many places in a few files cost one reading of each. The zero
// value is ready to use, by one goroutine.
type Reader struct {
	texts map[*Source][]byte
	held  int // bytes in texts
	most  int // bytes that it keeps, mostHeld where it is 0
}

// mostHeld is how many bytes a reader keeps unless it is told otherwise.
const mostHeld = 64 << 20

// Excerpt returns what is around the beginning of a span. It reports false for
// a span without a source, and for one whose source is empty or cannot be read.
func (r *Reader) Excerpt(s Span) (Excerpt, bool) {
	if s.Source == nil || s.Source.Size == 0 {
		return Excerpt{}, false
	}
	b, err := r.bytes(s.Source)
	if err != nil {
		return Excerpt{}, false
	}
	x, err := s.Source.indexed()
	if err != nil {
		return Excerpt{}, false
	}
	from, to := x.first(x.clamp(s.Start)), x.after(x.clamp(max(s.Start, s.End)))
	n, _ := x.place(from)
	begin, end := x.line(b, n)
	from = min(from, end)
	left, right := x.after(max(begin, from-reach)), x.first(min(end, from+reach))
	return Excerpt{
		Text: string(b[left:right]), Start: from - left, End: min(max(to, from), right) - left,
		CutBefore: left > begin, CutAfter: right < end,
	}, true
}

func (r *Reader) bytes(s *Source) ([]byte, error) {
	if b, ok := r.texts[s]; ok {
		return b, nil
	}
	b, err := s.Bytes()
	if err != nil {
		return nil, err
	}
	if r.texts == nil || r.held+len(b) > cmp.Or(r.most, mostHeld) {
		r.texts, r.held = map[*Source][]byte{}, 0
	}
	r.texts[s] = b
	r.held += len(b)
	return b, nil
}
