package meta

import (
	"strings"

	"candor/internal/schema/jsontree"
)

// bare returns a schema without what validation does not read.
func bare(n *jsontree.Node) any {
	if n.Kind != '{' {
		return n.Plain()
	}
	out := map[string]any{}
	for _, m := range n.Members {
		switch keywords[m.Name].shape {
		case oneSchema:
			out[m.Name] = bare(m.Value)
		case manySchemas:
			out[m.Name] = bareItems(m.Value)
		case namedSchemas:
			out[m.Name] = bareMembers(m.Value)
		default:
			if keywords[m.Name].asserts(m.Name) {
				out[m.Name] = m.Value.Plain()
			}
		}
	}
	return out
}

// bareItems and bareMembers do the same for schemas in a list and by name.
func bareItems(n *jsontree.Node) any {
	out := make([]any, len(n.Items))
	for i, e := range n.Items {
		out[i] = bare(e)
	}
	return out
}

func bareMembers(n *jsontree.Node) any {
	out := map[string]any{}
	for _, m := range n.Members {
		out[m.Name] = bare(m.Value)
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
