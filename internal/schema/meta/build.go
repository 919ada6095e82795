package meta

import (
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"
)

const markdownType = "text/markdown"

// builder makes a type of a file, and collects what is wrong with it.
type builder struct {
	*file
	common *jsontree.Node
	types  []string // the names of all types, broken ones included
	engine bool     // a type of the program itself: its name is reserved for it
	diags  diag.List
}

// ref is a field with x-ref, and where its x-back stands.
type ref struct {
	field *schema.Field
	span  diag.Span
}

// build returns the type and its references, or nil where it cannot be relied on.
// A type that only mistakes what a field means to the program can be read.
func (b *builder) build() (*schema.Type, []ref) {
	var mistaken diag.List
	t, refs := b.assemble(&mistaken)
	b.diags = append(b.diags, mistaken...)
	return t, refs
}

// assemble collects apart what fields are mistaken to mean.
func (b *builder) assemble(mistaken *diag.List) (*schema.Type, []ref) {
	if !b.engine {
		b.typeName()
	}
	terms := terms{&b.diags}
	merged := merge(b.root, b.common)
	identified(merged)
	r := &resolver{definitions: merged.Get("definitions"), diags: &b.diags}
	r.unused()
	// The expanded form has no definitions any more, and every node keeps the
	// place that it came from: what follows reads that form alone.
	expanded := r.schema(merged, nil)
	checker{terms, b.types}.object(expanded, onType, expanded)
	if len(b.diags) > 0 {
		return nil, nil
	}
	fields := &fieldReader{src: b.src, nodes: map[*schema.Field]*jsontree.Node{}}
	t := b.describe(expanded, fields)
	meanings{t, fields.nodes, mistaken}.read()
	typeWords{terms, t}.read(expanded)
	if len(b.diags) > 0 {
		return nil, nil
	}
	v := &values{nodes: fields.nodes, diags: &b.diags}
	if v.compile(t, expanded); len(b.diags) > 0 {
		return nil, nil
	}
	if v.setDefaults(t.Fields); len(b.diags) > 0 {
		return nil, nil
	}
	return t, fields.refs
}

// identified lets the tables of a file of many records hold their id.
func identified(n *jsontree.Node) {
	many, props := n.Get("x-many"), n.Get("properties")
	if many == nil || many.Value != true || props == nil || props.Get("id") != nil {
		return
	}
	member := func(name string, value *jsontree.Node) jsontree.Member {
		value.Span = props.Span
		return jsontree.Member{Name: name, Key: props.Span, Value: value}
	}
	id := &jsontree.Node{Kind: '{', Members: []jsontree.Member{
		member("type", jsontree.String("string")), member("minLength", jsontree.Number("1")),
		member("description", jsontree.String("The id of the record, unique among its type. A file of one record needs none: its name is the id.")),
	}}
	with := *props
	with.Members = append([]jsontree.Member{member("id", id)}, props.Members...)
	n.Member("properties").Value = &with
}

// describe reads the type's own facts, and its fields.
func (b *builder) describe(n *jsontree.Node, fields *fieldReader) *schema.Type {
	t := &schema.Type{Name: b.name, Title: n.Get("title").Text(), Description: n.Get("description").Text(), Source: b.src, Engine: b.engine}
	if t.Title == "" {
		t.Title = wording.FieldTitle(b.name)
	}
	t.Plural = n.Get("x-plural").Text()
	if t.Plural == "" {
		t.Plural = t.Title + "s"
	}
	t.Required = n.Get("required").Texts()
	t.Fields = fields.table(n, "")
	t.Many = isTrue(n.Get("x-many"))
	t.Page = n.Get("x-page") == nil || isTrue(n.Get("x-page"))
	t.URL = n.Get("x-url").Text()
	t.Change = n.Get("x-change").Text()
	t.Index()
	return t
}

func isTrue(n *jsontree.Node) bool { return n != nil && n.Value == true }

// typeName checks the name of the type, which is that of its file.
func (b *builder) typeName() {
	at := b.src.At(0, 0)
	switch why := ownWords[b.name]; {
	case why != "":
		b.diags.Errorf(catalog.SchemaName, at, "rename the file", "a type cannot be called %s: that is %s", wording.Quote(b.name), why)
	case slices.Contains(celWords, b.name):
		b.diags.Errorf(catalog.SchemaName, at, "rename the file", "a type cannot be called %s: that is a word of the rule language", wording.Quote(b.name))
	case !schema.IsFieldName(b.name):
		b.diags.Errorf(catalog.SchemaName, at, "rename the file: lower-case letters, digits and _, beginning with a letter",
			"%s cannot be the name of a type", wording.Quote(strings.TrimSpace(b.name)))
	}
}
