package layout

import (
	"bytes"
	"cmp"
	"errors"
	"sync"
)

// sheet takes what a layout writes, as far as a page or a file can go.
type sheet struct {
	bytes.Buffer
	writes int
	steps  int // of these, such that write nothing
	most   int // bytes; 0: as many as a page may have
}

// sheets are written on again: how large a page will be is known only when it
// is there.
var sheets = sync.Pool{New: func() any { return new(sheet) }}

// free hands the sheet on. One that took a page of rare size goes.
func (s *sheet) free() {
	if s.Cap() <= 1<<20 {
		s.Reset()
		*s = sheet{Buffer: s.Buffer}
		sheets.Put(s)
	}
}

// What a page may take. Those of ten thousand records are far below it.
const (
	maxPage   = 32 << 20
	maxWrites = 20_000_000
	maxSteps  = 2_000_000
)

var errEndless = errors.New("what is written does not end")

// Write implements io.Writer.
func (s *sheet) Write(b []byte) (int, error) {
	if len(b) == 0 {
		s.steps++
	}
	if s.writes++; s.writes > maxWrites || s.steps > maxSteps || s.Len()+len(b) > cmp.Or(s.most, maxPage) {
		return 0, errEndless
	}
	return s.Buffer.Write(b)
}
