package meta

import (
	"embed"
	"path"
	"strings"

	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/jsontree"
)

//go:embed engine/*.json
var engineFiles embed.FS

// Engine returns the types that the program itself brings: records of them are
// no files below content/, but they have pages like any other.
func Engine() ([]*schema.Type, error) {
	entries, err := engineFiles.ReadDir("engine")
	if err != nil {
		return nil, err
	}
	var out []*schema.Type
	for _, e := range entries {
		t, err := engineType(e.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func engineType(name string) (*schema.Type, error) {
	data, err := engineFiles.ReadFile(path.Join("engine", name))
	if err != nil {
		return nil, err
	}
	f := &file{name: strings.TrimSuffix(name, extension), src: diag.NewSource(name, data, nil)}
	root, diags := jsontree.Parse(f.src, data)
	if root == nil {
		return nil, engineError{name, diags}
	}
	f.root = root
	b := &builder{file: f, common: &jsontree.Node{Kind: '{'}, engine: true}
	t, _ := b.build()
	if t == nil {
		return nil, engineError{name, b.diags}
	}
	return t, nil
}

// engineError says that a type of our own is wrong.
type engineError struct {
	name  string
	diags diag.List
}

func (e engineError) Error() string {
	return "the program's own schema " + e.name + ": " + e.diags[0].Message
}
