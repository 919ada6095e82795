package schema

import (
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// values compiles a type, and reads the values that its schema holds: defaults and
// examples.
type values struct {
	compiler *jsonschema.Compiler
	diags    *diag.List
}

// compile hands the type to the library. What that refuses although the
// vocabulary allows it is reported where the type stands.
func (v *values) compile(t *Type) {
	v.compiler = jsonschema.NewCompiler()
	v.compiler.DefaultDraft(jsonschema.Draft7)
	for name, f := range formats {
		if f.check != nil {
			v.compiler.RegisterFormat(&jsonschema.Format{Name: name, Validate: formatCheck(f.check)})
		}
	}
	doc := bare(t.root).(map[string]any)
	// Both are implied for a type, so that no schema needs to say them.
	doc["type"], doc["additionalProperties"] = "object", false
	if err := v.compiler.AddResource(schemaURL, doc); err != nil {
		v.refused(t.root, err)
		return
	}
	t.compiled = v.validator(&Field{Name: t.Name, Kind: Table, Fields: t.Fields, node: t.root, names: byName(t.Fields)})
}

// validator returns the compiled schema of a field, or nil.
func (v *values) validator(f *Field) *validator {
	at := ""
	for _, part := range strings.Split(f.Pointer, "/")[min(1, len(f.Pointer)):] {
		if part == "*" {
			at += "/items"
		} else if part != "" {
			at += "/properties/" + part
		}
	}
	sch, err := v.compiler.Compile(schemaURL + "#" + at)
	if err != nil {
		v.refused(f.node, err)
		return nil
	}
	return &validator{root: f, tree: f.node, sch: sch, at: at}
}

// refused reports what only the library finds wrong.
func (v *values) refused(n *node, err error) {
	v.diags.Errorf(catalog.SchemaValue, n.span, "", "this is no draft-07 schema: %s", strings.ToLower(err.Error()))
}

// setDefaults reads the defaults and examples of the fields, which must be
// values that the fields may have.
func (v *values) setDefaults(fields []*Field) {
	for _, f := range fields {
		v.setDefaults(f.Fields)
		if f.Items != nil {
			v.setDefaults([]*Field{f.Items})
		}
		v.setDefault(f)
	}
}

// setDefault reads those of one field. A list without examples of its items takes
// the items of its own first example for them.
func (v *values) setDefault(f *Field) {
	if d := f.node.get("default"); d != nil {
		if v.allowed(f, d, "default") {
			f.Default = f.decode(fromJSON(d.plain()))
		}
	}
	if e := f.node.get("examples"); e != nil {
		for _, i := range e.items {
			if v.allowed(f, i, "example") {
				f.Examples = append(f.Examples, fromJSON(i.plain()))
			}
		}
	}
	if f.Kind == List && len(f.Examples) > 0 && len(f.Items.Examples) == 0 {
		f.Items.Examples, _ = f.Examples[0].([]any)
	}
}

// allowed reports a value of the schema that its own field refuses.
func (v *values) allowed(f *Field, n *node, what string) bool {
	check := v.validator(f)
	if check == nil {
		return false
	}
	list := check.run(fromJSON(n.plain()), nil, "")
	if len(list) == 0 {
		return true
	}
	v.diags.Errorf(catalog.SchemaValue, n.span, list[0].Hint, "the %s does not fit its own field: %s", what, list[0].Message)
	return false
}
