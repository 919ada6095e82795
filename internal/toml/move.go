package toml

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/diag"
)

// Header returns the span of the header, [table] or [[table]], that made the
// table at a pointer, and whether it has one.
func (d *Doc) Header(pointer string) (diag.Span, bool) {
	if d.first != nil {
		return d.holder(pointer).Header(pointer)
	}
	p, exact := d.places().nearest(pointer)
	made := exact && (p.form == headed || p.form == table && bytes.HasPrefix(d.span(p.value).Text(), []byte("[[")))
	return d.span(p.value), made
}

// FirstHeader returns the header that stands first below the table at a
// pointer: above it is the place of the table's own keys.
func (d *Doc) FirstHeader(pointer string) (diag.Span, bool) {
	var first extent
	for at, p := range d.places().at {
		if inner := strings.HasPrefix(at, pointer+"/"); inner && (p.form == headed || p.form == listed) && (first.empty() || p.value.start < first.start) {
			first = p.value
		}
	}
	return d.span(first), !first.empty()
}

// Misplaced tells of keys that stand in a table made by a header, and were meant
// for the table at a pointer around it: in TOML a key belongs to the last header
// above it. The fix moves them; front says where to.
func (d *Doc) Misplaced(table string, names []string, to string, front bool) diag.Diagnostic {
	keys, quoted := make([]string, len(names)), make([]string, len(names))
	for i, name := range names {
		keys[i] = table + Pointer(name)
	}
	slices.SortFunc(keys, func(a, b string) int { return d.Key(a).Start - d.Key(b).Start })
	for i, k := range keys {
		quoted[i] = `"` + strings.TrimPrefix(k, table+"/") + `"`
	}
	all, verb, them, part := quoted[0], " stands", "it", "it is read as a part of it"
	if last := len(quoted) - 1; last > 0 {
		all, verb = strings.Join(quoted[:last], ", ")+" and "+quoted[last], " stand"
		them, part = "them", "they are read as parts of it"
	}
	header, _ := d.Header(table)
	first, _ := d.FirstHeader(to)
	out := diag.Diagnostic{
		ID: "field-misplaced", Span: d.Key(keys[0]),
		Message: all + verb + " below " + string(header.Text()) + ", so " + part,
		Hint:    "move " + them + " above the first header, " + string(first.Text()),
		Related: []diag.Related{{Span: header, Message: "the table begins here"}},
	}
	if edits := d.Move(keys, to, front); edits != nil {
		out.Fixes = []diag.Fix{{Certain: true, Message: "move " + all + " above the first header", Edits: edits}}
	}
	return out
}

// Move returns the edits that move keys up to the table at a pointer, in which
// none of them is yet: in front of the keys that it has or behind them. Lines
// go whole, with the comment right above them. There are none where a key
// does not have its lines to itself, or the table has no place of its own.
func (d *Doc) Move(keys []string, to string, front bool) []diag.Edit {
	if d.first != nil {
		return d.holder(keys[0]).Move(keys, to, front)
	}
	text, err := d.Source.Bytes()
	header, ok := d.FirstHeader(to)
	if err != nil || !ok {
		return nil
	}
	m := mover{doc: d, text: text[:d.end]}
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
	doc  *Doc
	text []byte // of the source, up to the end of the TOML
}

// entry returns the lines of a key and its value with the comment right above
// them. A comment without a space behind its # is a key that was taken out, and
// stays.
func (m mover) entry(pointer string) (extent, bool) {
	p, exact := m.doc.places().nearest(pointer)
	key, value := m.doc.span(p.key), m.doc.span(p.value)
	start := m.lineStart(key.Start)
	if !exact || p.key.empty() || len(bytes.TrimSpace(m.text[start:key.Start])) > 0 {
		return extent{}, false
	}
	if rest := bytes.TrimSpace(m.text[value.End:lineEnd(m.text, value.End)]); len(rest) > 0 && rest[0] != '#' {
		return extent{}, false
	}
	return extent{m.withComment(start), m.nextLine(value.End)}, true
}

// withComment returns where the comment begins that stands right above a line.
func (m mover) withComment(start int) int {
	for start > m.doc.start {
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
	own := m.own(above)
	switch {
	case len(own) == 0:
		return m.withComment(m.lineStart(header)), "\n"
	case !front:
		return m.nextLine(own[len(own)-1].end), ""
	}
	first := m.lineStart(own[0].start)
	if above := m.withComment(first); above > m.doc.start {
		return above, ""
	}
	return first, "" // the comment that begins a file is about the whole
}

// own returns where the keys stand that a table has above its first header.
func (m mover) own(above string) []extent {
	var out []extent
	for at, p := range m.doc.places().at {
		name, inside := strings.CutPrefix(at, above+"/")
		if inside && !strings.Contains(name, "/") && !p.key.empty() && p.form >= table {
			out = append(out, extent{m.doc.start + p.key.start, m.doc.start + p.value.end})
		}
	}
	slices.SortFunc(out, func(a, b extent) int { return a.start - b.start })
	return out
}

// gone returns from where on lines are deleted: a blank line above them goes
// along where another, or nothing, follows.
func (m mover) gone(lines extent) int {
	next := m.nextLine(lines.end)
	if lines.end < len(m.text) && len(bytes.TrimSpace(m.text[lines.end:next])) > 0 {
		return lines.start
	}
	start := lines.start
	for start > m.doc.start {
		above := m.lineStart(start - 1)
		if len(bytes.TrimSpace(m.text[above:start])) > 0 {
			break
		}
		start = above
	}
	return start
}

func (m mover) lineStart(i int) int {
	return max(bytes.LastIndexByte(m.text[:i], '\n')+1, m.doc.start)
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
