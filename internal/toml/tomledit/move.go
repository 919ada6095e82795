// Package tomledit changes TOML without a change to what its authors wrote beside
// the values: Move takes keys to the table that they were meant for, and Order puts
// keys in an order. Lines go whole, and comments go with what they are about.
package tomledit

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/toml"
	"candor/internal/wording"
)

// Misplaced tells of keys that stand in a table made by a header, and were meant
// for the table at a pointer around it: in TOML a key belongs to the last header
// above it. The fix moves them; front says where to.
func Misplaced(d *toml.Doc, table string, names []string, to string, front bool) diag.Diagnostic {
	keys, quoted := make([]string, len(names)), make([]string, len(names))
	for i, name := range names {
		keys[i] = table + toml.Pointer(name)
	}
	slices.SortFunc(keys, func(a, b string) int { return d.Key(a).Start - d.Key(b).Start })
	for i, k := range keys {
		quoted[i] = `"` + strings.TrimPrefix(k, table+"/") + `"`
	}
	all, verb, them, part := quoted[0], " stands", "it", "it is read as a part of it"
	if len(quoted) > 1 {
		all, verb = wording.List(quoted, "and"), " stand"
		them, part = "them", "they are read as parts of it"
	}
	header, _ := d.Header(table)
	first, _ := d.FirstHeader(to)
	out := diag.Diagnostic{
		ID: catalog.FieldMisplaced, Span: d.Key(keys[0]),
		Message: all + verb + " below " + string(header.Text()) + ", so " + part,
		Hint:    "move " + them + " above the first header, " + string(first.Text()),
		Related: []diag.Related{{Span: header, Message: "the table begins here"}},
	}
	if edits := Move(d, keys, to, front); edits != nil {
		out.Fixes = []diag.Fix{{Certain: true, Message: "move " + all + " above the first header", Edits: edits}}
	}
	return out
}

// Move returns the edits that move keys up to the table at a pointer, in which
// none of them is yet: in front of the keys that it has or behind them. Lines
// go whole, with the comment right above them. There are none where a key
// does not have its lines to itself, or the table has no place of its own.
func Move(d *toml.Doc, keys []string, to string, front bool) []diag.Edit {
	d = d.Holder(keys[0])
	text, err := d.Source.Bytes()
	header, ok := d.FirstHeader(to)
	if err != nil || !ok {
		return nil
	}
	whole := d.Span()
	m := mover{doc: d, start: whole.Start, text: text[:whole.End]}
	var taken []extent
	for _, k := range keys {
		lines, ok := m.entry(k)
		if !ok {
			return nil
		}
		taken = append(taken, lines)
	}
	slices.SortFunc(taken, func(a, b extent) int { return a.start - b.start })
	var moved strings.Builder
	for _, lines := range taken {
		moved.WriteString(outdented(m.text[lines.start:lines.end]))
	}
	at, gap := m.room(to, header.Start, front)
	edits := []diag.Edit{{Span: d.Source.At(at, at), Text: moved.String() + gap}}
	for _, lines := range joined(taken) {
		edits = append(edits, diag.Edit{Span: d.Source.At(m.gone(lines), lines.end)})
	}
	return edits
}

// joined makes one of lines that follow each other.
func joined(all []extent) []extent {
	out := all[:1:1]
	for _, e := range all[1:] {
		if last := &out[len(out)-1]; last.end == e.start {
			last.end = e.end
		} else {
			out = append(out, e)
		}
	}
	return out
}

// mover knows the lines of a document.
type mover struct {
	doc   *toml.Doc
	start int    // of the TOML
	text  []byte // of the source, up to the end of the TOML
}

// extent is a half-open range of the source.
type extent struct{ start, end int }

// entry returns the lines of a key and its value with the comment right above
// them. A comment without a space behind its # is a key that was taken out, and
// stays.
func (m mover) entry(pointer string) (extent, bool) {
	at, ok := m.doc.Entry(pointer)
	start := m.lineStart(at.Start)
	if !ok || len(bytes.TrimSpace(m.text[start:at.Start])) > 0 {
		return extent{}, false
	}
	if rest := bytes.TrimSpace(m.text[at.End:m.nextLine(at.End)]); len(rest) > 0 && rest[0] != '#' {
		return extent{}, false
	}
	return extent{m.withComment(start), m.nextLine(at.End)}, true
}

// withComment returns where the comment begins that stands right above a line.
func (m mover) withComment(start int) int {
	for start > m.start {
		above := m.lineStart(start - 1)
		if !bytes.HasPrefix(bytes.TrimSpace(m.text[above:start]), []byte("# ")) {
			break
		}
		start = above
	}
	return start
}

// room returns where keys can be written into the table whose first header
// below it begins at an offset, and what parts them from what follows.
func (m mover) room(above string, header int, front bool) (at int, gap string) {
	own := m.doc.Entries(above)
	switch {
	case len(own) == 0:
		return m.withComment(m.lineStart(header)), "\n"
	case !front:
		return m.nextLine(own[len(own)-1].End), ""
	}
	first := m.lineStart(own[0].Start)
	if above := m.withComment(first); above > m.start {
		return above, ""
	}
	return first, "" // the comment that begins a file is about the whole
}

// gone returns from where on lines are deleted: a blank line above them goes
// along where another, or nothing, follows.
func (m mover) gone(lines extent) int {
	next := m.nextLine(lines.end)
	if lines.end < len(m.text) && len(bytes.TrimSpace(m.text[lines.end:next])) > 0 {
		return lines.start
	}
	start := lines.start
	for start > m.start {
		above := m.lineStart(start - 1)
		if len(bytes.TrimSpace(m.text[above:start])) > 0 {
			break
		}
		start = above
	}
	return start
}

func (m mover) lineStart(i int) int {
	return max(bytes.LastIndexByte(m.text[:i], '\n')+1, m.start)
}

func (m mover) nextLine(i int) int {
	if n := bytes.IndexByte(m.text[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(m.text)
}

// outdented returns lines as they stand at the left margin, the last one ended.
// Further lines of a value stay as they are.
func outdented(lines []byte) string {
	var out strings.Builder
	rest := string(lines)
	for {
		rest = strings.TrimLeft(rest, " \t")
		if !strings.HasPrefix(rest, "#") {
			break
		}
		line, after, _ := strings.Cut(rest, "\n")
		out.WriteString(line + "\n")
		rest = after
	}
	out.WriteString(strings.TrimRight(rest, "\r\n") + "\n")
	return out.String()
}
