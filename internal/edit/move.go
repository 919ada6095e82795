package edit

import (
	"bytes"
	"context"
	"io/fs"
	"slices"
	"time"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/toml"
)

// Moved is what renaming a record comes to.
type Moved struct {
	Changes        Changes
	Old, New       content.Key
	OldURL, NewURL string // "" where the public sees no page, or goes on seeing another
	Alias          bool   // the old URL is left as an alias

	// References and Links count what was rewritten: fields that name the
	// record, and links of texts.
	References, Links int

	// Named are the places that name the record in words of their own, where
	// nothing was changed: layouts, expressions, site.toml.
	Named []diag.Span
}

// Move renames a record: its file, the two side by side, its folder, or its
// table in a file of many. Every reference and link of the site is rewritten,
// and the old URL is left as an alias.
//
// The names are "type/id", an id that only one record has, or a path below
// content/; a path may turn a file into a folder of its own and back. A name
// that cannot be followed, or a site of which a file cannot be read, is a
// *Refusal. Now is the day on which embargoes are judged.
func Move(ctx context.Context, files fs.FS, now time.Time, from, to string) (*Moved, error) {
	w, err := load(ctx, files, now)
	if err != nil {
		return nil, err
	}
	r, err := w.find(from)
	if err != nil {
		return nil, err
	}
	p, err := w.target(r, to)
	if err != nil {
		return nil, err
	}
	moves, err := w.moves(r, p)
	if err != nil {
		return nil, err
	}
	m := &mover{
		world: w, record: r, old: r.Key, new: p.key, moves: moves,
		edits: map[string]*file{}, out: &Moved{Old: r.Key, New: p.key},
	}
	return m.move()
}

// mover renames one record.
type mover struct {
	*world
	record         *content.Record
	old, new       content.Key
	oldURL, newURL string
	moves          map[string]string // files that get another name
	many           string            // the file of many that holds the record, or ""
	edits          map[string]*file
	err            error // the first file that could not be read
	out            *Moved
}

func (m *mover) move() (*Moved, error) {
	if err := m.urls(); err != nil {
		return nil, err
	}
	if m.record.InMany() {
		m.many = m.record.Source().Name
		m.setText(m.record.At("/id"), m.old.ID, m.new.ID)
	}
	for _, r := range m.records() {
		m.references(r)
		if err := m.links(r); err != nil {
			return nil, err
		}
	}
	m.clauses()
	m.menu()
	m.alias()
	if m.err != nil {
		return nil, m.err
	}
	changes, err := m.changes()
	m.out.Changes = changes
	if err != nil {
		return nil, err
	}
	m.out.Named, err = m.named(changes.Over(m.files))
	return m.out, err
}

// urls finds where the public sees the record before and after.
func (m *mover) urls() error {
	m.oldURL = m.plan(nil).URL(m.old)
	renamed := m.record.With(m.record.Values, true)
	renamed.Key = m.new
	m.newURL = m.plan(map[content.Key]*content.Record{m.old: renamed}).URL(m.new)
	m.out.OldURL, m.out.NewURL = m.oldURL, m.newURL
	if other := m.aliasOf(m.newURL); m.newURL != "" && other != nil && other != m.record {
		return &Refusal{"the page would be at " + m.newURL + ", which is an old URL of " + other.Key.String()}
	}
	return nil
}

// replace notes an edit of a source. It reports false where another edit is in
// the way.
func (m *mover) replace(at diag.Span, text string) bool {
	f := m.edits[at.Source.Name]
	if f == nil {
		b, err := at.Source.Bytes()
		if err != nil {
			m.err = err
			return false
		}
		f = &file{name: at.Source.Name, bytes: b}
		m.edits[f.name] = f
	}
	return f.edits.add(splice{at.Start, at.End, text})
}

// changes collects the files that are edited, renamed or both.
func (m *mover) changes() (Changes, error) {
	var out Changes
	for name, f := range m.edits {
		if _, moves := m.moves[name]; !moves && len(f.edits) > 0 {
			out = append(out, Change{Name: name, Old: f.bytes, New: f.edits.apply(f.bytes)})
		}
	}
	for from, to := range m.moves {
		b, err := fs.ReadFile(m.files, from)
		if err != nil {
			return nil, err
		}
		c := Change{Name: to, From: from, Old: b, New: b}
		if from == to {
			c.From = ""
		}
		if f := m.edits[from]; f != nil {
			if !bytes.Equal(f.bytes, b) {
				return nil, diag.ErrChanged
			}
			c.New = f.edits.apply(b)
		}
		out = append(out, c)
	}
	return out.sorted(), nil
}

// menu rewrites the menu and the banner of site.toml.
func (m *mover) menu() {
	root := view{content.Root, content.Root}
	for i := range m.Config.Menu {
		at := m.Config.At(toml.Pointer("menu", i, "url"))
		if text, ok := unquote(at.Source, string(at.Text())); ok {
			if to := m.link(text, text, root); to != text && m.setText(at, text, to) {
				m.out.Links++
			}
		}
	}
	if m.Config.Banner != "" {
		m.markdown(m.Config.At("/banner"), m.Config.Banner, root)
	}
}

// named finds where layouts, rules and site.toml still name the record: in
// quotation marks, or by its old URL.
func (m *mover) named(files fs.FS) ([]diag.Span, error) {
	words := []string{quote(m.old.ID), "'" + m.old.ID + "'", quote(m.old.String())}
	if m.oldURL != "" && m.oldURL != m.newURL {
		words = append(words, m.oldURL)
	}
	if m.old == m.new {
		return nil, nil
	}
	var out []diag.Span
	for _, root := range []string{config.Name, "layouts", "schema"} {
		if !exists(files, root) {
			continue
		}
		err := fs.WalkDir(files, root, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Name() == "testdata" {
				return fs.SkipDir
			}
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(files, name)
			out = append(out, mentions(diag.NewSource(name, b, nil), b, words)...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// mentions returns where a file has one of the words.
func mentions(src *diag.Source, b []byte, words []string) []diag.Span {
	var out []diag.Span
	for _, w := range words {
		for at := 0; ; at += len(w) {
			i := bytes.Index(b[at:], []byte(w))
			if i < 0 {
				break
			}
			at += i
			out = append(out, src.At(at, at+len(w)))
		}
	}
	slices.SortFunc(out, func(a, b diag.Span) int { return a.Start - b.Start })
	return out
}
