package meta

import (
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"
)

// refPrefix begins a reference to a definition of the same file or of the
// common one.
const refPrefix = "#/definitions/"

// maxNodes bounds what the references of a type expand to.
const maxNodes = 100_000

// besideRef lists the keywords that may stand beside $ref. Draft-07 ignores
// them, the loader does not: it expands references.
var besideRef = []string{"title", "description", "default", "examples", "$comment"}

// resolver replaces references by what they refer to.
type resolver struct {
	definitions *jsontree.Node // by name, those of the type before the common ones
	nodes       int            // expanded so far
	diags       *diag.List
}

// unused checks the references of definitions that nothing uses.
func (r *resolver) unused() {
	for _, m := range r.definitions.Pairs() {
		r.schema(m.Value, []string{m.Name})
	}
}

// schema returns n with every reference in it expanded. The trail holds the
// definitions that are being expanded.
func (r *resolver) schema(n *jsontree.Node, trail []string) *jsontree.Node {
	if n == nil || n.Kind != '{' {
		return n
	}
	if r.nodes++; r.nodes > maxNodes {
		if r.nodes == maxNodes+1 {
			r.diags.Errorf(catalog.SchemaReference, n.Span, "refer to fewer definitions from within definitions",
				"the references here expand to more than a schema may hold")
		}
		return &jsontree.Node{Kind: '{', Span: n.Span, Broken: true}
	}
	if ref := n.Member("$ref"); ref != nil {
		return r.reference(n, ref, trail)
	}
	out := &jsontree.Node{Kind: '{', Span: n.Span, Members: make([]jsontree.Member, 0, len(n.Members))}
	for _, m := range n.Members {
		if m.Name == "definitions" { // they are where they are referred to
			continue
		}
		m.Value = r.keyword(m, trail)
		out.Members = append(out.Members, m)
	}
	return out
}

// keyword expands the schemas that the value of a keyword holds.
func (r *resolver) keyword(m jsontree.Member, trail []string) *jsontree.Node {
	switch keywords[m.Name].shape {
	case oneSchema:
		return r.schema(m.Value, trail)
	case manySchemas:
		out := *m.Value
		out.Items = slices.Clone(out.Items)
		for i, e := range out.Items {
			out.Items[i] = r.schema(e, trail)
		}
		return &out
	case namedSchemas:
		out := *m.Value
		out.Members = slices.Clone(out.Members)
		for i, e := range out.Members {
			out.Members[i].Value = r.schema(e.Value, trail)
		}
		return &out
	}
	return m.Value
}

// reference returns the definition that n refers to. Where there is none, a node
// that is marked as broken keeps later checks from reporting what follows.
func (r *resolver) reference(n *jsontree.Node, ref *jsontree.Member, trail []string) *jsontree.Node {
	empty := &jsontree.Node{Kind: '{', Span: n.Span, Broken: true}
	for _, m := range n.Members {
		if m.Name != "$ref" && !slices.Contains(besideRef, m.Name) {
			r.diags.Errorf(catalog.SchemaKeyword, m.Key, "repeat what the definition holds, or drop the keyword",
				"%s beside $ref means nothing", wording.Quote(m.Name))
		}
	}
	text := ref.Value.Text()
	name, ok := strings.CutPrefix(text, refPrefix)
	if !ok {
		r.diags.Errorf(catalog.SchemaReference, ref.Value.Span, `write "#/definitions/<name>", of this file or of common.json`,
			"a reference names a definition, not %s", wording.Quote(text))
		return empty
	}
	def := r.definitions.Get(name)
	switch {
	case def == nil:
		r.diags.Errorf(catalog.SchemaReference, ref.Value.Span, diag.DidYouMean(name, r.definitions.Names(), "there are "),
			"there is no definition %s", wording.Quote(name))
		return empty
	case slices.Contains(trail, name):
		r.diags.Errorf(catalog.SchemaReference, ref.Value.Span, "break the circle", "the definition %s refers to itself", wording.Quote(name))
		return empty
	}
	out := r.schema(def, append(trail[:len(trail):len(trail)], name))
	if out.Kind != '{' || out.Broken {
		return out
	}
	return annotated(out, n)
}

// annotated returns def with the annotations of the place that refers to it.
func annotated(def, from *jsontree.Node) *jsontree.Node {
	out := *def
	out.Members = slices.Clone(def.Members)
	for _, m := range from.Members {
		if m.Name == "$ref" {
			continue
		}
		if old := out.Member(m.Name); old != nil {
			old.Value, old.Key = m.Value, m.Key
			continue
		}
		out.Members = append(out.Members, m)
	}
	return &out
}
