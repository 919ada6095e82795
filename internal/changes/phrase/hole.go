package phrase

import "strings"

// hole is a place in a phrase for words: of a thing, or of a field that a path
// leads to from it. The things are the constants below.
type hole struct {
	of   string
	path string // names with slashes between them; "" is the thing itself
}

// What a hole can name. A field is named as rules name it: "self.dates.fixed".
const (
	ofOld   = "old"
	ofNew   = "new"
	ofValue = "value"
	ofSelf  = "self"
	ofTitle = "title"
	ofLabel = "label"
)

// parseHole reads what is between two braces.
func parseHole(s string) (hole, bool) {
	of, path, deeper := strings.Cut(s, ".")
	h := hole{of, strings.ReplaceAll(path, ".", "/")}
	switch of {
	case ofOld, ofNew, ofValue:
		return h, !deeper || validPath(path)
	case ofSelf:
		return h, validPath(path)
	case ofTitle, ofLabel:
		return h, !deeper
	}
	return h, false
}

// validPath reports whether a text is names with dots between them.
func validPath(path string) bool {
	for name := range strings.SplitSeq(path, ".") {
		if name == "" || strings.ContainsAny(name, " /{[|") {
			return false
		}
	}
	return true
}

// String returns the hole as it is written.
func (h hole) String() string {
	if h.path == "" {
		return h.of
	}
	return h.of + "." + strings.ReplaceAll(h.path, "/", ".")
}
