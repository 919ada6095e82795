package toml

import "strings"

// extent is a half-open range of the TOML.
type extent struct{ start, end int }

func (e extent) empty() bool { return e.start >= e.end }

// form says how a key came to be, as far as it decides what may follow.
type form uint8

const (
	implied form = iota // named only on the way to another key
	headed              // [table]
	listed              // [[table]]: the list of them
	table               // an inline table, or an element of a list of tables
	list                // an inline list
	scalar
)

// place is where a key and its value stand; elements of lists have no key.
type place struct {
	key, value extent
	form       form
}

// clash is a key that cannot be defined where it is, because of an earlier
// place.
type clash struct {
	key   extent
	form  form // of the later definition
	first place
}

// tree holds every place of a document by its JSON pointer. It is never
// changed once it has been read, and keeps none of the document's bytes.
type tree struct {
	at      map[string]place
	dates   []extent // dates and times, real or not
	clash   *clash   // the first, nil in most trees
	refused *fault   // the first syntax error, nil in most trees
}

// readTree finds the places of all that text defines, up to the first syntax
// error. A definition that clashes with an earlier one does not replace it.
func readTree(text []byte) *tree {
	r := reader{
		tree:  &tree{at: make(map[string]place)},
		text:  text[:len(text):len(text)],
		count: make(map[string]int),
	}
	r.read()
	return r.tree
}

// nearest returns the place at a pointer, or the nearest above it.
func (t *tree) nearest(pointer string) (p place, exact bool) {
	for rest := pointer; rest != ""; {
		if p, ok := t.at[rest]; ok {
			return p, rest == pointer
		}
		i := strings.LastIndexByte(rest, '/')
		if i < 0 {
			break
		}
		rest = rest[:i]
	}
	return place{}, pointer == ""
}
