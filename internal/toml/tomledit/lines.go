package tomledit

import (
	"bytes"
	"strconv"

	"candor/internal/toml"
)

// item is what moves as a whole: a key with its value, or a header.
type item struct {
	path  []pathStep
	blank []byte // the lines above it that hold nothing
	lines []byte // the comment that belongs to it, and the item itself
	below []byte // what stays below it, whatever it is, and nothing passes
	stays bool
	keys  []*item // below a header
	rank  []int
}

// pathStep is a name on the way to a key and, in a list of tables, which of them.
type pathStep struct {
	name    string
	element int
}

// lines is a text taken apart: all of it is in here once.
type lines struct {
	text    []byte
	above   []byte  // what stays at the beginning
	keys    []*item // above the first header
	below   []byte  // what stays below them
	headers []*item
}

// readLines takes TOML apart that has been parsed before.
func readLines(text []byte) (*lines, bool) {
	statements, ok := toml.Statements(text)
	if !ok {
		return nil, false
	}
	r := lineReader{lines: &lines{text: text}, elements: map[string]int{}}
	for _, s := range statements {
		r.statement(s)
	}
	r.leave(len(text), false)
	return r.lines, true
}

// lineReader reads a text one statement after another.
type lineReader struct {
	*lines
	done     int            // all before it has been taken
	table    []pathStep     // that keys belong to
	elements map[string]int // so far, of each list of tables
}

// statement takes a header or a key with what above it belongs to it.
func (r *lineReader) statement(s toml.Statement) {
	isKey := s.Kind == toml.KeyValue
	it := item{}
	own := r.own(&it, r.lineAbove(s.Start+1), isKey)
	r.done = len(r.text)
	if i := bytes.IndexByte(r.text[s.End:], '\n'); i >= 0 {
		r.done = s.End + i + 1
	}
	it.lines = r.text[own:r.done]
	if !isKey {
		r.table = r.way(s.Keys, s.Kind == toml.Element)
		it.path = r.table
		r.headers = append(r.headers, &it)
		return
	}
	it.path = append(it.path, r.table...)
	for _, name := range s.Keys {
		it.path = append(it.path, pathStep{name: name})
	}
	list := r.list()
	*list = append(*list, &it)
}

// lineAbove returns where the line begins that ends at an offset.
func (r *lineReader) lineAbove(end int) int {
	return bytes.LastIndexByte(r.text[:end-1], '\n') + 1
}

// way returns the steps to a table: of a list, to its last one so far.
func (r *lineReader) way(keys []string, element bool) []pathStep {
	var out []pathStep
	at := ""
	for i, name := range keys {
		at += toml.Pointer(name)
		if element && i == len(keys)-1 {
			r.elements[at]++
		}
		n := r.elements[at]
		out = append(out, pathStep{name, n})
		at += "/" + strconv.Itoa(n)
	}
	return out
}

// list is where the keys go that are read now.
func (r *lineReader) list() *[]*item {
	if n := len(r.headers); n > 0 {
		return &r.headers[n-1].keys
	}
	return &r.keys
}

// own gives an item the blank lines above it, and returns where the comment
// begins that belongs to it. The other lines above it stay.
func (r *lineReader) own(it *item, start int, isKey bool) int {
	own, prose := start, true
	for own > r.done {
		line := r.lineAbove(own)
		comment := bytes.TrimSpace(r.text[line:own])
		if len(comment) == 0 {
			break
		}
		own, prose = line, prose && isProse(comment)
	}
	if !prose {
		own = start
	}
	blank := own
	for blank > r.done && len(bytes.TrimSpace(r.text[r.lineAbove(blank):blank])) == 0 {
		blank = r.lineAbove(blank)
	}
	if blank > r.done {
		r.leave(own, isKey)
		blank = own
	}
	it.blank = r.text[blank:own]
	it.stays = own < start && r.begins(isKey)
	return own
}

// isProse tells a comment that explains from a key that was taken out, which has
// no space behind its #.
func isProse(comment []byte) bool {
	return len(comment) == 1 || bytes.HasPrefix(comment, []byte("# "))
}

// begins says that nothing but what stays has been read of the document, or of
// the table that a key is in.
func (r *lineReader) begins(isKey bool) bool {
	return len(r.headers) == 0 && len(r.keys) == 0 || isKey && len(*r.list()) == 0
}

// leave leaves the lines up to an offset where they are. What they stand right
// below, they may be about.
func (r *lineReader) leave(end int, beforeKey bool) {
	if end <= r.done {
		return
	}
	left := r.text[r.done:end]
	holds := len(bytes.TrimSpace(left)) > 0
	glued := holds && (end == len(r.text) || len(bytes.TrimSpace(firstLine(left))) > 0)
	r.done = end
	list := *r.list()
	if n := len(list); n > 0 {
		list[n-1].stays = list[n-1].stays || glued
		if beforeKey {
			list[n-1].below = left
			return
		}
	}
	switch n := len(r.headers); {
	case n > 0 && beforeKey:
		h := r.headers[n-1]
		h.lines = r.text[end-len(left)-len(h.lines) : end]
	case n > 0:
		r.headers[n-1].below = left
		r.headers[n-1].stays = r.headers[n-1].stays || glued
	case len(r.keys) > 0:
		r.below = left
	default:
		r.above = left
	}
}

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return line
}
