package schema

import (
	"encoding/json"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/wording"
)

const markdownType = "text/markdown"

// builder makes a type of a file, and collects what is wrong with it.
type builder struct {
	*file
	common *node
	types  []string // the names of all types, broken ones included
	engine bool     // a type of the program itself: its name is reserved for it
	diags  diag.List
}

// ref is a field with x-ref, and where its x-back stands.
type ref struct {
	field *Field
	span  diag.Span
}

// build returns the type, or nil where anything is wrong with it.
func (b *builder) build() *Type {
	if !b.engine {
		b.typeName()
	}
	terms := terms{&b.diags}
	merged := merge(b.root, b.common)
	identified(merged)
	r := &resolver{definitions: merged.get("definitions"), diags: &b.diags}
	r.unused()
	// The expanded form has no definitions any more, and every node keeps the
	// place that it came from: what follows reads that form alone.
	expanded := r.schema(merged, nil)
	checker{terms, b.types}.object(expanded, onType, expanded)
	if len(b.diags) > 0 {
		return nil
	}
	fields := &fieldReader{src: b.src}
	t := b.describe(expanded, fields)
	typeWords{terms, t}.read(expanded)
	if len(b.diags) > 0 {
		return nil
	}
	v := &values{diags: &b.diags}
	if v.compile(t); len(b.diags) > 0 {
		return nil
	}
	if v.setDefaults(t.Fields); len(b.diags) > 0 {
		return nil
	}
	t.refs = fields.refs
	return t
}

// identified lets the tables of a file of many records hold their id.
func identified(n *node) {
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

// describe reads the type's own facts, and its fields.
func (b *builder) describe(n *node, fields *fieldReader) *Type {
	t := &Type{Name: b.name, Title: n.get("title").text(), Description: n.get("description").text(), Source: b.src, root: n}
	if t.Title == "" {
		t.Title = wording.FieldTitle(b.name)
	}
	t.Plural = n.get("x-plural").text()
	if t.Plural == "" {
		t.Plural = t.Title + "s"
	}
	t.Required = n.get("required").texts()
	t.Fields = fields.table(n, "")
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

// number makes a node of a number that stands in no file.
func number(at diag.Span, text string) *node {
	return &node{kind: '0', span: at, value: json.Number(text)}
}

// typeName checks the name of the type, which is that of its file.
func (b *builder) typeName() {
	at := b.src.At(0, 0)
	switch why := ownWords[b.name]; {
	case why != "":
		b.diags.Errorf(catalog.SchemaName, at, "rename the file", "a type cannot be called %s: that is %s", quote(b.name), why)
	case slices.Contains(celWords, b.name):
		b.diags.Errorf(catalog.SchemaName, at, "rename the file", "a type cannot be called %s: that is a word of the rule language", quote(b.name))
	case !fieldName.MatchString(b.name):
		b.diags.Errorf(catalog.SchemaName, at, "rename the file: lower-case letters, digits and _, beginning with a letter",
			"%s cannot be the name of a type", quote(strings.TrimSpace(b.name)))
	}
}
