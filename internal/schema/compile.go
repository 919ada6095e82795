package schema

import (
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
