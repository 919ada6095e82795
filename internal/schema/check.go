package schema

import (
	"regexp"
	"slices"

	"candor/internal/catalog"
)

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// checker checks a schema: that each keyword is known, in its place and of effect.
type checker struct {
	terms
	types []string // the names of all types, broken ones included
}

// object checks a schema at a place. Below conditions, base is the field that
// the condition is about: it may only speak of what that one holds.
func (c checker) object(n *node, p place, base *node) {
	if n.kind != '{' {
		if p != onCondition {
			c.diags.Errorf(catalog.SchemaValue, n.span, "", "a field is described by an object")
		}
		return
	}
	if n.broken {
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
func (c checker) sound(n *node, p place) (*node, bool) {
	out := *n
	out.members = make([]member, 0, len(n.members))
	whole := true
	for _, m := range n.members {
		switch {
		case c.keyword(m, p), m.name == "additionalProperties":
			out.members = append(out.members, m)
		case m.name == "type" || m.name == "properties" || m.name == "items":
			whole = false
		}
	}
	return &out, whole
}

// keyword checks that a keyword exists, may stand here, and has a value of its
// shape. Where it reports false nobody may rely on that shape.
func (c checker) keyword(m member, p place) bool {
	k, ok := keywords[m.name]
	if !ok {
		hint := didYouMean(m.name, keywordsAt(p), "")
		if len(near(m.name, keywordsAt(p))) == 0 {
			hint = "drop it; the keywords are those of draft-07 that the field reference lists, and ours with x-"
		}
		c.diags.Errorf(catalog.SchemaKeyword, m.key, hint, "there is no keyword %s", quote(m.name))
		return false
	}
	if k.places&p == 0 {
		c.diags.Errorf(catalog.SchemaKeyword, m.key, "", "%s does not belong here, but %s", quote(m.name), placeWords(k.places))
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
func (c checker) describesField(n *node, p place) {
	kind := valueType(n)
	if p == onType {
		kind = "object"
		if t := n.get("type"); t != nil && t.text() != kind {
			c.diags.Errorf(catalog.SchemaValue, t.span, `write "object"`, "a record is a table")
		}
	}
	if kind == "" {
		c.diags.Errorf(catalog.SchemaValue, n.span, `add "type": one of `+list(valueTypes, "or"), "this field has no type")
		return
	}
	c.effective(n, kind)
	switch {
	case kind == "object":
		c.tableShape(n, p)
	case kind == "array" && n.get("items") == nil:
		c.diags.Errorf(catalog.SchemaValue, n.span, `add "items": {"type": …}`, "this list does not say what it holds")
	}
	c.reference(n, kind)
	c.uniqueWords(n.get("enum"))
}

// effective reports keywords that would be silent on values of that type.
func (c checker) effective(n *node, kind string) {
	for _, m := range n.members {
		if on := keywords[m.name].on; len(on) > 0 && !slices.Contains(on, kind) {
			c.diags.Errorf(catalog.SchemaKeyword, m.key, "drop it, or change the type", "%s means nothing for the type %s", quote(m.name), quote(kind))
		}
	}
}

// tableShape checks the properties of a table, and that it is closed.
func (c checker) tableShape(n *node, p place) {
	props := n.get("properties")
	if props == nil || len(props.members) == 0 {
		c.diags.Errorf(catalog.SchemaValue, n.span, `add "properties"`, "this table has no fields")
		return
	}
	if p == onField && n.get("additionalProperties") == nil {
		c.diags.Errorf(catalog.SchemaValue, n.member("properties").key, `add "additionalProperties": false`,
			"this table takes any field, so a misspelt one would go unnoticed")
	}
	for _, m := range props.members {
		if !fieldName.MatchString(m.name) || slices.Contains(celOperators, m.name) {
			c.diags.Errorf(catalog.SchemaName, m.key, "use lower-case letters, digits and _, beginning with a letter",
				"%s cannot be the name of a field", quote(m.name))
		}
	}
	c.known(n.get("required"), props.names(), "field")
}

// reference checks x-ref and x-back.
func (c checker) reference(n *node, kind string) {
	ref, back := n.get("x-ref"), n.member("x-back")
	holder := n
	if kind == "array" {
		holder = n.get("items")
	}
	switch {
	case ref == nil && back != nil && (kind != "array" || holder.get("x-ref") == nil):
		c.diags.Errorf(catalog.SchemaKeyword, back.key, `add "x-ref"`, "x-back names the other side of a reference, and this is none")
	case back != nil && !fieldName.MatchString(back.value.text()):
		c.diags.Errorf(catalog.SchemaName, back.value.span, "use lower-case letters, digits and _, beginning with a letter",
			"%s cannot be the name of a list of referrers", quote(back.value.text()))
	}
	if ref == nil {
		return
	}
	if holder != nil && !holder.broken && valueType(holder) != "string" {
		c.diags.Errorf(catalog.SchemaValue, ref.span, `use "type": "string"`, "a reference is the id of a record, so it is text")
	}
	if ref.kind != '"' && (ref.kind != '[' || len(ref.items) == 0 || len(ref.texts()) != len(ref.items)) {
		c.diags.Errorf(catalog.SchemaValue, ref.span, "", "x-ref must be the name of a type, or a list of such names")
		return
	}
	list := ref
	if ref.kind == '"' {
		list = &node{kind: '[', items: []*node{ref}}
	}
	c.known(list, append(slices.Clone(c.types), engineTypes...), "type")
}

// nested goes on to the schemas inside a sound one.
func (c checker) nested(n *node, p place, base *node) {
	inner := onField
	if p == onCondition {
		inner = onCondition
	}
	for _, m := range n.members {
		switch m.name {
		case "properties":
			for _, f := range m.value.members {
				c.object(f.value, inner, base.get("properties").get(f.name))
			}
		case "items":
			c.object(m.value, inner, base.get("items"))
		case "if":
			c.demands(m.value, nil)
			c.object(m.value, onCondition, base)
		case "then", "else", "not":
			c.object(m.value, onCondition, base)
		case "allOf", "anyOf", "oneOf":
			for _, s := range m.value.items {
				c.object(s, onCondition, base)
			}
		case "dependencies":
			c.dependencies(m.value, base)
		}
	}
	if (n.get("then") != nil || n.get("else") != nil) != (n.get("if") != nil) {
		c.diags.Errorf(catalog.SchemaKeyword, n.span, "write both", `"if" and "then" or "else" mean nothing without each other`)
	}
}

// valueType returns the type of a field, from its values where it names none.
func valueType(n *node) string {
	if n == nil {
		return ""
	}
	if t := n.get("type"); t != nil {
		return t.text()
	}
	switch {
	case n.get("properties") != nil:
		return "object"
	case len(n.get("enum").texts()) > 0 || n.get("const").text() != "":
		return "string"
	}
	return ""
}
