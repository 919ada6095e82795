package schema

import (
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// refPrefix begins a reference to a definition of the same file or of the
// common one.
const refPrefix = "#/definitions/"

// besideRef lists the keywords that may stand beside $ref. Draft-07 ignores
// them, the loader does not: it expands references.
var besideRef = []string{"title", "description", "default", "examples", "$comment"}

// resolver replaces references by what they refer to.
type resolver struct {
	definitions *node // by name, those of the type before the common ones
	nodes       int   // expanded so far
	diags       *diag.List
}

// unused checks the references of definitions that nothing uses.
func (r *resolver) unused() {
	for _, m := range r.definitions.fields() {
		r.schema(m.value, []string{m.name})
	}
}

// schema returns n with every reference in it expanded. The trail holds the
// definitions that are being expanded.
func (r *resolver) schema(n *node, trail []string) *node {
	if n == nil || n.kind != '{' {
		return n
	}
	if r.nodes++; r.nodes > maxNodes {
		if r.nodes == maxNodes+1 {
			r.diags.Errorf(catalog.SchemaReference, n.span, "refer to fewer definitions from within definitions",
				"the references here expand to more than a schema may hold")
		}
		return &node{kind: '{', span: n.span, broken: true}
	}
	if ref := n.member("$ref"); ref != nil {
		return r.reference(n, ref, trail)
	}
	out := &node{kind: '{', span: n.span, members: make([]member, 0, len(n.members))}
	for _, m := range n.members {
		if m.name == "definitions" { // they are where they are referred to
			continue
		}
		m.value = r.keyword(m, trail)
		out.members = append(out.members, m)
	}
	return out
}

// keyword expands the schemas that the value of a keyword holds.
func (r *resolver) keyword(m member, trail []string) *node {
	switch keywords[m.name].shape {
	case oneSchema:
		return r.schema(m.value, trail)
	case manySchemas:
		out := *m.value
		out.items = slices.Clone(out.items)
		for i, e := range out.items {
			out.items[i] = r.schema(e, trail)
		}
		return &out
	case namedSchemas:
		out := *m.value
		out.members = slices.Clone(out.members)
		for i, e := range out.members {
			out.members[i].value = r.schema(e.value, trail)
		}
		return &out
	}
	return m.value
}

// reference returns the definition that n refers to. Where there is none, a node
// that is marked as broken keeps later checks from reporting what follows.
func (r *resolver) reference(n *node, ref *member, trail []string) *node {
	empty := &node{kind: '{', span: n.span, broken: true}
	for _, m := range n.members {
		if m.name != "$ref" && !slices.Contains(besideRef, m.name) {
			r.diags.Errorf(catalog.SchemaKeyword, m.key, "repeat what the definition holds, or drop the keyword",
				"%s beside $ref means nothing", quote(m.name))
		}
	}
	text := ref.value.text()
	name, ok := strings.CutPrefix(text, refPrefix)
	if !ok {
		r.diags.Errorf(catalog.SchemaReference, ref.value.span, `write "#/definitions/<name>", of this file or of common.json`,
			"a reference names a definition, not %s", quote(text))
		return empty
	}
	def := r.definitions.get(name)
	switch {
	case def == nil:
		r.diags.Errorf(catalog.SchemaReference, ref.value.span, didYouMean(name, r.definitions.names(), "there are "),
			"there is no definition %s", quote(name))
		return empty
	case slices.Contains(trail, name):
		r.diags.Errorf(catalog.SchemaReference, ref.value.span, "break the circle", "the definition %s refers to itself", quote(name))
		return empty
	}
	out := r.schema(def, append(trail[:len(trail):len(trail)], name))
	if out.kind != '{' || out.broken {
		return out
	}
	return annotated(out, n)
}

// annotated returns def with the annotations of the place that refers to it.
func annotated(def, from *node) *node {
	out := *def
	out.members = slices.Clone(def.members)
	for _, m := range from.members {
		if m.name == "$ref" {
			continue
		}
		if old := out.member(m.name); old != nil {
			old.value, old.key = m.value, m.key
			continue
		}
		out.members = append(out.members, m)
	}
	return &out
}
