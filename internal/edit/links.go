package edit

import (
	"net/url"
	"path"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
)

// view is the folder that relative links are seen from, before and after.
type view struct{ old, new string }

// links rewrites the links of a record's text and of its Markdown fields.
func (m *mover) links(r *content.Record) error {
	from := m.viewFrom(r)
	if src := r.Body.Source; src != nil {
		b, err := src.Bytes()
		if err != nil {
			return err
		}
		body, err := markup.Render(src, b, r.Body.Start, r.Body.End)
		if err != nil {
			return err
		}
		for _, l := range body.Links {
			m.linkAt(src.At(l.Start, l.End), l.Dest, from)
		}
	}
	m.markdownFields(r, from)
	return nil
}

func (m *mover) viewFrom(r *content.Record) view {
	name := sourceName(r)
	from := view{path.Dir(name), path.Dir(name)}
	if to, ok := m.moves[name]; ok {
		from.new = path.Dir(to)
	}
	return from
}

// sourceName returns the file that a record's relative links are seen from.
func sourceName(r *content.Record) string {
	if src := r.Body.Source; src != nil {
		return src.Name
	}
	if src := r.Source(); src != nil {
		return src.Name
	}
	return content.Root + "/"
}

// linkAt rewrites the destination that stands at a span.
func (m *mover) linkAt(at diag.Span, dest string, from view) {
	raw := string(at.Text())
	if text := m.link(raw, dest, from); text != raw && m.replace(at, text) {
		m.out.Links++
	}
}

// link returns how a destination is written after the move. Raw is what stands
// in the file, dest what it means.
func (m *mover) link(raw, dest string, from view) string {
	u, err := url.Parse(dest)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return raw
	}
	before, behind := cutPath(raw)
	switch {
	case strings.HasPrefix(dest, "@/"):
		if strings.TrimSuffix(u.Path, "/") == "@/"+m.old.String() {
			return "@/" + m.new.String() + strings.TrimPrefix(u.Path, "@/"+m.old.String()) + behind
		}
		return raw
	case strings.HasPrefix(u.Path, "/"):
		return m.pageLink(raw, u)
	}
	name := path.Join(from.old, u.Path)
	if m.many != "" && name == m.many && u.Fragment == m.old.ID {
		return before + "#" + m.new.ID
	}
	return m.sourceLink(raw, name, from)
}

// cutPath splits a destination as it is written into its path and the rest.
func cutPath(raw string) (before, behind string) {
	if i := strings.IndexAny(raw, "?#"); i >= 0 {
		return raw[:i], raw[i:]
	}
	return raw, ""
}

// sourceLink rewrites a relative path to a file where the file moves, or the
// one that the link stands in moves to another folder.
func (m *mover) sourceLink(raw, name string, from view) string {
	target, moves := m.moves[name]
	if !moves {
		target = name
	}
	if target == name && (from.old == from.new || !exists(m.files, name)) {
		return raw
	}
	before, behind := cutPath(raw)
	text := relative(from.new, target)
	if strings.HasSuffix(before, "/") && !strings.HasSuffix(text, "/") {
		text += "/"
	}
	if strings.HasPrefix(before, "./") && !strings.HasPrefix(text, "../") {
		text = "./" + text
	}
	return text + behind
}

// relative writes the path of a file as seen from a folder, ready for a
// Markdown destination.
func relative(dir, name string) string {
	from, to := strings.Split(dir, "/"), strings.Split(name, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	for i, part := range to {
		to[i] = url.PathEscape(part)
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// pageLink rewrites a path from the root of the site: the record's page, or a
// file below it.
func (m *mover) pageLink(raw string, u *url.URL) string {
	page, place, anchored := strings.Cut(m.oldURL, "#")
	newPage, newPlace, _ := strings.Cut(m.newURL, "#")
	if page == "" || newPage == "" {
		return raw
	}
	before, behind := cutPath(raw)
	rest, below := strings.CutPrefix(u.Path, page)
	switch {
	case bare(u.Path) == bare(page) && anchored && u.Fragment == place:
		return before + "#" + newPlace
	case bare(u.Path) == bare(page) && !anchored:
		return bare(newPage) + strings.TrimPrefix(before, bare(before)) + behind
	case below && !anchored && m.carries(rest):
		return newPage + strings.TrimPrefix(before, page) + behind
	}
	return raw
}

// bare returns the path of a page in the one form that all of them have.
func bare(p string) string { return strings.TrimSuffix(strings.TrimSuffix(p, "index.html"), "/") }

// carries says that a file of that name travels with the record.
func (m *mover) carries(rest string) bool {
	folder := path.Join(content.Root, m.old.Type, m.old.ID)
	for _, f := range m.record.Files() {
		if f == folder+"/"+rest {
			return true
		}
	}
	return false
}
