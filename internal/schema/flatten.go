package schema

import (
	"net/url"
	"slices"
	"strings"

	"candor/internal/schema/jsontree"

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
	tree *jsontree.Node
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
	node, parent *jsontree.Node
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
		n = n.Get(word)
		if holdsSeveral(word) && i+1 < len(parts) {
			i++
			n = n.Child(parts[i])
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
		out = append(out, clause{"anyOf", n.Get("anyOf"), n, depth})
	case *kind.OneOf:
		out = append(out, clause{"oneOf", n.Get("oneOf"), n, depth})
	case *kind.Not:
		out = append(out, clause{"not", n.Get("not"), n, depth})
	case *kind.Dependency:
		out = append(out, clause{"dependencies", n.Get("dependencies"), n, depth})
	}
	return out
}

// holdsSeveral reports whether the value of a keyword is a list of schemas, or has
// them by name.
func holdsSeveral(keyword string) bool {
	switch keyword {
	case "properties", "dependencies", "allOf", "anyOf", "oneOf":
		return true
	}
	return false
}
