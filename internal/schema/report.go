package schema

import (
	"slices"
	"strconv"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// reporter tells of the problems of a value.
type reporter struct {
	explainer
	out  *findings
	tree *jsontree.Node // the schema of the value, whose words conditions are told in
}

// report tells of each problem once.
func (r reporter) report(all []problem) {
	// Misspelt fields come first: what is missing because of them is not told.
	unknown := map[string][]string{}
	for _, q := range all {
		if k, ok := q.kind.(*kind.AdditionalProperties); ok {
			slices.Sort(k.Properties)
			unknown[pointerOf(q.at)] = k.Properties
			r.unknown(q.at, k.Properties)
		}
	}
	for _, q := range all {
		_, told := q.kind.(*kind.AdditionalProperties)
		switch {
		case told:
		case len(q.trail) > 0:
			r.conditional(q, unknown[pointerOf(q.at)])
		default:
			r.leaf(q, unknown[pointerOf(q.at)])
		}
	}
}

// leaf reports what a field itself refuses. Unknown are the misspelt fields of
// the same table.
func (r reporter) leaf(q problem, unknown []string) {
	if k, ok := q.kind.(*kind.Required); ok {
		r.missing(q.at, k.Missing, unknown, func(name string) verdict {
			return verdict{id: catalog.MissingField, message: wording.Quote(name) + " is missing" + r.inTable(q.at)}
		})
		return
	}
	if k, ok := q.kind.(*kind.UniqueItems); ok {
		q.at = append(slices.Clone(q.at), strconv.Itoa(k.Duplicates[1]))
	}
	if f := r.explain(q); f.id != "" {
		r.out.add(r.diagnostic(q.at, f))
	}
}

// missing reports fields that are absent, at their table. One that is only
// misspelt is reported as unknown already.
func (r reporter) missing(at, names, unknown []string, tell func(name string) verdict) {
	table := r.field(at)
	if table == nil {
		return
	}
	for _, name := range names {
		if name == "id" && len(at) == 0 && r.base == "" {
			continue // the name of the file is the id
		}
		if misspelt(name, unknown) {
			continue
		}
		where := append(slices.Clone(at), name)
		f := tell(name)
		if g := table.names[name]; f.hint == "" && g != nil {
			f.hint = "add it, as in " + strings.ReplaceAll(ExampleLine(g, dotted(at)), "\n", " and below it ")
		}
		r.out.add(diag.Diagnostic{Field: pointerOf(where), ID: f.id, Span: r.valueSpan(at), Message: f.message, Hint: f.hint, Related: f.related})
	}
}

// misspelt says whether one of the unknown names resembles the name.
func misspelt(name string, unknown []string) bool {
	return slices.ContainsFunc(unknown, func(u string) bool { return slices.Contains(diag.Near(u, []string{name}), name) })
}
