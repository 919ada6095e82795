package meta

import (
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/jsontree"
)

// values compiles a type, and reads the values that its schema holds: defaults and
// examples.
type values struct {
	compiler *schema.Compiler
	nodes    map[*schema.Field]*jsontree.Node
	diags    *diag.List
}

// compile hands the type to the library. What that refuses although the
// vocabulary allows it is reported where the type stands.
func (v *values) compile(t *schema.Type, n *jsontree.Node) {
	doc := bare(n).(map[string]any)
	// Both are implied for a type, so that no schema needs to say them.
	doc["type"], doc["additionalProperties"] = "object", false
	var err error
	if v.compiler, err = schema.Compile(t, n, doc); err != nil {
		v.refused(n, err)
	}
}

// refused reports what only the library finds wrong.
func (v *values) refused(n *jsontree.Node, err error) {
	v.diags.Errorf(catalog.SchemaValue, n.Span, "", "this is no draft-07 schema: %s", strings.ToLower(err.Error()))
}

// setDefaults reads the defaults and examples of the fields, which must be
// values that the fields may have.
func (v *values) setDefaults(fields []*schema.Field) {
	for _, f := range fields {
		v.setDefaults(f.Fields)
		if f.Items != nil {
			v.setDefaults([]*schema.Field{f.Items})
		}
		v.setDefault(f)
	}
}

// setDefault reads those of one field. A list without examples of its items takes
// the items of its own first example for them.
func (v *values) setDefault(f *schema.Field) {
	if d := v.nodes[f].Get("default"); d != nil {
		if v.allowed(f, d, "default") {
			f.Default = f.Decode(schema.FromJSON(d.Plain()))
		}
	}
	if e := v.nodes[f].Get("examples"); e != nil {
		for _, i := range e.Items {
			if v.allowed(f, i, "example") {
				f.Examples = append(f.Examples, schema.FromJSON(i.Plain()))
			}
		}
	}
	if f.Kind == schema.List && len(f.Examples) > 0 && len(f.Items.Examples) == 0 {
		f.Items.Examples, _ = f.Examples[0].([]any)
	}
}

// allowed reports a value of the schema that its own field refuses.
func (v *values) allowed(f *schema.Field, n *jsontree.Node, what string) bool {
	list, err := v.compiler.Refused(f, v.nodes[f], schema.FromJSON(n.Plain()))
	if err != nil {
		v.refused(v.nodes[f], err)
		return false
	}
	if len(list) == 0 {
		return true
	}
	v.diags.Errorf(catalog.SchemaValue, n.Span, list[0].Hint, "the %s does not fit its own field: %s", what, list[0].Message)
	return false
}
