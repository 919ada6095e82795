package tomledit

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"

	"candor/internal/diag"
	"candor/internal/toml"
)

// Order returns where a document stands in its source, and its text with the
// keys in order; nil where that changes nothing. Place says where a key stands
// among those of its table, by the names that lead to it; elements of lists have
// none.
//
// Lines go whole: a key takes along the comment right above it, and the blank
// lines above that. Values stay as they are written, the tables of a list stay in
// their order, and what has a header of its own keeps it.
//
// Where nobody can tell what a comment is about, it stays where it is, and so
// does what it may be about. Nothing passes a comment that stands by itself, with
// a blank line below it, or one that is a key taken out. What such a comment
// stands right below stays above it; and the key below a comment that begins the
// document, or a table, stays there. What cannot be shown to be the same afterwards
// is left alone.
func Order(d *toml.Doc, place func(names []string) int) (diag.Span, []byte) {
	b, err := d.Source.Bytes()
	at := d.Span()
	if err != nil || len(d.Parts()) > 1 || at.End > len(b) {
		return diag.Span{}, nil
	}
	text := b[at.Start:at.End]
	l, ok := readLines(text)
	if !ok {
		return diag.Span{}, nil
	}
	out := l.inOrder(place)
	if bytes.Equal(out, text) || !same(text, out) {
		return diag.Span{}, nil
	}
	return at, out
}

// same says that two texts hold the same values, and the same lines.
func same(before, after []byte) bool {
	was, ok := values(before)
	is, still := values(after)
	return ok && still && reflect.DeepEqual(was, is) && slices.Equal(sortedLines(before), sortedLines(after))
}

// values returns what a text holds, and whether it could be read.
func values(text []byte) (map[string]any, bool) {
	d, diags := toml.Parse(diag.NewSource("", text, nil), text, 0, len(text))
	return d.Values, len(diags) == 0
}

func sortedLines(text []byte) []string {
	var out []string
	for line := range bytes.Lines(text) {
		out = append(out, string(bytes.TrimRight(line, "\r\n")))
	}
	slices.Sort(out)
	return out
}

// inOrder returns the text anew.
func (l *lines) inOrder(place func(names []string) int) []byte {
	rank(place, l.keys)
	sortItems(l.keys, true)
	for _, h := range l.headers {
		rank(place, h.keys)
		sortItems(h.keys, true)
	}
	rank(place, l.headers)
	sortItems(l.headers, len(l.keys) == 0)

	w := lineWriter{crlf: bytes.HasSuffix(firstLine(l.text), []byte("\r"))}
	w.write(l.above)
	w.items(l.keys)
	w.write(l.below)
	for _, h := range l.headers {
		w.write(h.blank)
		w.write(h.lines)
		w.items(h.keys)
		w.write(h.below)
	}
	if out := w.Bytes(); bytes.HasSuffix(l.text, []byte("\n")) {
		return out
	}
	return bytes.TrimRight(w.Bytes(), "\r\n")
}

// rank gives items what they are sorted by: for every step to them its place,
// and then, so that what has none stays together, the order in which they stand.
func rank(place func(names []string) int, items []*item) {
	seen := map[string]int{}
	for _, it := range items {
		var names []string
		at := ""
		for _, s := range it.path {
			names = append(names, s.name)
			at += toml.Pointer(s.name)
			if _, ok := seen[at]; !ok {
				seen[at] = len(seen)
			}
			it.rank = append(it.rank, place(names), seen[at], s.element)
			at += "/" + strconv.Itoa(s.element)
		}
	}
}

// sortItems sorts what lies between what stays. Fresh says that the first item
// begins a table: whatever comes to stand there has the blank lines above it that
// the first one had.
func sortItems(items []*item, fresh bool) {
	start := 0
	for i, it := range items {
		barred, end := it.below != nil, i+1
		if it.stays {
			end = i
		}
		if it.stays || barred || end == len(items) {
			sortRun(items[start:end], fresh)
			start, fresh = i+1, barred
		}
	}
}

func sortRun(run []*item, fresh bool) {
	if len(run) < 2 {
		return
	}
	first, last := run[0], run[len(run)-1]
	below := last.below
	last.below = nil
	slices.SortStableFunc(run, func(a, b *item) int { return slices.Compare(a.rank, b.rank) })
	run[len(run)-1].below = below
	if fresh {
		first.blank, run[0].blank = run[0].blank, first.blank
	}
}

// lineWriter puts lines behind each other.
type lineWriter struct {
	bytes.Buffer
	crlf bool
}

func (w *lineWriter) items(items []*item) {
	for _, it := range items {
		w.write(it.blank)
		w.write(it.lines)
		w.write(it.below)
	}
}

// write adds lines. The last one of a file may have no end, until another
// follows.
func (w *lineWriter) write(lines []byte) {
	if n := w.Len(); len(lines) > 0 && n > 0 && w.Bytes()[n-1] != '\n' {
		if w.crlf {
			w.WriteByte('\r')
		}
		w.WriteByte('\n')
	}
	w.Write(lines)
}
