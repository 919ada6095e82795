package schema

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
)

const (
	folder     = "schema"
	commonName = "common"
	extension  = ".json"
)

// file is a schema as it was read.
type file struct {
	name string // of the type
	src  *diag.Source
	root *node // nil where it does not parse
}

// Load reads schema/<type>.json and schema/common.json of a site, without
// their subfolders. An invalid schema gives diagnostics in its own file and no
// type; an invalid common.json gives no types at all. A site without the
// folder has an empty set.
func Load(files fs.FS) (*Set, diag.List, error) {
	s := &Set{types: map[string]*Type{}, backs: map[string][]Back{}}
	parsed, common, diags, err := readFiles(files)
	if err != nil || common == nil {
		return s, diags.Sorted(), err
	}
	names := typeNames(parsed)
	for _, f := range parsed {
		if f.root == nil {
			continue
		}
		b := &builder{file: f, common: common.root, types: names}
		t := b.build()
		diags = append(diags, b.diags...)
		if t != nil {
			s.types[t.Name] = t
			s.names = append(s.names, t.Name)
		}
	}
	slices.Sort(s.names)
	s.connect(&diags)
	return s, diags.Sorted(), nil
}

// readFiles returns the types and what they have in common, which is nil where
// it does not parse.
func readFiles(files fs.FS) ([]*file, *file, diag.List, error) {
	entries, err := fs.ReadDir(files, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil, nil
	}
	if err != nil {
		return nil, nil, nil, err
	}
	var diags diag.List
	var out []*file
	common := &file{root: &node{kind: '{'}}
	for _, e := range entries {
		stem, ok := strings.CutSuffix(e.Name(), extension)
		if e.IsDir() || !ok {
			continue
		}
		f, list, err := readFile(files, stem)
		if err != nil {
			return nil, nil, nil, err
		}
		diags = append(diags, list...)
		if stem != commonName {
			out = append(out, f)
		} else if common = f; f.root == nil {
			// Every type would be reported for what is missing.
			return nil, nil, diags, nil
		}
	}
	return out, common, diags, nil
}

// readFile reads a schema. Its root is nil where there is nothing to build on.
func readFile(files fs.FS, stem string) (*file, diag.List, error) {
	name := path.Join(folder, stem+extension)
	open := func() ([]byte, error) { return fs.ReadFile(files, name) }
	data, err := open()
	if d, ok := diag.Unreadable(name, err); ok {
		return &file{name: stem, src: d.Span.Source}, diag.List{d}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	f := &file{name: stem, src: diag.NewSource(name, data, open)}
	root, diags := parseJSON(f.src, data)
	if root != nil && root.kind != '{' {
		diags.Errorf(catalog.SchemaValue, root.span, `begin with {"title": …, "properties": {…}}`, "a schema is an object")
		return f, diags, nil
	}
	f.root = root
	return f, diags, nil
}

// typeNames returns all names, those of broken types too: who refers to one of
// these has made no mistake.
func typeNames(files []*file) []string {
	var out []string
	for _, f := range files {
		out = append(out, f.name)
	}
	slices.Sort(out)
	return out
}

// merge lays the common properties and definitions under those of a type.
func merge(root, common *node) *node {
	out := &node{kind: '{', span: root.span, members: slices.Clone(root.members)}
	// The rest of common.json is about that file: its title is not the type's.
	for _, name := range []string{"properties", "definitions", "required", "allOf"} {
		under := common.member(name)
		if under == nil {
			continue
		}
		over := out.member(name)
		if over == nil {
			out.members = append(out.members, *under)
			continue
		}
		over.value = layered(over.value, under.value)
	}
	return out
}

// layered returns the members and items of both, those of over first.
func layered(over, under *node) *node {
	if over.kind != under.kind {
		return over
	}
	out := &node{kind: over.kind, span: over.span, members: slices.Clone(over.members), items: slices.Clone(over.items)}
	for _, m := range under.members {
		if over.member(m.name) == nil {
			out.members = append(out.members, m)
		}
	}
	for _, i := range under.items {
		if i.kind != '"' || !slices.Contains(over.texts(), i.text()) {
			out.items = append(out.items, i)
		}
	}
	return out
}

// connect fills in the other side of every reference.
func (s *Set) connect(diags *diag.List) {
	first := map[[2]string]diag.Span{}
	for _, t := range s.Types() {
		for _, r := range t.refs {
			for _, target := range r.field.Ref {
				s.back(t, r, target, first, diags)
			}
		}
	}
}

// back enters one reference under its target, unless the name is taken.
func (s *Set) back(t *Type, r ref, target string, first map[[2]string]diag.Span, diags *diag.List) {
	name := r.field.Back
	if name == "" {
		return
	}
	if to := s.types[target]; to != nil && to.Lookup("/"+name) != nil {
		diags.Errorf(catalog.SchemaReference, r.span, "choose another name for the list of referrers",
			"%s is a field of %s already", quote(name), target)
		return
	}
	key := [2]string{target, name}
	if other, taken := first[key]; taken {
		*diags = append(*diags, diag.Diagnostic{
			ID: catalog.SchemaReference, Span: r.span, Hint: "give each reference a name of its own",
			Message: quote(name) + " is the other side's name of two references to " + target,
			Related: []diag.Related{{Span: other, Message: "the first"}},
		})
		return
	}
	first[key] = r.span
	s.backs[target] = append(s.backs[target], Back{Name: name, From: t, Field: r.field})
}
