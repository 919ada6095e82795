package content

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
)

// tree is the content folder sorted into units.
type tree struct {
	units []unit
	loose []string // files that belong to no record

	partial map[string]bool // types of which records may be in what is not opened
}

// unit is what becomes one record, many records of one file, or the
// introduction of a section.
type unit struct {
	typ, id string
	sources []string // one or two of .toml and .md
	files   []string // that travel with a bundle
	bundle  bool
	section bool
}

// scan walks the content folder and sorts its files. What fits nowhere is a
// diagnostic.
func scan(files fs.FS, types *schema.Set) (*tree, diag.List, error) {
	s := scanner{files: files, types: types, units: map[string]*unit{}, partial: map[string]bool{}}
	if _, err := fs.Stat(files, Root); err != nil {
		var diags diag.List
		diags.Errorf(catalog.NoContent, diag.Span{}, "make a folder content/ with a folder for each type of record, or name another site with -C", "this site has no folder content/")
		return &tree{}, diags, nil
	}
	err := fs.WalkDir(files, Root, s.visit)
	if err != nil {
		return nil, nil, err
	}
	return s.tree(), s.diags, nil
}

type scanner struct {
	files fs.FS
	types *schema.Set
	units map[string]*unit
	loose []string
	diags diag.List

	partial map[string]bool
}

func (s *scanner) tree() *tree {
	t := &tree{loose: s.loose, partial: s.partial}
	names := make([]string, 0, len(s.units))
	for name := range s.units {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		u := s.units[name]
		if len(u.sources) == 0 {
			s.diags.Errorf(catalog.BundleWithoutIndex, at(u.files[0]), "add index.md or index.toml to the folder "+name,
				"this folder holds files but no record")
			continue
		}
		slices.Sort(u.sources)
		t.units = append(t.units, *u)
	}
	return t
}

// at returns the beginning of a file whose bytes do not matter.
func at(name string) diag.Span { return diag.NewSource(name, nil, nil).At(0, 0) }

func (s *scanner) visit(name string, d fs.DirEntry, err error) error {
	if err != nil {
		s.diags.Errorf(catalog.UnreadableFile, at(name), "check the permissions", "this folder cannot be read")
		return nil
	}
	if hidden(d.Name()) {
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	rel := strings.TrimPrefix(strings.TrimPrefix(name, Root), "/")
	if d.IsDir() {
		return s.folder(name, rel)
	}
	if d.Type() != 0 && !s.keepsPlace(name, rel) {
		return nil
	}
	s.file(name, rel)
	return nil
}

// keepsPlace reports whether what is neither a file nor a folder, which a Survey
// reports, takes the place of one file: then its record keeps its id and links to
// it lead somewhere. Otherwise any number of records may be missing.
func (s *scanner) keepsPlace(name, rel string) bool {
	segments := strings.Split(rel, "/")
	ext := path.Ext(rel)
	if utf8.ValidString(name) && (len(segments) > 2 || ext == ".md" || ext == ".toml") {
		return true
	}
	if s.types.Type(segments[0]) != nil {
		s.partial[segments[0]] = true
	}
	return false
}

// hidden names belong to editors and systems, not to the site.
func hidden(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#")
}

func (s *scanner) folder(name, rel string) error {
	segments := strings.Split(rel, "/")
	switch {
	case rel == "":
		return nil
	case len(segments) == 1 && s.types.Type(rel) == nil:
		s.diags.Errorf(catalog.UnknownType, at(name), s.typeHint(rel), "no type of record is called %s", rel)
		return fs.SkipDir
	case len(segments) > 1 && (path.Ext(rel) == ".md" || path.Ext(rel) == ".toml"):
		s.diags.Errorf(catalog.FolderNamedLikeFile, at(name), "rename it: a record's folder is called as its id", "this is a folder, but its name ends like a file's")
		return fs.SkipDir
	}
	return nil
}

func (s *scanner) typeHint(name string) string {
	var names []string
	for _, t := range s.types.Types() {
		names = append(names, t.Name)
	}
	if near, ok := diag.Nearest(name, names); ok {
		return "did you mean " + near + "?"
	}
	if len(names) == 0 {
		return "this site has no types yet; one begins with schema/" + name + ".json"
	}
	return "the types are " + strings.Join(names, ", ") + "; a new one begins with schema/" + name + ".json"
}

func (s *scanner) file(name, rel string) {
	segments := strings.Split(rel, "/")
	ext := path.Ext(rel)
	source := ext == ".md" || ext == ".toml"
	stem := strings.TrimSuffix(path.Base(rel), ext)
	switch {
	case stem == "_index" && source && len(segments) <= 2:
		typ := ""
		if len(segments) == 2 {
			typ = segments[0]
		}
		s.add("_index/"+typ, unit{typ: typ, section: true}, name, true)
	case len(segments) == 2 && source && stem == "index":
		s.diags.Errorf(catalog.FileMisplaced, at(name), "call it _index"+ext+" if it introduces the section; a record is called as its id",
			"this file belongs to no record")
	case len(segments) == 2 && source:
		s.add(segments[0]+"/"+stem, unit{typ: segments[0], id: stem}, name, true)
	case len(segments) == 3 && source && stem == "index":
		s.add(segments[0]+"/"+segments[1], unit{typ: segments[0], id: segments[1], bundle: true}, name, true)
	case len(segments) >= 3 && !source:
		s.add(segments[0]+"/"+segments[1], unit{typ: segments[0], id: segments[1], bundle: true}, name, false)
	default:
		s.misplaced(name, source)
	}
}

func (s *scanner) misplaced(name string, source bool) {
	hint := "put it into a record's own folder, content/<type>/<id>/, or into static/"
	stem, ext, _ := strings.Cut(path.Base(name), ".")
	ext = strings.ToLower(ext)
	switch {
	case source:
		hint = "a record is content/<type>/<id>.md, content/<type>/<id>.toml or content/<type>/<id>/index.md"
	case strings.HasPrefix(ext, "md") || ext == "markdown" || ext == "mkd" || ext == "txt":
		hint = "if it is a record, call it " + stem + ".md"
	case ext == "yaml" || ext == "yml" || ext == "json" || strings.HasPrefix(ext, "toml"):
		hint = "if it is a record, write it in TOML and call it " + stem + ".toml"
	}
	s.diags.Errorf(catalog.FileMisplaced, at(name), hint, "this file belongs to no record")
}

func (s *scanner) add(key string, u unit, name string, source bool) {
	have := s.units[key]
	if have == nil {
		have = &u
		s.units[key] = have
	}
	if !source {
		have.files = append(have.files, name)
		s.loose = append(s.loose, name)
		return
	}
	have.bundle = have.bundle || u.bundle
	have.sources = append(have.sources, name)
}
