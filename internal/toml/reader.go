package toml

import (
	"bytes"
	"strconv"

	"github.com/pelletier/go-toml/v2/unstable"
)

// reader fills a tree.
type reader struct {
	*tree
	text   []byte
	count  map[string]int // elements so far of each list of tables
	header string         // the table that keys belong to
}

func (r *reader) read() {
	// The package promises no stability and panics in places: what was found
	// until then is better than nothing.
	defer func() { _ = recover() }()
	var p unstable.Parser
	p.Reset(r.text)
	for p.NextExpression() {
		r.expression(p.Expression())
	}
	if err, ok := p.Error().(*unstable.ParserError); ok {
		// The highlight is a part of text: capacities tell which.
		start := min(max(cap(r.text)-cap(err.Highlight), 0), len(r.text))
		end := min(start+len(err.Highlight), len(r.text))
		r.refused = &fault{message: err.Message, extent: extent{start, end}}
	}
}

func (r *reader) expression(n *unstable.Node) {
	switch n.Kind {
	case unstable.Table, unstable.ArrayTable:
		r.headerLine(n)
	case unstable.KeyValue:
		r.keyValue(r.header, n)
	}
}

// headerLine reads [a.b] or [[a.b]].
func (r *reader) headerLine(n *unstable.Node) {
	width := 1
	if n.Kind == unstable.ArrayTable {
		width = 2
	}
	keys := keysOf(n)
	first, last := keys[0].extent, keys[len(keys)-1].extent
	whole := extent{
		start: bytes.LastIndexByte(r.text[:first.start], '[') + 1 - width,
		end:   r.blanks(last.end) + width,
	}
	above := ""
	for _, k := range keys[:len(keys)-1] {
		above = r.through(above, k, whole)
	}
	p := place{key: last, value: whole, form: headed}
	pointer := above + "/" + escapeKey(keys[len(keys)-1].name)
	if n.Kind == unstable.ArrayTable {
		r.header = r.element(pointer, p)
		return
	}
	r.define(pointer, p)
	r.header = pointer
}

// element adds a table to the list at a pointer and returns its own pointer.
func (r *reader) element(pointer string, p place) string {
	p.form = listed
	if old, ok := r.at[pointer]; !ok || old.form != listed {
		r.define(pointer, p)
	}
	n := r.count[pointer]
	r.count[pointer] = n + 1
	pointer += "/" + strconv.Itoa(n)
	r.define(pointer, place{value: p.value, form: table})
	return pointer
}

// define records a place. A header may follow where its table was implied;
// anything else that was there before is a clash, and stays.
func (r *reader) define(pointer string, p place) {
	old, ok := r.at[pointer]
	if ok && (old.form != implied || p.form != headed) {
		r.clashes(p.key, p.form, old)
		return
	}
	r.at[pointer] = p
}

func (r *reader) clashes(key extent, f form, first place) {
	if r.clash == nil {
		r.clash = &clash{key: key, form: f, first: first}
	}
}

// through steps from a table to the one below it that k names on the way to
// another key; in a list of tables that is the last of them.
func (r *reader) through(above string, k key, whole extent) string {
	pointer := above + "/" + escapeKey(k.name)
	p, ok := r.at[pointer]
	switch {
	case !ok:
		r.at[pointer] = place{key: k.extent, value: whole}
	case p.form == listed:
		pointer += "/" + strconv.Itoa(r.count[pointer]-1)
	case p.form == scalar, p.form == list:
		r.clashes(k.extent, implied, p)
	}
	return pointer
}

// keyValue reads one key = value of the table at above, and returns where it
// ends.
func (r *reader) keyValue(above string, n *unstable.Node) int {
	keys := keysOf(n)
	last := keys[len(keys)-1]
	for _, k := range keys[:len(keys)-1] {
		above = r.through(above, k, k.extent)
	}
	start := r.blanks(r.blanks(last.end) + 1)
	return r.value(above+"/"+escapeKey(last.name), last.extent, n.Value(), start)
}

// value reads the value that begins at start, and returns where it ends.
// Lists and inline tables come without their extent: it follows from what is
// inside.
func (r *reader) value(pointer string, key extent, n *unstable.Node, start int) int {
	_, defined := r.at[pointer]
	p := place{key: key, value: extent{start, start}, form: scalar}
	switch n.Kind {
	case unstable.Array:
		p.form = list
	case unstable.InlineTable:
		p.form = table
	}
	r.define(pointer, p)
	p.value.end = r.inside(pointer, n, start)
	if !defined {
		r.at[pointer] = p
	}
	return p.value.end
}

func (r *reader) inside(pointer string, n *unstable.Node, start int) int {
	switch n.Kind {
	case unstable.Array:
		return r.array(pointer, n, start)
	case unstable.InlineTable:
		return r.inlineTable(pointer, n, start)
	case unstable.LocalDate, unstable.LocalTime, unstable.LocalDateTime, unstable.DateTime:
		r.dates = append(r.dates, rangeOf(n))
	}
	return rangeOf(n).end
}

func (r *reader) array(pointer string, n *unstable.Node, start int) int {
	end := start + 1
	children := n.Children()
	for i := 0; children.Next(); i++ {
		end = r.value(pointer+"/"+strconv.Itoa(i), extent{}, children.Node(), r.gap(end))
	}
	return r.gap(end) + 1
}

func (r *reader) inlineTable(pointer string, n *unstable.Node, start int) int {
	end := start + 1
	for children := n.Children(); children.Next(); {
		end = r.keyValue(pointer, children.Node())
	}
	return r.gap(end) + 1
}

// key is one part of a dotted key.
type key struct {
	name string
	extent
}

func keysOf(n *unstable.Node) []key {
	keys := make([]key, 0, 1)
	for it := n.Key(); it.Next(); {
		keys = append(keys, key{string(it.Node().Data), rangeOf(it.Node())})
	}
	return keys
}

func rangeOf(n *unstable.Node) extent {
	return extent{int(n.Raw.Offset), int(n.Raw.Offset + n.Raw.Length)}
}

// blanks returns the first offset from i on that is no space or tab.
func (r *reader) blanks(i int) int {
	for i < len(r.text) && (r.text[i] == ' ' || r.text[i] == '\t') {
		i++
	}
	return i
}

// gap returns the first offset from i on that belongs to a value or closes
// what is around it.
func (r *reader) gap(i int) int {
	for i < len(r.text) {
		switch r.text[i] {
		case ' ', '\t', '\r', '\n', ',':
			i++
		case '#':
			n := bytes.IndexByte(r.text[i:], '\n')
			if n < 0 {
				return len(r.text)
			}
			i += n
		default:
			return i
		}
	}
	return i
}
