package meta

import (
	"slices"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"
)

// checker checks a schema: that each keyword is known, in its place and of effect.
type checker struct {
	terms
	types []string // the names of all types, broken ones included
}

// object checks a schema at a place. Below conditions, base is the field that
// the condition is about: it may only speak of what that one holds.
func (c checker) object(n *jsontree.Node, p place, base *jsontree.Node) {
	if n.Kind != '{' {
		if p != onCondition {
			c.diags.Errorf(catalog.SchemaValue, n.Span, "", "a field is described by an object")
		}
		return
	}
	if n.Broken {
		return
	}
	n, whole := c.sound(n, p)
	if !whole {
		return
	}
	if p != onCondition {
		c.describesField(n, p)
		base = n
	} else if base != nil {
		c.condition(n, base)
	}
	c.nested(n, p, base)
}

// sound returns the schema without the keywords that are wrong, and whether
// what remains still says what it is about.
func (c checker) sound(n *jsontree.Node, p place) (*jsontree.Node, bool) {
	out := *n
	out.Members = make([]jsontree.Member, 0, len(n.Members))
	whole := true
	for _, m := range n.Members {
		switch {
		case c.keyword(m, p), m.Name == "additionalProperties":
			out.Members = append(out.Members, m)
		case m.Name == "type" || m.Name == "properties" || m.Name == "items":
			whole = false
		}
	}
	return &out, whole
}

// keyword checks that a keyword exists, may stand here, and has a value of its
// shape. Where it reports false nobody may rely on that shape.
func (c checker) keyword(m jsontree.Member, p place) bool {
	k, ok := keywords[m.Name]
	if !ok {
		hint := diag.DidYouMean(m.Name, keywordsAt(p), "")
		if len(diag.Near(m.Name, keywordsAt(p))) == 0 {
			hint = "drop it; the keywords are those of draft-07 that the field reference lists, and ours with x-"
		}
		c.diags.Errorf(catalog.SchemaKeyword, m.Key, hint, "there is no keyword %s", wording.Quote(m.Name))
		return false
	}
	if k.places&p == 0 {
		c.diags.Errorf(catalog.SchemaKeyword, m.Key, "", "%s does not belong here, but %s", wording.Quote(m.Name), placeWords(k.places))
		return false
	}
	return c.value(m, k)
}

// placeWords says in a message where a keyword belongs.
func placeWords(p place) string {
	switch {
	case p == onType:
		return "at the top of the type"
	case p&onField != 0 && p&onType != 0:
		return "on a type or a field"
	case p&onCondition != 0:
		return "on a field or in a condition"
	}
	return "on a field"
}

// describesField checks what a schema of a field, or of the type, must say.
func (c checker) describesField(n *jsontree.Node, p place) {
	kind := valueType(n)
	if p == onType {
		kind = "object"
		if t := n.Get("type"); t != nil && t.Text() != kind {
			c.diags.Errorf(catalog.SchemaValue, t.Span, `write "object"`, "a record is a table")
		}
	}
	if kind == "" {
		c.diags.Errorf(catalog.SchemaValue, n.Span, `add "type": one of `+wording.QuotedList(valueTypes, "or"), "this field has no type")
		return
	}
	c.effective(n, kind)
	switch {
	case kind == "object":
		c.tableShape(n, p)
	case kind == "array" && n.Get("items") == nil:
		c.diags.Errorf(catalog.SchemaValue, n.Span, `add "items": {"type": …}`, "this list does not say what it holds")
	}
	c.reference(n, kind)
	c.uniqueWords(n.Get("enum"))
}

// effective reports keywords that would be silent on values of that type.
func (c checker) effective(n *jsontree.Node, kind string) {
	for _, m := range n.Members {
		if on := keywords[m.Name].on; len(on) > 0 && !slices.Contains(on, kind) {
			c.diags.Errorf(catalog.SchemaKeyword, m.Key, "drop it, or change the type", "%s means nothing for the type %s", wording.Quote(m.Name), wording.Quote(kind))
		}
	}
}

// tableShape checks the properties of a table, and that it is closed.
func (c checker) tableShape(n *jsontree.Node, p place) {
	props := n.Get("properties")
	if props == nil || len(props.Members) == 0 {
		c.diags.Errorf(catalog.SchemaValue, n.Span, `add "properties"`, "this table has no fields")
		return
	}
	if p == onField && n.Get("additionalProperties") == nil {
		c.diags.Errorf(catalog.SchemaValue, n.Member("properties").Key, `add "additionalProperties": false`,
			"this table takes any field, so a misspelt one would go unnoticed")
	}
	for _, m := range props.Members {
		if !schema.IsFieldName(m.Name) || slices.Contains(celOperators, m.Name) {
			c.diags.Errorf(catalog.SchemaName, m.Key, "use lower-case letters, digits and _, beginning with a letter",
				"%s cannot be the name of a field", wording.Quote(m.Name))
		}
	}
	c.known(n.Get("required"), props.Names(), "field")
}

// reference checks x-ref and x-back.
func (c checker) reference(n *jsontree.Node, kind string) {
	ref, back := n.Get("x-ref"), n.Member("x-back")
	holder := n
	if kind == "array" {
		holder = n.Get("items")
	}
	switch {
	case ref == nil && back != nil && (kind != "array" || holder.Get("x-ref") == nil):
		c.diags.Errorf(catalog.SchemaKeyword, back.Key, `add "x-ref"`, "x-back names the other side of a reference, and this is none")
	case back != nil && !schema.IsFieldName(back.Value.Text()):
		c.diags.Errorf(catalog.SchemaName, back.Value.Span, "use lower-case letters, digits and _, beginning with a letter",
			"%s cannot be the name of a list of referrers", wording.Quote(back.Value.Text()))
	}
	if ref == nil {
		return
	}
	if holder != nil && !holder.Broken && valueType(holder) != "string" {
		c.diags.Errorf(catalog.SchemaValue, ref.Span, `use "type": "string"`, "a reference is the id of a record, so it is text")
	}
	if ref.Kind != '"' && (ref.Kind != '[' || len(ref.Items) == 0 || len(ref.Texts()) != len(ref.Items)) {
		c.diags.Errorf(catalog.SchemaValue, ref.Span, "", "x-ref must be the name of a type, or a list of such names")
		return
	}
	list := ref
	if ref.Kind == '"' {
		list = &jsontree.Node{Kind: '[', Items: []*jsontree.Node{ref}}
	}
	c.known(list, append(slices.Clone(c.types), engineTypes...), "type")
}

// nested goes on to the schemas inside a sound one.
func (c checker) nested(n *jsontree.Node, p place, base *jsontree.Node) {
	inner := onField
	if p == onCondition {
		inner = onCondition
	}
	for _, m := range n.Members {
		switch m.Name {
		case "properties":
			for _, f := range m.Value.Members {
				c.object(f.Value, inner, base.Get("properties").Get(f.Name))
			}
		case "items":
			c.object(m.Value, inner, base.Get("items"))
		case "if":
			c.demands(m.Value, nil)
			c.object(m.Value, onCondition, base)
		case "then", "else", "not":
			c.object(m.Value, onCondition, base)
		case "allOf", "anyOf", "oneOf":
			for _, s := range m.Value.Items {
				c.object(s, onCondition, base)
			}
		case "dependencies":
			c.dependencies(m.Value, base)
		}
	}
	if (n.Get("then") != nil || n.Get("else") != nil) != (n.Get("if") != nil) {
		c.diags.Errorf(catalog.SchemaKeyword, n.Span, "write both", `"if" and "then" or "else" mean nothing without each other`)
	}
}

// valueType returns the type of a field, from its values where it names none.
func valueType(n *jsontree.Node) string {
	if n == nil {
		return ""
	}
	if t := n.Get("type"); t != nil {
		return t.Text()
	}
	switch {
	case n.Get("properties") != nil:
		return "object"
	case len(n.Get("enum").Texts()) > 0 || n.Get("const").Text() != "":
		return "string"
	}
	return ""
}
