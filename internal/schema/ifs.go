package schema

import (
	"slices"

	"candor/internal/catalog"
)

// dependencies checks both forms: a list of the fields that one field demands,
// and a condition that applies where it is given.
func (c checker) dependencies(n, base *node) {
	fields := base.get("properties").names()
	for _, m := range n.members {
		if !slices.Contains(fields, m.name) {
			c.diags.Errorf(catalog.SchemaReference, m.key, didYouMean(m.name, fields, "there are "), "there is no field %s", quote(m.name))
		}
		if m.value.kind == '[' {
			c.known(m.value, fields, "field")
			continue
		}
		c.object(m.value, onCondition, base)
	}
}

// condition checks that a condition speaks of fields and values that exist.
func (c checker) condition(n, base *node) {
	kind := valueType(base)
	if kind == "" {
		return
	}
	c.effective(n, kind)
	if t := n.get("type"); t != nil && t.text() != kind {
		c.diags.Errorf(catalog.SchemaValue, t.span, "", "this is of the type %s, so the condition never holds", quote(kind))
	}
	fields := base.get("properties").names()
	c.known(n.get("required"), fields, "field")
	c.everPresent(n, base)
	for _, m := range n.get("properties").fields() {
		if !slices.Contains(fields, m.name) {
			c.diags.Errorf(catalog.SchemaReference, m.key, didYouMean(m.name, fields, "there are "), "there is no field %s", quote(m.name))
		}
	}
	allowed := base.get("enum").texts()
	if len(allowed) == 0 {
		return
	}
	c.known(n.get("enum"), allowed, "value")
	if one := n.get("const"); one != nil {
		c.known(&node{kind: '[', items: []*node{one}}, allowed, "value")
	}
}

// everPresent reports conditions that ask whether a field is there which has a
// default, so that it always is.
func (c checker) everPresent(n, base *node) {
	asked := func(at *node, name string) {
		if base.get("properties").get(name).get("default") != nil {
			c.diags.Errorf(catalog.SchemaCondition, at.span, "ask for its value, or take the default away",
				"%s has a default, so it is never absent", quote(name))
		}
	}
	if req := n.get("required"); req != nil {
		for _, i := range req.items {
			if n.get("properties").get(i.text()) == nil {
				asked(i, i.text())
			}
		}
	}
	for _, m := range n.get("properties").fields() {
		if m.value.kind == 't' && m.value.value == false {
			asked(m.value, m.name)
		}
	}
}

// demands checks that an if requires every property that it speaks of: where
// one is absent the if would hold without anybody meaning it.
func (c checker) demands(n *node, required []string) {
	if n == nil || n.kind != '{' {
		return
	}
	required = append(required[:len(required):len(required)], n.get("required").texts()...)
	for _, m := range n.get("properties").fields() {
		if !slices.Contains(required, m.name) {
			c.diags.Errorf(catalog.SchemaCondition, m.key, `add "required": [`+quote(m.name)+`] beside "properties"`,
				"this if holds where %s is absent, too", quote(m.name))
		}
		c.demands(m.value, nil)
	}
	c.demands(n.get("items"), nil)
	c.demands(n.get("not"), required)
	for _, name := range []string{"allOf", "anyOf", "oneOf"} {
		if l := n.get(name); l != nil {
			for _, s := range l.items {
				c.demands(s, required)
			}
		}
	}
}
