package content

import (
	"slices"
	"time"
)

// Commit says when a change was made.
type Commit struct {
	Hash  string    // in full
	Short string    // its beginning, as people write it
	When  time.Time // in UTC
}

// History knows which commit changed a file last. One History always gives the
// same answers, so two builds that are handed the same need not compare them.
// A nil History knows nothing.
type History struct {
	last func(file string) (Commit, bool)
}

// NewHistory returns a history that asks a function, which may be called by
// several goroutines at once.
func NewHistory(last func(file string) (Commit, bool)) *History { return &History{last} }

// Last returns the last commit of the files of a record, with those that travel
// with it: the newest of those that are known. Without any it is zero.
func (h *History) Last(r *Record) Commit {
	var newest Commit
	if h == nil {
		return newest
	}
	for _, name := range slices.Concat(names(r), r.files) {
		if c, ok := h.last(name); ok {
			newest = newest.Later(c)
		}
	}
	return newest
}

// Later returns the later of two commits, whichever is asked. Of two at the same
// moment it is the one with the greater hash, so that the answer is always the
// same.
func (c Commit) Later(o Commit) Commit {
	if c.Hash == "" || o.When.After(c.When) || o.When.Equal(c.When) && o.Hash > c.Hash {
		return o
	}
	return c
}
