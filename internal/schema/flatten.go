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
	trail []clause  // the conditions that demand it; none: the field itself does
	below []problem // what the first form of a choice refuses
}

// refusals reads the library's tree of errors, by the schema that they come from.
type refusals struct {
	tree *node
	at   string // of the tree within the schema of the type
}

// read returns the problems in the order to tell them: first what the fields
// themselves demand, then what conditions add to it.
func (r refusals) read(err *jsonschema.ValidationError) []problem {
	all := r.flatten(err, nil)
	slices.SortStableFunc(all, func(a, b problem) int {
		return b2i(len(a.trail) > 0) - b2i(len(b.trail) > 0)
	})
	return all
}

// b2i makes false sort before true.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// flatten returns the leaves, in the order of the record's places.
func (r refusals) flatten(err *jsonschema.ValidationError, out []problem) []problem {
	switch err.ErrorKind.(type) {
	case *kind.Schema, *kind.Group, *kind.AllOf, *kind.Reference:
		for _, c := range err.Causes {
			out = r.flatten(c, out)
		}
		return out
	}
	q := problem{at: err.InstanceLocation, kind: err.ErrorKind, trail: r.trail(err)}
	if len(err.Causes) > 0 {
		q.below = r.flatten(err.Causes[0], nil)
	}
	return append(out, q)
}

// clause is a condition on the way to a part of the schema.
type clause struct {
	keyword      string // then, else, anyOf, oneOf, not, dependencies
	node, parent *node
	depth        int // how much of the place leads to the table it is about
}

// trail returns the conditions under which an error arose, the outermost
// first.
func (r refusals) trail(err *jsonschema.ValidationError) []clause {
	_, fragment, _ := strings.Cut(err.SchemaURL, "#")
	if s, e := url.PathUnescape(fragment); e == nil {
		fragment = s
	}
	fragment = strings.TrimPrefix(fragment, r.at)
	var out []clause
	n, depth := r.tree, 0
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
