package schema

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// problem is one refusal of the library.
type problem struct {
	at    []string // the place in the record
	kind  jsonschema.ErrorKind
	trail []clause // the conditions that demand it; none: the field itself does
	below []*jsonschema.ValidationError
}

// errors turns the library's tree of errors into diagnostics: first what the
// fields themselves demand, then what conditions add to it.
func (p *pass) errors(err *jsonschema.ValidationError) {
	all := p.flatten(err, nil)
	slices.SortStableFunc(all, func(a, b problem) int {
		return b2i(len(a.trail) > 0) - b2i(len(b.trail) > 0)
	})
	// Misspelt fields come first: what is missing because of them is not told.
	unknown := map[string][]string{}
	for _, q := range all {
		if k, ok := q.kind.(*kind.AdditionalProperties); ok {
			slices.Sort(k.Properties)
			unknown[pointerOf(q.at)] = k.Properties
			p.unknown(q.at, k.Properties)
		}
	}
	for _, q := range all {
		_, told := q.kind.(*kind.AdditionalProperties)
		switch {
		case told:
		case len(q.trail) > 0:
			p.conditional(q, unknown[pointerOf(q.at)])
		default:
			p.leaf(q, unknown[pointerOf(q.at)])
		}
	}
}

// b2i makes false sort before true.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// flatten returns the leaves, in the order of the record's places.
func (p *pass) flatten(err *jsonschema.ValidationError, out []problem) []problem {
	switch err.ErrorKind.(type) {
	case *kind.Schema, *kind.Group, *kind.AllOf, *kind.Reference:
		for _, c := range err.Causes {
			out = p.flatten(c, out)
		}
		return out
	}
	return append(out, problem{
		at: err.InstanceLocation, kind: err.ErrorKind, below: err.Causes,
		trail: p.trail(err),
	})
}

// clause is a condition on the way to a part of the schema.
type clause struct {
	keyword      string // then, else, anyOf, oneOf, not, dependencies
	node, parent *node
	depth        int // how much of the place leads to the table it is about
}

// trail returns the conditions under which an error arose, the outermost
// first.
func (p *pass) trail(err *jsonschema.ValidationError) []clause {
	_, fragment, _ := strings.Cut(err.SchemaURL, "#")
	if s, e := url.PathUnescape(fragment); e == nil {
		fragment = s
	}
	fragment = strings.TrimPrefix(fragment, p.at)
	var out []clause
	n, depth := p.root.node, 0
	parts := strings.Split(strings.TrimPrefix(fragment, "/"), "/")
	for i := 0; i < len(parts) && n != nil; i++ {
		parent, word := n, parts[i]
		n = n.get(word)
		if s := keywords[word].shape; (s == manySchemas || s == namedSchemas) && i+1 < len(parts) {
			i++
			n = n.child(parts[i])
		}
		switch {
		case word == "properties" || word == "items":
			depth++
		case n != nil && word != "allOf":
			out = append(out, clause{word, n, parent, depth})
		}
	}
	switch err.ErrorKind.(type) {
	case *kind.AnyOf:
		out = append(out, clause{"anyOf", n.get("anyOf"), n, depth})
	case *kind.OneOf:
		out = append(out, clause{"oneOf", n.get("oneOf"), n, depth})
	case *kind.Not:
		out = append(out, clause{"not", n.get("not"), n, depth})
	case *kind.Dependency:
		out = append(out, clause{"dependencies", n.get("dependencies"), n, depth})
	}
	return out
}

// child returns a member of an object or an item of a list.
func (n *node) child(name string) *node {
	if n == nil || n.kind == '{' {
		return n.get(name)
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.items) {
		return n.items[i]
	}
	return nil
}
