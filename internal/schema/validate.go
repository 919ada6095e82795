package schema

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"candor/internal/diag"
	"candor/internal/toml"
)

// Validate returns what is wrong with the values at a pointer of a document
// ("" for a whole file, "/asset/3" for a table of it), one diagnostic a
// mistake. A document that did not parse has no further mistakes.
func (t *Type) Validate(doc *toml.Doc, pointer string) diag.List {
	if doc == nil || doc.Values == nil {
		return nil
	}
	v, ok := toml.Lookup(doc.Values, pointer)
	if !ok {
		return nil
	}
	return t.compiled.run(v, doc, pointer)
}

// validator checks values of a field; a type is a field whose kind is Table.
type validator struct {
	root *Field
	sch  *jsonschema.Schema
	at   string // of the field's schema within the type's
}

// schemaURL is where the library believes the type to be.
const schemaURL = "candor:///schema.json"

// compile hands the type to the library. What that refuses although the
// vocabulary allows it is reported where the type stands.
func (b *builder) compile(t *Type) {
	b.compiler = jsonschema.NewCompiler()
	b.compiler.DefaultDraft(jsonschema.Draft7)
	for name, f := range formats {
		if f.check != nil {
			b.compiler.RegisterFormat(&jsonschema.Format{Name: name, Validate: checker(f.check)})
		}
	}
	doc := bare(t.root).(map[string]any)
	doc["type"], doc["additionalProperties"] = "object", false
	if err := b.compiler.AddResource(schemaURL, doc); err != nil {
		b.refused(t.root, err)
		return
	}
	t.compiled = b.validator(&Field{Name: t.Name, Kind: Table, Fields: t.Fields, node: t.root, names: byName(t.Fields)})
}

// validator returns the compiled schema of a field, or nil.
func (b *builder) validator(f *Field) *validator {
	at := ""
	for _, part := range strings.Split(f.Pointer, "/")[min(1, len(f.Pointer)):] {
		if part == "*" {
			at += "/items"
		} else if part != "" {
			at += "/properties/" + part
		}
	}
	sch, err := b.compiler.Compile(schemaURL + "#" + at)
	if err != nil {
		b.refused(f.node, err)
		return nil
	}
	return &validator{root: f, sch: sch, at: at}
}

func (b *builder) refused(n *node, err error) {
	b.diags.Errorf("schema-value", n.span, "", "this is no draft-07 schema: %s", strings.ToLower(err.Error()))
}

func checker(check func(string) error) func(any) error {
	return func(v any) error {
		if s, ok := v.(string); ok {
			return check(s)
		}
		return nil
	}
}

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

func byName(fields []*Field) map[string]*Field {
	out := make(map[string]*Field, len(fields))
	for _, f := range fields {
		out[f.Name] = f
	}
	return out
}

// pass is one validation of one value.
type pass struct {
	*validator
	value any // as it was written
	doc   *toml.Doc
	base  string
	out   diag.List
	bad   map[string]bool // the pointers that have their diagnostic
}

func (v *validator) run(value any, doc *toml.Doc, base string) diag.List {
	p := &pass{validator: v, value: value, doc: doc, base: base}
	err := v.sch.Validate(p.view(v.root, value, nil))
	if err != nil {
		p.errors(err.(*jsonschema.ValidationError))
	}
	return p.out.Sorted()
}

// view returns a value as JSON Schema sees it: defaults filled in, dates as
// text. What JSON cannot tell apart is judged here.
func (p *pass) view(f *Field, v any, at []string) any {
	if f == nil {
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		if f.Kind == Table {
			return p.table(f, v, at)
		}
	case []any:
		if f.Kind == List {
			out := make([]any, len(v))
			for i, e := range v {
				out[i] = p.view(f.Items, e, append(at, strconv.Itoa(i)))
			}
			return out
		}
	case toml.Date:
		return p.date(f, v, at)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			p.report(at, finding{id: "wrong-type", message: p.name(at) + " must be " + wants(f) + ", not " + describe(v), hint: "write an ordinary number"})
			return 0
		}
		return v
	case string, int64, bool:
		return v
	}
	return toml.Plain(v)
}

func (p *pass) table(f *Field, values map[string]any, at []string) any {
	out := make(map[string]any, len(f.Fields))
	for name, e := range values {
		out[name] = p.view(f.names[name], e, append(at, name))
	}
	for _, g := range f.Fields {
		if _, ok := values[g.Name]; !ok && g.fallback != nil {
			out[g.Name] = g.fallback
		}
	}
	return out
}

// date judges a date without quotes where text is wanted: in JSON both would
// be text.
func (p *pass) date(f *Field, d toml.Date, at []string) any {
	if f.Kind == String && len(f.Enum) == 0 {
		hint, fixes := p.rewrite(at, "quote it", quote(d.Text))
		p.report(at, finding{id: "wrong-type", message: p.name(at) + " must be text, and " + d.Text + " without quotes is a date", hint: hint, fixes: fixes})
		return d.Text
	}
	if f.Kind == String {
		return d.Text // no date is among the values
	}
	switch d.Precision {
	case toml.Day:
		return d.First.Format("2006-01-02")
	case toml.Instant:
		return d.First.Format("2006-01-02T15:04:05.999999999Z07:00")
	}
	return d.Text
}

// problem is one refusal of the library.
type problem struct {
	at    []string
	kind  jsonschema.ErrorKind
	trail []clause
	below []*jsonschema.ValidationError
}

// errors turns the library's tree of errors into diagnostics: first what the
// fields themselves demand, then what conditions add to it.
func (p *pass) errors(err *jsonschema.ValidationError) {
	all := p.flatten(err, nil)
	slices.SortStableFunc(all, func(a, b problem) int {
		return b2i(len(a.trail) > 0) - b2i(len(b.trail) > 0)
	})
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
