package incremental

import (
	"candor/internal/content"
)

// Reads is a set of things that can be read.
type Reads map[content.Read]bool

// add takes over another set.
func (r Reads) add(more Reads) {
	for read := range more {
		r[read] = true
	}
}

// readsOf returns what those who looked at a changed record have noted. Which
// changes of its fields matter to them, fields tells.
func readsOf(ch content.Changes, fields func(content.Change) bool) Reads {
	out := Reads{}
	for k, c := range ch.Records {
		if fields(c) {
			out[content.Read{Key: k}] = true
			out[content.Read{Key: content.Key{Type: k.Type}}] = true
		}
		if c.Text {
			out[content.Read{Key: k, Of: content.Text}] = true
		}
	}
	for r := range ch.Backs {
		out[r] = true
	}
	for typ := range ch.Members {
		out[content.Read{Key: content.Key{Type: typ}}] = true
	}
	return out
}

// values reports whether the value of a field changed.
func values(c content.Change) bool { return c.Values }

// places reports whether a field is elsewhere in its file, as it is whenever its
// value changed.
func places(c content.Change) bool { return c.Place }
