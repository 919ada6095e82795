package edit

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/toml"
)

// alias leaves the old URL with the record, where its page had one and its
// type has room for it. A URL that becomes the record's own again is no alias
// any more.
func (m *mover) alias() {
	r := m.record
	if m.oldURL == m.newURL || m.oldURL == "" || strings.Contains(m.oldURL, "#") || !r.Schema.Means(schema.Aliases) {
		return
	}
	if m.stillTaken(m.oldURL) {
		m.out.OldURL = "" // it is not gone
		return
	}
	have := r.MeantTexts(schema.Aliases)
	own := -1
	for i, a := range have {
		switch bare(a) {
		case bare(m.oldURL):
			return
		case bare(m.newURL):
			own = i
		}
	}
	switch list := r.At("/aliases"); {
	case own >= 0:
		m.out.Alias = m.setText(r.At(toml.Pointer("aliases", own)), have[own], m.oldURL)
	case len(have) > 0:
		m.out.Alias = m.appendItem(list, r.At(toml.Pointer("aliases", len(have)-1)))
	case r.Get("/aliases") != nil && bytes.HasPrefix(list.Text(), []byte("[")) && !bytes.HasPrefix(list.Text(), []byte("[[")):
		m.out.Alias = m.replace(list.Sub(1, 1), quote(m.oldURL))
	default:
		m.out.Alias = m.newAliases()
	}
}

// stillTaken says that another record stands at a URL: the two were renamed
// apart.
func (m *mover) stillTaken(url string) bool {
	plan := m.plan(nil)
	return slices.ContainsFunc(m.records(), func(o *content.Record) bool { return o != m.record && plan.URL(o.Key) == url })
}

// appendItem adds the old URL behind the last item of a list, in the form that
// the list has.
func (m *mover) appendItem(list, last diag.Span) bool {
	before := list.Sub(0, last.Start-list.Start).Text()
	line := bytes.LastIndexByte(before, '\n')
	if line < 0 || len(bytes.TrimSpace(before[line+1:])) > 0 {
		return m.replace(last.Sub(last.End-last.Start, last.End-last.Start), ", "+quote(m.oldURL))
	}
	indent := string(before[line+1:])
	behind := list.Sub(last.End-list.Start, list.End-list.Start).Text()
	end := bytes.IndexByte(behind, '\n')
	if end < 0 {
		end = len(behind) - 1
	}
	if end > 0 && behind[end-1] == '\r' {
		end--
	}
	at := last.Start + len(last.Text()) - list.Start
	code, _, _ := bytes.Cut(behind[:end], []byte("#"))
	if bytes.Contains(code, []byte(",")) {
		return m.replace(list.Sub(at+end, at+end), "\n"+indent+quote(m.oldURL)+",")
	}
	if end == 0 {
		return m.replace(list.Sub(at, at), ",\n"+indent+quote(m.oldURL))
	}
	return m.replace(list.Sub(at, at), ",") && m.replace(list.Sub(at+end, at+end), "\n"+indent+quote(m.oldURL))
}

// anchors are the fields that a list of aliases stands well behind.
var anchors = []string{"id", "title", "name", "label", "summary", "status", "provenance", "tags"}

// newAliases writes the field where there was none: behind the last of the
// fields that a record begins with.
func (m *mover) newAliases() bool {
	key, value, ok := m.anchor()
	text := "aliases = [" + quote(m.oldURL) + "]"
	if !ok {
		start := m.record.At("")
		if m.record.InMany() || start.Source == nil {
			return false
		}
		return m.replace(start.Sub(0, 0), text+"\n")
	}
	b, err := key.Source.Bytes()
	if err != nil {
		return false
	}
	if begin := bytes.LastIndexByte(b[:key.Start], '\n') + 1; !blank(b[begin:key.Start]) {
		return m.replace(diag.Span{Source: value.Source, Start: value.End, End: value.End}, ", "+text)
	}
	end := len(b)
	if i := bytes.IndexByte(b[value.End:], '\n'); i >= 0 {
		end = value.End + i
	}
	if end > 0 && end < len(b) && b[end-1] == '\r' {
		end--
	}
	if gap := value.Start - key.End; gap > len("aliases = ")-len("aliases") {
		// The values of this record stand below each other.
		text = "aliases" + strings.Repeat(" ", max(value.Start-key.Start-len("aliases"+"= "), 1)) + text[len("aliases "):]
	}
	return m.replace(key.Source.At(end, end), "\n"+indentOf(b, key.Start)+text)
}

// anchor returns the last of the anchors that the record has as a plain field
// of its own.
func (m *mover) anchor() (key, value diag.Span, ok bool) {
	r := m.record
	for _, name := range anchors {
		pointer := toml.Pointer(name)
		k, v := r.KeyAt(pointer), r.At(pointer)
		if k.Source == nil || string(k.Text()) != name || v.Start <= k.End || ok && (k.Source != key.Source || k.Start < key.Start) {
			continue
		}
		key, value, ok = k, v, true
	}
	return key, value, ok
}

func blank(b []byte) bool {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	return len(bytes.TrimSpace(b)) == 0
}

// indentOf returns the blanks that the line of an offset begins with.
func indentOf(b []byte, at int) string {
	begin := bytes.LastIndexByte(b[:at], '\n') + 1
	line := bytes.TrimPrefix(b[begin:at], []byte("\xef\xbb\xbf"))
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// aliasOf returns the record that has a URL as an alias, or nil.
func (w *world) aliasOf(url string) *content.Record {
	for _, r := range w.records() {
		for _, a := range r.MeantTexts(schema.Aliases) {
			if bare(a) == bare(url) {
				return r
			}
		}
	}
	return nil
}
