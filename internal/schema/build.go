package schema

import (
	"regexp"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/wording"
)

const markdownType = "text/markdown"

// build returns the type, or nil where anything is wrong with it.
func (b *builder) build() *Type {
	if !b.engine {
		b.typeName()
	}
	merged := merge(b.root, b.common)
	b.identified(merged)
	r := &resolver{definitions: merged.get("definitions"), diags: &b.diags}
	b.definitions(r)
	// The expanded form has no definitions any more, and every node keeps the
	// place that it came from: what follows reads that form alone.
	expanded := r.schema(merged, nil)
	b.object(expanded, onType, expanded)
	if len(b.diags) > 0 {
		return nil
	}
	t := b.describe(expanded)
	b.pointers(t, expanded)
	if len(b.diags) > 0 {
		return nil
	}
	if b.compile(t); len(b.diags) > 0 {
		return nil
	}
	if b.setDefaults(t.Fields); len(b.diags) > 0 {
		return nil
	}
	t.refs = b.refs
	return t
}

// identified lets the tables of a file of many records hold their id.
func (b *builder) identified(n *node) {
	many, props := n.get("x-many"), n.get("properties")
	if many == nil || many.value != true || props == nil || props.get("id") != nil {
		return
	}
	text := func(s string) *node { return &node{kind: '"', span: props.span, value: s} }
	id := &node{kind: '{', span: props.span, members: []member{
		{"type", props.span, text("string")}, {"minLength", props.span, number(props.span, "1")},
		{"description", props.span, text("The id of the record, unique among its type. A file of one record needs none: its name is the id.")},
	}}
	with := *props
	with.members = append([]member{{"id", props.span, id}}, props.members...)
	n.member("properties").value = &with
}

// definitions checks the references of definitions that nothing uses.
func (b *builder) definitions(r *resolver) {
	for _, m := range r.definitions.fields() {
		r.schema(m.value, []string{m.name})
	}
}

// describe reads the type's own facts, and its fields.
func (b *builder) describe(n *node) *Type {
	t := &Type{Name: b.name, Title: n.get("title").text(), Description: n.get("description").text(), Source: b.src, root: n}
	if t.Title == "" {
		t.Title = wording.FieldTitle(b.name)
	}
	t.Plural = n.get("x-plural").text()
	if t.Plural == "" {
		t.Plural = t.Title + "s"
	}
	t.Required = n.get("required").texts()
	t.Fields = b.fields(n, "")
	t.Many = isTrue(n.get("x-many"))
	t.Page = n.get("x-page") == nil || isTrue(n.get("x-page"))
	t.URL = n.get("x-url").text()
	t.Change = n.get("x-change").text()
	t.index = map[string]*Field{}
	indexFields(t.index, t.Fields)
	return t
}

func isTrue(n *node) bool { return n != nil && n.value == true }

// indexFields adds the fields, and all that they hold, under their patterns: a
// lookup by pattern then costs nothing.
func indexFields(index map[string]*Field, fields []*Field) {
	for _, f := range fields {
		index[f.Pointer] = f
		if f.Items != nil {
			indexFields(index, []*Field{f.Items})
		}
		indexFields(index, f.Fields)
	}
}

// pointers reads the keywords that name fields, and checks that these exist.
func (b *builder) pointers(t *Type, n *node) {
	t.TitleField = b.pointer(t, n, "x-title", "holds text", func(f *Field) bool { return f.Kind == String })
	t.DateField = b.pointer(t, n, "x-date", "holds a date", func(f *Field) bool { return f.Kind == Date })
	t.OrderField = b.pointer(t, n, "x-order", "can be ordered", func(f *Field) bool { return f.Kind < List && f.Kind != Bool })
	t.ParentField = b.pointer(t, n, "x-parent", "refers to a record of the same type", func(f *Field) bool {
		return f.Kind == String && slices.Equal(f.Ref, []string{t.Name})
	})
	if t.TitleField == "" {
		t.TitleField = "/title"
	}
	b.states(t, n.get("x-states"))
	b.card(t, n.get("x-card"))
	b.urlPattern(t, n.get("x-url"))
	b.public(t, n.get("x-public"))
	b.sections(t, n.get("x-sections"))
}

// pointer reads a keyword that names a field. Want says what a field must do to
// be named, in the words of the message.
func (b *builder) pointer(t *Type, n *node, keyword, want string, fits func(*Field) bool) string {
	v := n.get(keyword)
	if v == nil {
		return ""
	}
	at := "/" + strings.TrimPrefix(v.text(), "/")
	f := t.index[at]
	switch {
	case f == nil || strings.Contains(at, "*"):
		b.diags.Errorf("schema-reference", v.span, didYouMean(at, t.pointers(), "write a JSON pointer such as /dates/fixed; there are "),
			"%s names %s, which is no field", keyword, quote(v.text()))
	case !fits(f):
		b.diags.Errorf("schema-reference", v.span, "name another field", "%s names %s, which is no field that %s", keyword, quote(v.text()), want)
	}
	return at
}

// states reads the dates on which a record became another. They may stand in
// lists.
func (b *builder) states(t *Type, v *node) {
	if v == nil {
		return
	}
	for _, item := range v.items {
		at := item.text()
		switch f := t.index[at]; {
		case f == nil:
			b.diags.Errorf("schema-reference", item.span, `write a pattern such as "/change/*/date"`, "x-states names %s, which is no field", quote(at))
		case f.Kind != Date:
			b.diags.Errorf("schema-reference", item.span, "name another field", "x-states names %s, which is no field that holds a date", quote(at))
		default:
			t.States = append(t.States, at)
		}
	}
}

// card reads the facts of x-card. Each is a single value that takes a line.
func (b *builder) card(t *Type, v *node) {
	if v == nil {
		return
	}
	for _, m := range v.members {
		at := "/" + strings.TrimPrefix(m.value.text(), "/")
		switch f := t.index[at]; {
		case m.value.kind != '"':
			b.diags.Errorf("schema-value", m.value.span, `write a JSON pointer such as "/severity/level"`, "x-card says of %s which field it is", quote(m.name))
		case strings.TrimSpace(m.name) == "":
			b.diags.Errorf("schema-value", m.key, "write what people call it", "this fact of x-card has no name")
		case f == nil || strings.Contains(at, "*"):
			b.diags.Errorf("schema-reference", m.value.span, didYouMean(at, t.pointers(), "write a JSON pointer such as /severity/level; there are "), "x-card names %s, which is no field", quote(at))
		case f.Kind >= List || f.Markdown:
			b.diags.Errorf("schema-reference", m.value.span, "name another field", "x-card names %s, which is no field that holds a single value", quote(at))
		default:
			t.Card = append(t.Card, Fact{m.name, at})
		}
	}
}

// pointers returns the fields that are in every record once, sorted; what stands
// in lists has no single value to give a title or a date.
func (t *Type) pointers() []string {
	var out []string
	for p := range t.index {
		if !strings.Contains(p, "*") {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// plainPath is a path below the root whose parts are the names of folders that
// everybody can see.
var plainPath = regexp.MustCompile(`^/([0-9A-Za-z_~-][0-9A-Za-z._~-]*/)*$`)

// urlPattern checks a pattern of URLs: it is rooted, ends in a slash, and its holes
// are the id or fields, so that no page can end up outside the site.
func (b *builder) urlPattern(t *Type, v *node) {
	if v == nil {
		return
	}
	s := v.text()
	if !strings.HasPrefix(s, "/") || !strings.HasSuffix(s, "/") {
		b.diags.Errorf("schema-value", v.span, `write it like "/entries/{id}/"`, "a URL pattern begins and ends with a slash")
	} else if !plainPath.MatchString(placeholder.ReplaceAllLiteralString(s, "x")) {
		b.diags.Errorf("schema-value", v.span, `write it like "/entries/{id}/"`, "the parts of a URL pattern are letters, digits, and - _ ~ . between them")
	}
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		at := "/" + strings.ReplaceAll(strings.TrimPrefix(m[1], "/"), ".", "/")
		if m[1] != "id" && t.index[at] == nil {
			names := append([]string{"id"}, fieldNames(t.Fields)...)
			b.diags.Errorf("schema-reference", v.span, didYouMean(m[1], names, "there are "), "the URL pattern names %s, which is no field", quote(m[1]))
		}
	}
}

func fieldNames(fields []*Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Name
	}
	return out
}

// public reads x-public. A word there that no record can have would hide every
// record of the type, or show what should be hidden, so each is checked.
func (b *builder) public(t *Type, n *node) {
	if n == nil || !b.members(n, []string{"field", "in"}, []string{"else"}) || !b.strings(n, "in") || !b.strings(n, "else") {
		return
	}
	b.among(t, n)
	b.known(n.get("else"), append(fieldNames(t.Fields), "id"), "field")
	t.Public = &Public{Field: n.get("field").text(), In: n.get("in").texts()}
	if e := n.get("else"); e != nil {
		t.Public.Else = e.texts()
	}
}

// sections reads x-sections.
func (b *builder) sections(t *Type, n *node) {
	if n == nil || !b.members(n, []string{"headings"}, []string{"unless"}) || !b.strings(n, "headings") {
		return
	}
	b.uniqueWords(n.get("headings"))
	t.Sections = &Sections{Headings: n.get("headings").texts()}
	u := n.get("unless")
	if u == nil || !b.members(u, []string{"field", "in"}, nil) || !b.strings(u, "in") {
		return
	}
	b.among(t, u)
	t.Sections.Unless = &Condition{Field: u.get("field").text(), In: u.get("in").texts()}
}

// among checks a pair of "field" and "in": the field exists at the top of the
// record, and may have these values.
func (b *builder) among(t *Type, n *node) {
	v := n.get("field")
	f := t.index["/"+v.text()]
	if f == nil || strings.Contains(v.text(), "/") {
		names := fieldNames(t.Fields)
		b.diags.Errorf("schema-reference", v.span, didYouMean(v.text(), names, "there are "), "there is no field %s", quote(v.text()))
		return
	}
	if len(f.Enum) > 0 {
		b.known(n.get("in"), f.Enum, "value")
	}
}

// number makes a node of a number that stands in no file.
func number(at diag.Span, text string) *node {
	return &node{kind: '0', span: at, value: jsonNumber(text)}
}
