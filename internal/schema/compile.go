package schema

import (
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// validator checks values of a field; a type is a field whose kind is Table.
type validator struct {
	root *Field
	tree *node              // the schema of the field
	sch  *jsonschema.Schema // may be used by several goroutines
	at   string             // of the field's schema within the type's
}

// schemaURL is where the library believes the type to be.
const schemaURL = "candor:///schema.json"

// compile hands the type to the library. What that refuses although the
// vocabulary allows it is reported where the type stands.
func (b *builder) compile(t *Type) {
	b.compiler = jsonschema.NewCompiler()
	b.compiler.DefaultDraft(jsonschema.Draft7)
	for name, f := range formats {
		if f.check != nil {
			b.compiler.RegisterFormat(&jsonschema.Format{Name: name, Validate: checker(f.check)})
		}
	}
	doc := bare(t.root).(map[string]any)
	// Both are implied for a type, so that no schema needs to say them.
	doc["type"], doc["additionalProperties"] = "object", false
	if err := b.compiler.AddResource(schemaURL, doc); err != nil {
		b.refused(t.root, err)
		return
	}
	t.compiled = b.validator(&Field{Name: t.Name, Kind: Table, Fields: t.Fields, node: t.root, names: byName(t.Fields)})
}

// validator returns the compiled schema of a field, or nil.
func (b *builder) validator(f *Field) *validator {
	at := ""
	for _, part := range strings.Split(f.Pointer, "/")[min(1, len(f.Pointer)):] {
		if part == "*" {
			at += "/items"
		} else if part != "" {
			at += "/properties/" + part
		}
	}
	sch, err := b.compiler.Compile(schemaURL + "#" + at)
	if err != nil {
		b.refused(f.node, err)
		return nil
	}
	return &validator{root: f, tree: f.node, sch: sch, at: at}
}

// refused reports what only the library finds wrong.
func (b *builder) refused(n *node, err error) {
	b.diags.Errorf("schema-value", n.span, "", "this is no draft-07 schema: %s", strings.ToLower(err.Error()))
}

// checker makes a format for the library: values that are no text pass, since
// their type is judged elsewhere.
func checker(check func(string) error) func(any) error {
	return func(v any) error {
		if s, ok := v.(string); ok {
			return check(s)
		}
		return nil
	}
}

// bare returns a schema without what validation does not read.
func bare(n *node) any {
	if n.kind != '{' {
		return n.plain()
	}
	out := map[string]any{}
	for _, m := range n.members {
		switch keywords[m.name].shape {
		case oneSchema:
			out[m.name] = bare(m.value)
		case manySchemas:
			out[m.name] = bareItems(m.value)
		case namedSchemas:
			out[m.name] = bareMembers(m.value)
		default:
			if keywords[m.name].asserts(m.name) {
				out[m.name] = m.value.plain()
			}
		}
	}
	return out
}

// bareItems and bareMembers do the same for schemas in a list and by name.
func bareItems(n *node) any {
	out := make([]any, len(n.items))
	for i, e := range n.items {
		out[i] = bare(e)
	}
	return out
}

func bareMembers(n *node) any {
	out := map[string]any{}
	for _, m := range n.members {
		out[m.name] = bare(m.value)
	}
	return out
}

// asserts says whether a keyword refuses any value.
func (k keyword) asserts(name string) bool {
	switch name {
	case "title", "description", "default", "examples", "$comment", "$schema", "$id", "contentMediaType":
		return false
	}
	return !strings.HasPrefix(name, "x-")
}

// byName indexes the fields of a table.
func byName(fields []*Field) map[string]*Field {
	out := make(map[string]*Field, len(fields))
	for _, f := range fields {
		out[f.Name] = f
	}
	return out
}
