package schema

import (
	"strings"

	"candor/internal/diag"
	"candor/internal/schema/format"
	"candor/internal/schema/jsontree"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// validator checks values of a field; a type is a field whose kind is Table.
type validator struct {
	root *Field
	tree *jsontree.Node     // the schema of the field
	sch  *jsonschema.Schema // may be used by several goroutines
	at   string             // of the field's schema within the type's
}

// schemaURL is where the library believes the type to be.
const schemaURL = "candor:///schema.json"

// Compiler makes validators of a type and of its fields.
type Compiler struct{ lib *jsonschema.Compiler }

// Compile lets a type validate. Tree is its schema with all references expanded:
// its words are those of the messages. Doc is the same as encoding/json has it,
// less what validation does not read. The error is what draft-07 refuses although
// our vocabulary allows it.
func Compile(t *Type, tree *jsontree.Node, doc any) (*Compiler, error) {
	c := &Compiler{jsonschema.NewCompiler()}
	c.lib.DefaultDraft(jsonschema.Draft7)
	for _, name := range format.Names() {
		if check := format.Of(name).Check; check != nil {
			c.lib.RegisterFormat(&jsonschema.Format{Name: name, Validate: formatCheck(check)})
		}
	}
	if err := c.lib.AddResource(schemaURL, doc); err != nil {
		return nil, err
	}
	record := &Field{Name: t.Name, Kind: Table, Fields: t.Fields, names: byName(t.Fields)}
	var err error
	t.compiled, err = c.validator(record, tree)
	return c, err
}

// Tree returns the schema that the type was compiled of, or nil.
func (t *Type) Tree() *jsontree.Node {
	if t.compiled == nil {
		return nil
	}
	return t.compiled.tree
}

// Refused returns what a field, of which tree is the schema, would refuse of a
// value. The diagnostics have no place.
func (c *Compiler) Refused(f *Field, tree *jsontree.Node, value any) (diag.List, error) {
	v, err := c.validator(f, tree)
	if err != nil {
		return nil, err
	}
	return v.run(value, nil, ""), nil
}

func (c *Compiler) validator(f *Field, tree *jsontree.Node) (*validator, error) {
	at := ""
	for _, part := range strings.Split(f.Pointer, "/")[min(1, len(f.Pointer)):] {
		if part == "*" {
			at += "/items"
		} else if part != "" {
			at += "/properties/" + part
		}
	}
	sch, err := c.lib.Compile(schemaURL + "#" + at)
	if err != nil {
		return nil, err
	}
	return &validator{root: f, tree: tree, sch: sch, at: at}, nil
}

// formatCheck makes a format for the library: values that are no text pass, since
// their type is judged elsewhere.
func formatCheck(check func(string) error) func(any) error {
	return func(v any) error {
		if s, ok := v.(string); ok {
			return check(s)
		}
		return nil
	}
}

// byName indexes the fields of a table.
func byName(fields []*Field) map[string]*Field {
	out := make(map[string]*Field, len(fields))
	for _, f := range fields {
		out[f.Name] = f
	}
	return out
}
