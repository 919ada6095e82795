package schema

import (
	"embed"
	"maps"
	"path"
	"slices"
	"strings"

	"candor/internal/diag"
)

//go:embed engine/*.json
var engineFiles embed.FS

// Engine returns the types that the program itself brings: records of them are
// no files below content/, but they have pages like any other.
func Engine() ([]*Type, error) {
	entries, err := engineFiles.ReadDir("engine")
	if err != nil {
		return nil, err
	}
	var out []*Type
	for _, e := range entries {
		t, err := engineType(e.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func engineType(name string) (*Type, error) {
	data, err := engineFiles.ReadFile(path.Join("engine", name))
	if err != nil {
		return nil, err
	}
	f := &file{name: strings.TrimSuffix(name, extension), src: diag.NewSource(name, data, nil)}
	root, diags := parseJSON(f.src, data)
	if root == nil {
		return nil, engineError{name, diags}
	}
	f.root = root
	b := &builder{file: f, common: &node{kind: '{'}, engine: true}
	t := b.build()
	if t == nil {
		return nil, engineError{name, b.diags}
	}
	return t, nil
}

// Engine says that the type is one of the program's own.
func (t *Type) Engine() bool { return slices.Contains(engineTypes, t.Name) }

// engineError says that a type of our own is wrong.
type engineError struct {
	name  string
	diags diag.List
}

func (e engineError) Error() string {
	return "the program's own schema " + e.name + ": " + e.diags[0].Message
}

// With returns a set that has these types too.
func (s *Set) With(types ...*Type) *Set {
	out := &Set{types: maps.Clone(s.types), names: slices.Clone(s.names), backs: s.backs}
	if out.types == nil {
		out.types = map[string]*Type{}
	}
	for _, t := range types {
		out.types[t.Name] = t
		out.names = append(out.names, t.Name)
	}
	slices.Sort(out.names)
	return out
}
