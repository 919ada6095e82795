package edit

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// splice is the replacement of a range of bytes.
type splice struct {
	start, end int
	text       string
}

// overlaps says that two splices cannot both be made. An insertion that touches
// another splice counts, for it would not be clear what comes first.
func (s splice) overlaps(o splice) bool {
	if s.start == s.end || o.start == o.end {
		return s.start <= o.end && o.start <= s.end
	}
	return s.start < o.end && o.start < s.end
}

// splices are the edits of one file.
type splices []splice

// add adds a splice and reports whether there is room for it. The same one
// twice is one.
func (l *splices) add(s splice) bool {
	if slices.Contains(*l, s) {
		return true
	}
	if slices.ContainsFunc(*l, s.overlaps) {
		return false
	}
	*l = append(*l, s)
	return true
}

// apply makes the edits. Line ends of what is inserted become those of the
// file.
func (l splices) apply(b []byte) []byte {
	slices.SortFunc(l, func(a, b splice) int { return cmp.Compare(a.start, b.start) })
	crlf := usesCRLF(b)
	var out bytes.Buffer
	at := 0
	for _, s := range l {
		out.Write(b[at:s.start])
		if crlf {
			s.text = strings.ReplaceAll(strings.ReplaceAll(s.text, "\r\n", "\n"), "\n", "\r\n")
		}
		out.WriteString(s.text)
		at = s.end
	}
	out.Write(b[at:])
	return out.Bytes()
}

// usesCRLF says how the first line of a text ends.
func usesCRLF(b []byte) bool {
	i := bytes.IndexByte(b, '\n')
	return i > 0 && b[i-1] == '\r'
}
