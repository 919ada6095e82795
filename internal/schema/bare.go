package schema

import "strings"

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
