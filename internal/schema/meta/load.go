// Package meta makes types of the schema files of a site: JSON Schema with a closed
// x- vocabulary.
//
// A type is the file schema/<type>.json, in draft-07, the newest draft that
// TOML editors read. What all types share stands in schema/common.json: its
// properties come after the type's own, which win where both have one, and
// its definitions, its required list and its allOf join the type's.
//
// # Strictness
//
// JSON Schema ignores what it does not know, so a slip in a schema would be
// silent for ever. Load therefore refuses, at its place in the schema's own
// file: a keyword, a format or an x- word that does not exist; one that has no
// effect on values of its field's type; a table without properties or without
// "additionalProperties": false; an if on a property that it does not require,
// or one that asks whether a field with a default is there; a condition on a
// field or a value that does not exist; a default or an example that its own
// field would refuse; a reference to a type that does not exist.
//
// Two fields decide who may see a record, so Load also refuses, at its word, a
// status that the program does not know, and an embargo_until that is not a date;
// the type can be read all the same. A status without an enum has the words draft,
// embargoed, published, withdrawn and archived.
//
// References ("$ref") name definitions only, and are expanded. Beside one may
// stand title, description, default and examples, which then replace those of
// the definition.
//
// # The vocabulary
//
// On a field:
//
//	x-ref      the type, or a list of types, that the field (or each item of
//	           a list) refers to by id
//	x-back     the other side's name for that reference; unique among all
//	           references to a type, and no field of it
//	x-unique   no two records of the type have the same value
//	x-change   words for what a change to the field means
//
// On a type:
//
//	x-plural   the plural of its title
//	x-public   {"field", "in", "else"}: who may see a record
//	x-sections {"headings", "unless": {"field", "in"}}: what the text must have
//	x-url      the pattern of its pages' URLs: "/entries/{id}/"
//	x-title, x-date, x-order, x-parent
//	           the fields, as JSON pointers, that give these
//	x-states   the dates, as patterns of JSON pointers such as
//	           "/change/*/date", on which a record became another: it gets a
//	           page for its state on each
//	x-card     {"Severity": "/severity/level"}: what its social cards say below
//	           the title, each fact by a name and a JSON pointer
//	x-page     false: no page of its own
//	x-many     true: one file may hold many records as [[<type>]] tables, and
//	           the type has a field id
//	x-change   words for what a new or a removed record means
//
// # Diagnostics
//
// They are schema-syntax, schema-keyword, schema-value, schema-reference,
// schema-name and schema-condition, each at its place in the schema's own file.
package meta

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/jsontree"
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
	root *jsontree.Node // nil where it does not parse
}

// Load reads schema/<type>.json and schema/common.json of a site, without
// their subfolders. An invalid schema gives diagnostics in its own file and no
// type, except where only the meaning of a field is mistaken; an invalid
// common.json gives no types at all. A site without the folder has an empty set.
func Load(files fs.FS) (*schema.Set, diag.List, error) {
	parsed, common, diags, err := readFiles(files)
	if err != nil || common == nil {
		none := schema.NewSet(nil, nil)
		none.Partial = len(diags) > 0
		return none, diags.Sorted(), err
	}
	var all []built
	var types []*schema.Type
	names := typeNames(parsed)
	for _, f := range parsed {
		if f.root == nil {
			continue
		}
		b := &builder{file: f, common: common.root, types: names}
		t, refs := b.build()
		diags = append(diags, b.diags...)
		if t != nil {
			types = append(types, t)
			all = append(all, built{t, refs})
		}
	}
	slices.SortFunc(all, func(a, b built) int { return strings.Compare(a.typ.Name, b.typ.Name) })
	c := connector{types: types, backs: map[string][]schema.Back{}, first: map[[2]string]diag.Span{}, diags: &diags}
	before := len(diags)
	c.connect(all)
	set := schema.NewSet(types, c.backs)
	set.Partial = len(types) < len(parsed) || len(diags) > before
	return set, diags.Sorted(), nil
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
	common := &file{root: &jsontree.Node{Kind: '{'}}
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
	root, diags := jsontree.Parse(f.src, data)
	if root != nil && root.Kind != '{' {
		diags.Errorf(catalog.SchemaValue, root.Span, `begin with {"title": …, "properties": {…}}`, "a schema is an object")
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
func merge(root, common *jsontree.Node) *jsontree.Node {
	out := &jsontree.Node{Kind: '{', Span: root.Span, Members: slices.Clone(root.Members)}
	// The rest of common.json is about that file: its title is not the type's.
	for _, name := range []string{"properties", "definitions", "required", "allOf"} {
		under := common.Member(name)
		if under == nil {
			continue
		}
		over := out.Member(name)
		if over == nil {
			out.Members = append(out.Members, *under)
			continue
		}
		over.Value = layered(over.Value, under.Value)
	}
	return out
}

// layered returns the members and items of both, those of over first.
func layered(over, under *jsontree.Node) *jsontree.Node {
	if over.Kind != under.Kind {
		return over
	}
	out := &jsontree.Node{Kind: over.Kind, Span: over.Span, Members: slices.Clone(over.Members), Items: slices.Clone(over.Items)}
	for _, m := range under.Members {
		if over.Member(m.Name) == nil {
			out.Members = append(out.Members, m)
		}
	}
	for _, i := range under.Items {
		if i.Kind != '"' || !slices.Contains(over.Texts(), i.Text()) {
			out.Items = append(out.Items, i)
		}
	}
	return out
}
