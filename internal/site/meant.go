package site

import (
	"path"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
)

// Guess is what the author of a link that leads nowhere may have meant.
type Guess struct {
	Near  string // the destination to write, "" where nothing resembles it
	Only  bool   // nothing else is as near
	Moved bool   // it is the same record, at another place: no guess at all
}

// meantKey guesses at a link that names a record by type and id. The type is ""
// where the link names none.
func (p *Plan) meantKey(k content.Key) Guess {
	link := func(k content.Key) string { return "@/" + k.Type + "/" + k.ID }
	if now, ok := p.Renamed(k); ok {
		return Guess{link(now), true, true}
	}
	same := p.called(strings.ToLower(k.ID))
	if len(same) == 1 && p.View.Types().Type(k.Type) == nil {
		return Guess{link(same[0]), true, true}
	}
	var ids []string
	for _, r := range p.View.All(k.Type) {
		ids = append(ids, r.ID)
	}
	if id, only := diag.OnlyNear(k.ID, ids); id != "" {
		return Guess{link(content.Key{Type: k.Type, ID: id}), only, false}
	}
	if len(same) == 1 {
		return Guess{link(same[0]), false, false}
	}
	return Guess{}
}

// meantSource guesses at a link to a file that is not there, as seen from a
// folder: the same name with another ending, the same file in another folder,
// one whose record had that name before, or a near name in the same folder.
func (p *Plan) meantSource(dir, name string) Guess {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	folder, base := path.Split(name)
	stem := strings.TrimSuffix(base, path.Ext(base))
	if stem == "index" {
		stem = path.Base(folder)
	}
	k := content.Key{Type: path.Base(folder), ID: strings.ToLower(stem)}
	if p.View.Get(k) != nil {
		return Guess{sourcePath(dir, p.View.all.Get(k)), true, true}
	}
	if now, ok := p.Renamed(k); ok {
		return Guess{sourcePath(dir, p.View.all.Get(now)), true, true}
	}
	if same := p.called(k.ID); len(same) == 1 {
		now := sourcePath(dir, p.View.all.Get(same[0]))
		return Guess{now, path.Base(now) == base, path.Base(now) == base}
	}
	var names []string
	for source := range p.sources {
		if path.Dir(source) == path.Dir(name) {
			names = append(names, source)
		}
	}
	slices.Sort(names)
	if near, only := diag.OnlyNear(name, names); near != "" {
		return Guess{relative(dir, near), only, false}
	}
	return Guess{}
}

// Renamed returns the record that had a key before: where its page was is one
// of the record's aliases.
func (p *Plan) Renamed(k content.Key) (content.Key, bool) {
	t := p.View.Types().Type(k.Type)
	if t == nil {
		return k, false
	}
	old := strings.Trim(strings.NewReplacer("{id}", k.ID, "{type}", k.Type).Replace(pattern(t)), "/")
	for _, t := range p.View.Types().Types() {
		for _, r := range p.View.All(t.Name) {
			for _, alias := range r.MeantTexts(schema.Aliases) {
				if strings.Trim(alias, "/") == old {
					return r.Key, true
				}
			}
		}
	}
	return content.Key{}, false
}

// called returns the records of all types that have an id.
func (p *Plan) called(id string) []content.Key {
	var out []content.Key
	for _, t := range p.View.Types().Types() {
		if k := (content.Key{Type: t.Name, ID: id}); p.View.Get(k) != nil {
			out = append(out, k)
		}
	}
	return out
}

// sourcePath returns the path from a folder to the file of a record.
func sourcePath(dir string, r *content.Record) string {
	out := relative(dir, r.Source().Name)
	if r.InMany() {
		out += "#" + r.ID
	}
	return out
}
