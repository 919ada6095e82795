package schema

import (
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"
)

// conditional reports what a condition of the schema refuses: with the
// schema's own words where it has any, else with the condition in words.
func (r reporter) conditional(q problem, unknown []string) {
	said := r.described(q.trail)
	where := circumstances(q.trail)
	switch k := q.kind.(type) {
	case *kind.Required:
		r.missing(q.at, k.Missing, unknown, func(name string) verdict { return r.needed(q, name, where, said) })
	case *kind.Dependency:
		where = " where " + wording.Quote(k.Prop) + " is given"
		r.missing(q.at, k.Missing, unknown, func(name string) verdict { return r.needed(q, name, where, said) })
	case *kind.AnyOf, *kind.OneOf, *kind.Not:
		r.choice(q, said, where, unknown)
	default:
		f := r.explain(q)
		if f.id == "" {
			return
		}
		if f.id == catalog.BadFormat { // wrong in itself, whatever made it wanted
			r.out.add(r.diagnostic(q.at, f))
			return
		}
		if strings.Contains(f.message, ", and") && where != "" {
			f.message += ","
		}
		f.message += where
		if said != "" {
			if f.hint == "" {
				f.hint = f.message
			}
			f.message = said
		}
		f.id, f.related = catalog.SchemaCondition, r.because(q)
		r.out.add(r.diagnostic(q.at, f))
	}
}

// needed tells of a field that a condition demands.
func (r reporter) needed(q problem, name, where, said string) verdict {
	out := verdict{id: catalog.SchemaCondition, message: wording.Quote(name) + " is missing" + r.inTable(q.at), related: r.because(q)}
	if where != "" {
		out.message += ", which is needed" + where
	}
	if said != "" {
		out.message = said
	}
	return out
}

// because returns the values that made the conditions hold.
func (r reporter) because(q problem) []diag.Related {
	var out []diag.Related
	if r.doc == nil {
		return nil
	}
	for _, c := range q.trail {
		table := q.at[:min(c.depth, len(q.at))]
		for _, m := range c.parent.Get("if").Get("properties").Pairs() {
			at := append(slices.Clone(table), m.Name)
			if r.written(at) != nil && c.keyword == "then" {
				out = append(out, diag.Related{Span: r.keySpan(at), Message: "because of " + wording.Quote(m.Name)})
			}
		}
	}
	return out
}

// described returns the words that the schema has for the innermost condition
// that has any: on the condition itself, or on what holds it, unless that is a
// field, whose words say what the field is.
func (r reporter) described(trail []clause) string {
	for _, c := range slices.Backward(trail) {
		for _, n := range []*jsontree.Node{c.node, c.parent} {
			if n == r.tree || n.Get("type") != nil {
				continue
			}
			if s := firstOf(n.Get("description").Text(), n.Get("title").Text()); s != "" {
				return sentence(s)
			}
		}
	}
	return ""
}

// circumstances returns " where …" for the ifs on the way, or "".
func circumstances(trail []clause) string {
	var all []string
	for _, c := range trail {
		if c.keyword == "then" {
			all = append(all, inWords(c.parent.Get("if"), "")...)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return " where " + strings.Join(all, " and ")
}

// inWords puts a condition into words, as far as it is a simple one.
func inWords(n *jsontree.Node, prefix string) []string {
	var out []string
	props := n.Get("properties")
	for _, m := range props.Pairs() {
		name := prefix + m.Name
		values := valuesOf(m.Value)
		switch {
		case values != "":
			out = append(out, wording.Quote(name)+" is "+values)
		case m.Value.Get("properties") != nil || m.Value.Get("required") != nil:
			out = append(out, inWords(m.Value, name+".")...)
		case m.Value.Get("not") != nil:
			out = append(out, negated(m.Value.Get("not"), name)...)
		}
	}
	for _, name := range n.Get("required").Texts() {
		if props.Get(name) == nil {
			out = append(out, wording.Quote(prefix+name)+" is given")
		}
	}
	if not := n.Get("not"); not != nil && not.Get("properties") == nil {
		for _, name := range not.Get("required").Texts() {
			out = append(out, wording.Quote(prefix+name)+" is absent")
		}
	}
	return out
}

// negated puts the opposite of a value into words.
func negated(not *jsontree.Node, name string) []string {
	if values := valuesOf(not); values != "" {
		return []string{wording.Quote(name) + " is not " + values}
	}
	return nil
}

// valuesOf names the values that a const or an enum allows.
func valuesOf(n *jsontree.Node) string {
	if c := n.Get("const"); c != nil {
		return Literal(FromJSON(c.Plain()), nil)
	}
	if e := n.Get("enum"); e != nil {
		return choices(e.Plain().([]any))
	}
	return ""
}

// choice reports a choice of which nothing, or too much, was chosen.
func (r reporter) choice(q problem, said, where string, unknown []string) {
	c := q.trail[len(q.trail)-1]
	message, hint := said, ""
	if options := demanded(c.node); len(options) > 0 {
		if slices.ContainsFunc(options, func(name string) bool { return misspelt(name, unknown) }) {
			return
		}
		words := "at least one of " + wording.QuotedList(options, "and") + " must be given"
		if c.keyword == "oneOf" {
			words = "exactly one of " + wording.QuotedList(options, "and") + " must be given"
		}
		message, hint = firstOf(message, words+where), "add one of them"
		if k, ok := q.kind.(*kind.OneOf); ok && len(k.Subschemas) > 0 {
			hint = "keep one of them"
		}
	}
	if c.keyword == "not" {
		message, hint = r.forbidden(q, c.node, message, where)
	}
	if message == "" {
		message = r.name(q.at) + " fits none of the forms that it may have" + where
		hint = r.options(q)
	}
	at := q.at
	r.out.addChoice(c.keyword, diag.Diagnostic{
		Field: pointerOf(at), ID: catalog.SchemaCondition, Span: r.valueSpan(at), Message: message, Hint: hint, Related: r.because(q),
	})
}

// firstOf returns the first text that is not empty.
func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// demanded returns the names where every option only demands one field.
func demanded(options *jsontree.Node) []string {
	var out []string
	if options == nil || options.Kind != '[' {
		return nil
	}
	for _, o := range options.Items {
		names := o.Get("required").Texts()
		if len(names) != 1 || o.Get("properties") != nil {
			return nil
		}
		out = append(out, names[0])
	}
	return out
}

// forbidden tells of what must not be.
func (r reporter) forbidden(q problem, not *jsontree.Node, said, where string) (message, hint string) {
	names := not.Get("required").Texts()
	v := r.written(q.at)
	switch {
	case len(names) == 1:
		message, hint = wording.Quote(names[0])+" cannot stand here"+where, "remove it"
	case len(names) > 1:
		message, hint = wording.QuotedList(names, "and")+" cannot stand together"+where, "keep one of them"
	case !isTable(v) && !isList(v):
		message = r.name(q.at) + " cannot be " + describe(v) + where
	}
	return firstOf(said, message), hint
}

// options lists what the forms of a choice are, by their titles.
func (r reporter) options(q problem) string {
	var names []string
	for _, o := range q.trail[len(q.trail)-1].node.Elements() {
		if t := firstOf(o.Get("title").Text(), o.Get("description").Text()); t != "" {
			names = append(names, sentence(t))
		}
	}
	if len(names) > 0 {
		return "either " + strings.Join(names, ", or ")
	}
	if len(q.below) > 0 {
		return r.explain(q.below[0]).message
	}
	return ""
}

// sentence turns a description into the style of a message: no capital at the
// beginning, no full stop at the end.
func sentence(s string) string {
	return wording.Uncapital(strings.TrimSuffix(strings.TrimSpace(s), "."))
}
