package diag

import (
	"sort"
	"unicode/utf8"
)

// Position is a place as people count: lines and columns from 1, columns in
// characters.
type Position struct {
	Line, Column       int
	EndLine, EndColumn int
}

// Position returns where the span begins and ends. It is zero for a span
// without a source and for one whose source cannot be read any more.
func (s Span) Position() Position {
	if s.Source == nil {
		return Position{}
	}
	b, err := s.Source.Bytes()
	if err != nil {
		return Position{}
	}
	var p Position
	p.Line, p.Column = s.Source.lineColumn(b, s.Start)
	p.EndLine, p.EndColumn = s.Source.lineColumn(b, max(s.End, s.Start))
	return p
}

func (s *Source) lineColumn(b []byte, offset int) (line, column int) {
	starts := s.lineStarts(b)
	offset = min(max(offset, starts[0]), len(b))
	i := sort.SearchInts(starts, offset+1) - 1
	return i + 1, utf8.RuneCount(b[starts[i]:offset]) + 1
}

// Line returns the text of a line counted from 1, without its end.
func (s *Source) Line(b []byte, n int) string {
	starts := s.lineStarts(b)
	if n < 1 || n > len(starts) {
		return ""
	}
	end := len(b)
	if n < len(starts) {
		end = starts[n] - 1
	}
	text := b[starts[n-1]:end]
	if len(text) > 0 && text[len(text)-1] == '\r' {
		text = text[:len(text)-1]
	}
	return string(text)
}

// lineStarts returns the offset of each line's first byte. A byte order mark
// belongs to no column, so the first line begins behind it.
func (s *Source) lineStarts(b []byte) []int {
	s.once.Do(func() {
		first := 0
		if len(b) >= 3 && string(b[:3]) == "\xef\xbb\xbf" {
			first = 3
		}
		s.lines = []int{first}
		for i, c := range b {
			if c == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	})
	return s.lines
}
