package toml

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

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

// token is a date as it stands in the TOML, real or not.
type token struct {
	pointer string
	extent
}

// clash is a key that cannot be defined where it is, because of an earlier
// place.
type clash struct {
	key   extent
	form  form // of the later definition
	first place
}

// tree holds every place of a document by its JSON pointer. It is never
// changed once it has been read.
type tree struct {
	text  []byte
	at    map[string]place
	dates []token
	clash *clash
	err   *unstable.ParserError // the first syntax error, nil in most trees

	count  map[string]int // elements so far of each list of tables
	header string         // the table that keys belong to
}

// readTree finds the places of all that text defines, up to the first syntax
// error. A definition that clashes with an earlier one does not replace it.
func readTree(text []byte) *tree {
	t := &tree{
		// Offsets are told from capacities there.
		text:  text[:len(text):len(text)],
		at:    make(map[string]place),
		count: make(map[string]int),
	}
	t.read()
	return t
}

func (t *tree) read() {
	// The package promises no stability and panics in places: what was found
	// until then is better than nothing.
	defer func() { _ = recover() }()
	var p unstable.Parser
	p.Reset(t.text)
	for p.NextExpression() {
		t.expression(p.Expression())
	}
	t.err, _ = p.Error().(*unstable.ParserError)
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

func (t *tree) expression(n *unstable.Node) {
	switch n.Kind {
	case unstable.Table, unstable.ArrayTable:
		t.headerLine(n)
	case unstable.KeyValue:
		t.keyValue(t.header, n)
	}
}

// headerLine reads [a.b] or [[a.b]].
func (t *tree) headerLine(n *unstable.Node) {
	width := 1
	if n.Kind == unstable.ArrayTable {
		width = 2
	}
	keys := keysOf(n)
	first, last := keys[0].extent, keys[len(keys)-1].extent
	whole := extent{
		start: bytes.LastIndexByte(t.text[:first.start], '[') + 1 - width,
		end:   t.blanks(last.end) + width,
	}
	above := ""
	for _, k := range keys[:len(keys)-1] {
		above = t.through(above, k, whole)
	}
	p := place{key: last, value: whole, form: headed}
	pointer := above + "/" + escapeKey(keys[len(keys)-1].name)
	if n.Kind == unstable.ArrayTable {
		t.header = t.element(pointer, p)
		return
	}
	t.define(pointer, p)
	t.header = pointer
}

// element adds a table to the list at a pointer and returns its own pointer.
func (t *tree) element(pointer string, p place) string {
	p.form = listed
	if old, ok := t.at[pointer]; !ok || old.form != listed {
		t.define(pointer, p)
	}
	n := t.count[pointer]
	t.count[pointer] = n + 1
	pointer += "/" + strconv.Itoa(n)
	t.define(pointer, place{value: p.value, form: table})
	return pointer
}

// define records a place. A header may follow where its table was implied;
// anything else that was there before is a clash, and stays.
func (t *tree) define(pointer string, p place) {
	old, ok := t.at[pointer]
	if ok && (old.form != implied || p.form != headed) {
		t.clashes(p.key, p.form, old)
		return
	}
	t.at[pointer] = p
}

func (t *tree) clashes(key extent, f form, first place) {
	if t.clash == nil {
		t.clash = &clash{key: key, form: f, first: first}
	}
}

// through steps from a table to the one below it that k names on the way to
// another key; in a list of tables that is the last of them.
func (t *tree) through(above string, k key, whole extent) string {
	pointer := above + "/" + escapeKey(k.name)
	p, ok := t.at[pointer]
	switch {
	case !ok:
		t.at[pointer] = place{key: k.extent, value: whole}
	case p.form == listed:
		pointer += "/" + strconv.Itoa(t.count[pointer]-1)
	case p.form == scalar, p.form == list:
		t.clashes(k.extent, implied, p)
	}
	return pointer
}

// keyValue reads one key = value of the table at above, and returns where it
// ends.
func (t *tree) keyValue(above string, n *unstable.Node) int {
	keys := keysOf(n)
	last := keys[len(keys)-1]
	for _, k := range keys[:len(keys)-1] {
		above = t.through(above, k, k.extent)
	}
	start := t.blanks(t.blanks(last.end) + 1)
	return t.value(above+"/"+escapeKey(last.name), last.extent, n.Value(), start)
}

// value reads the value that begins at start, and returns where it ends.
// Lists and inline tables come without their extent: it follows from what is
// inside.
func (t *tree) value(pointer string, key extent, n *unstable.Node, start int) int {
	_, defined := t.at[pointer]
	p := place{key: key, value: extent{start, start}, form: scalar}
	switch n.Kind {
	case unstable.Array:
		p.form = list
	case unstable.InlineTable:
		p.form = table
	}
	t.define(pointer, p)
	p.value.end = t.inside(pointer, n, start)
	if !defined {
		t.at[pointer] = p
	}
	return p.value.end
}

func (t *tree) inside(pointer string, n *unstable.Node, start int) int {
	switch n.Kind {
	case unstable.Array:
		return t.array(pointer, n, start)
	case unstable.InlineTable:
		return t.inlineTable(pointer, n, start)
	case unstable.LocalDate, unstable.LocalTime, unstable.LocalDateTime, unstable.DateTime:
		t.dates = append(t.dates, token{pointer, rangeOf(n)})
	}
	return rangeOf(n).end
}

func (t *tree) array(pointer string, n *unstable.Node, start int) int {
	end := start + 1
	children := n.Children()
	for i := 0; children.Next(); i++ {
		end = t.value(pointer+"/"+strconv.Itoa(i), extent{}, children.Node(), t.gap(end))
	}
	return t.gap(end) + 1
}

func (t *tree) inlineTable(pointer string, n *unstable.Node, start int) int {
	end := start + 1
	for children := n.Children(); children.Next(); {
		end = t.keyValue(pointer, children.Node())
	}
	return t.gap(end) + 1
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
func (t *tree) blanks(i int) int {
	for i < len(t.text) && (t.text[i] == ' ' || t.text[i] == '\t') {
		i++
	}
	return i
}

// gap returns the first offset from i on that belongs to a value or closes
// what is around it.
func (t *tree) gap(i int) int {
	for i < len(t.text) {
		switch t.text[i] {
		case ' ', '\t', '\r', '\n', ',':
			i++
		case '#':
			n := bytes.IndexByte(t.text[i:], '\n')
			if n < 0 {
				return len(t.text)
			}
			i += n
		default:
			return i
		}
	}
	return i
}
