package meta

import (
	"slices"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"
)

// dependencies checks both forms: a list of the fields that one field demands,
// and a condition that applies where it is given.
func (c checker) dependencies(n, base *jsontree.Node) {
	fields := base.Get("properties").Names()
	for _, m := range n.Members {
		if !slices.Contains(fields, m.Name) {
			c.diags.Errorf(catalog.SchemaReference, m.Key, diag.DidYouMean(m.Name, fields, "there are "), "there is no field %s", wording.Quote(m.Name))
		}
		if m.Value.Kind == '[' {
			c.known(m.Value, fields, "field")
			continue
		}
		c.object(m.Value, onCondition, base)
	}
}

// condition checks that a condition speaks of fields and values that exist.
func (c checker) condition(n, base *jsontree.Node) {
	kind := valueType(base)
	if kind == "" {
		return
	}
	c.effective(n, kind)
	if t := n.Get("type"); t != nil && t.Text() != kind {
		c.diags.Errorf(catalog.SchemaValue, t.Span, "", "this is of the type %s, so the condition never holds", wording.Quote(kind))
	}
	fields := base.Get("properties").Names()
	c.known(n.Get("required"), fields, "field")
	c.everPresent(n, base)
	for _, m := range n.Get("properties").Pairs() {
		if !slices.Contains(fields, m.Name) {
			c.diags.Errorf(catalog.SchemaReference, m.Key, diag.DidYouMean(m.Name, fields, "there are "), "there is no field %s", wording.Quote(m.Name))
		}
	}
	allowed := base.Get("enum").Texts()
	if len(allowed) == 0 {
		return
	}
	c.known(n.Get("enum"), allowed, "value")
	if one := n.Get("const"); one != nil {
		c.known(&jsontree.Node{Kind: '[', Items: []*jsontree.Node{one}}, allowed, "value")
	}
}

// everPresent reports conditions that ask whether a field is there which has a
// default, so that it always is.
func (c checker) everPresent(n, base *jsontree.Node) {
	asked := func(at *jsontree.Node, name string) {
		if base.Get("properties").Get(name).Get("default") != nil {
			c.diags.Errorf(catalog.SchemaCondition, at.Span, "ask for its value, or take the default away",
				"%s has a default, so it is never absent", wording.Quote(name))
		}
	}
	if req := n.Get("required"); req != nil {
		for _, i := range req.Items {
			if n.Get("properties").Get(i.Text()) == nil {
				asked(i, i.Text())
			}
		}
	}
	for _, m := range n.Get("properties").Pairs() {
		if m.Value.Kind == 't' && m.Value.Value == false {
			asked(m.Value, m.Name)
		}
	}
}

// demands checks that an if requires every property that it speaks of: where
// one is absent the if would hold without anybody meaning it.
func (c checker) demands(n *jsontree.Node, required []string) {
	if n == nil || n.Kind != '{' {
		return
	}
	required = append(required[:len(required):len(required)], n.Get("required").Texts()...)
	for _, m := range n.Get("properties").Pairs() {
		if !slices.Contains(required, m.Name) {
			c.diags.Errorf(catalog.SchemaCondition, m.Key, `add "required": [`+wording.Quote(m.Name)+`] beside "properties"`,
				"this if holds where %s is absent, too", wording.Quote(m.Name))
		}
		c.demands(m.Value, nil)
	}
	c.demands(n.Get("items"), nil)
	c.demands(n.Get("not"), required)
	for _, name := range []string{"allOf", "anyOf", "oneOf"} {
		if l := n.Get(name); l != nil {
			for _, s := range l.Items {
				c.demands(s, required)
			}
		}
	}
}
