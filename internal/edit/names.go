package edit

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
)

// form is how a record is stored.
type form uint8

const (
	asFile   form = iota // one file, or two side by side
	asBundle             // a folder with an index
	inMany               // a table in a file of many
)

func formOf(r *content.Record) form {
	switch src := r.Source(); {
	case r.InMany():
		return inMany
	case src != nil && strings.HasPrefix(path.Base(src.Name), "index."):
		return asBundle
	}
	return asFile
}

// place is what somebody called a record: its key and, where a path was given,
// how it is stored.
type place struct {
	key    content.Key
	form   form
	isPath bool
	source string // the path without its fragment, "" where none was given
}

// find returns the record that a name means: a path, "type/id", or an id that
// only one record has.
func (w *world) find(name string) (*content.Record, error) {
	if p, ok := w.parsePath(name); ok {
		return w.atPath(name, p)
	}
	typ, id, ok := strings.Cut(strings.TrimPrefix(name, "@/"), "/")
	if !ok {
		return w.byID(name)
	}
	t := w.Own.Type(typ)
	if t == nil {
		return nil, &Refusal{fmt.Sprintf("no type of record is called %s%s", typ, meant(typ, names(w.Own)))}
	}
	r := w.Content.Corpus.Get(content.Key{Type: typ, ID: id})
	if r == nil {
		return nil, &Refusal{fmt.Sprintf("there is no record %s/%s%s", typ, id, meant(id, w.ids(typ)))}
	}
	return r, nil
}

func meant(word string, candidates []string) string {
	if near, ok := diag.Nearest(word, candidates); ok {
		return "; did you mean " + near + "?"
	}
	return ""
}

func (w *world) ids(typ string) []string {
	var out []string
	for _, r := range w.Content.Corpus.All(typ) {
		out = append(out, r.ID)
	}
	return out
}

func (w *world) byID(id string) (*content.Record, error) {
	var found []*content.Record
	var all, keys []string
	for _, t := range w.Own.Types() {
		all = append(all, w.ids(t.Name)...)
		if r := w.Content.Corpus.Get(content.Key{Type: t.Name, ID: id}); r != nil {
			found, keys = append(found, r), append(keys, r.Key.String())
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, &Refusal{fmt.Sprintf("no record is called %s%s", id, meant(id, all))}
	}
	return nil, &Refusal{fmt.Sprintf("several records are called %s; say which: %s", id, strings.Join(keys, " or "))}
}

// parsePath takes a path apart: content/<type>/<id>.<ext>, a bundle's folder or
// its index, or a file of many with the id behind a #.
func (w *world) parsePath(name string) (place, bool) {
	file, id, many := strings.Cut(name, "#")
	file = path.Clean(file)
	rest, ok := strings.CutPrefix(file, content.Root+"/")
	if !ok {
		return place{}, false
	}
	typ, rest, _ := strings.Cut(rest, "/")
	p := place{key: content.Key{Type: typ, ID: id}, form: inMany, isPath: true, source: file}
	if many {
		return p, true
	}
	ext := path.Ext(rest)
	source := ext == ".md" || ext == ".toml"
	switch {
	case source && path.Base(rest) == "index"+ext:
		p.form, p.key.ID = asBundle, path.Dir(rest)
	case source:
		p.form, p.key.ID = asFile, strings.TrimSuffix(rest, ext)
	default:
		p.form, p.key.ID = asBundle, rest
	}
	return p, true
}

// atPath returns the record that a file, a folder or a table holds.
func (w *world) atPath(name string, p place) (*content.Record, error) {
	r := w.Content.Corpus.Get(p.key)
	if r != nil && (p.form == formOf(r)) && (p.form == asBundle || w.writtenIn(r, p.source)) {
		return r, nil
	}
	if p.form == asFile && slices.ContainsFunc(w.Content.Corpus.All(p.key.Type), func(r *content.Record) bool {
		return r.InMany() && w.writtenIn(r, p.source)
	}) {
		return nil, &Refusal{fmt.Sprintf("%s holds many records; say which: %s#id", p.source, p.source)}
	}
	if _, err := fs.Stat(w.files, p.source); err != nil {
		return nil, &Refusal{fmt.Sprintf("%s is not there%s", p.source, meant(p.key.ID, w.ids(p.key.Type)))}
	}
	return nil, &Refusal{fmt.Sprintf("%s is no record", name)}
}

func (w *world) writtenIn(r *content.Record, source string) bool {
	return slices.ContainsFunc(r.Sources(), func(s *diag.Source) bool { return s.Name == source })
}

// target returns the key and form that a record is to have.
func (w *world) target(r *content.Record, name string) (place, error) {
	p, isPath := w.parsePath(name)
	if !isPath {
		p = place{form: formOf(r)}
		typ, id, ok := strings.Cut(strings.TrimPrefix(name, "@/"), "/")
		if !ok {
			typ, id = r.Type, name
		}
		p.key = content.Key{Type: typ, ID: id}
	}
	return p, w.allowed(r, p)
}

// allowed refuses a place that the record cannot move to.
func (w *world) allowed(r *content.Record, p place) error {
	here := formOf(r)
	switch {
	case p.key.Type != r.Type:
		return &Refusal{fmt.Sprintf("%s stays a %s: a record of another type has other fields", r.Key, r.Type)}
	case !content.IsID(p.key.ID):
		return &Refusal{fmt.Sprintf("%q cannot be an id: use lower-case letters, digits, and single hyphens, dots or underscores between them", p.key.ID)}
	case p.key == r.Key && p.form == here:
		return &Refusal{fmt.Sprintf("%s is called so already", r.Key)}
	case p.key != r.Key && w.Content.Corpus.Get(p.key) != nil:
		return &Refusal{fmt.Sprintf("there is a record %s already", p.key)}
	case p.form != here && (p.form == inMany || here == inMany):
		return &Refusal{"a table does not become a file by renaming, nor a file a table; name the record " + r.Type + "/" + p.key.ID}
	case p.isPath && here == inMany && !w.writtenIn(r, p.source):
		return &Refusal{fmt.Sprintf("the table of %s stays in its file %s", r.Key, r.Source().Name)}
	case p.form == asFile && here == asBundle && len(r.Files()) > 0:
		return &Refusal{fmt.Sprintf("%s is a folder because files travel with it", r.Key)}
	case p.isPath && p.form == asFile && !slices.ContainsFunc(r.Sources(), func(s *diag.Source) bool { return path.Ext(s.Name) == path.Ext(p.source) }):
		return &Refusal{fmt.Sprintf("%s is written in %s; another ending would make other text of it", r.Key, r.Source().Name)}
	}
	return nil
}

// moves says where each file of a record goes.
func (w *world) moves(r *content.Record, to place) (map[string]string, error) {
	out := map[string]string{}
	if to.form == inMany {
		return out, nil
	}
	root := path.Join(content.Root, r.Type)
	for _, src := range r.Sources() {
		name := path.Join(root, to.key.ID+path.Ext(src.Name))
		if to.form == asBundle {
			name = path.Join(root, to.key.ID, "index"+path.Ext(src.Name))
		}
		out[src.Name] = name
	}
	for _, f := range r.Files() {
		out[f] = path.Join(root, to.key.ID) + strings.TrimPrefix(f, path.Join(root, r.ID))
	}
	for from, name := range out {
		if from != name && exists(w.files, name) {
			return nil, &Refusal{name + " is there already"}
		}
	}
	if folder := path.Join(root, to.key.ID); to.key != r.Key && exists(w.files, folder) {
		return nil, &Refusal{"the folder " + folder + " is there already"}
	}
	return out, nil
}
