package schema

import (
	"regexp"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"candor/internal/diag"
)

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// builder makes a type of a file, and collects what is wrong with it.
type builder struct {
	*file
	common *node
	names  []string // of all types, broken ones included
	diags  diag.List
	refs   []ref

	compiler *jsonschema.Compiler
	engine   bool // a type of the program itself: its name is reserved for it
}

// ref is a field with x-ref, and where its x-back stands.
type ref struct {
	field *Field
	span  diag.Span
}

// object checks a schema at a place. Below conditions, base is the field that
// the condition is about: it may only speak of what that one holds.
func (b *builder) object(n *node, p place, base *node) {
	if n.kind != '{' {
		if p != onCondition {
			b.diags.Errorf("schema-value", n.span, "", "a field is described by an object")
		}
		return
	}
	if n.broken {
		return
	}
	n, whole := b.sound(n, p)
	if !whole {
		return
	}
	if p != onCondition {
		b.describesField(n, p)
		base = n
	} else if base != nil {
		b.condition(n, base)
	}
	b.nested(n, p, base)
}

// sound returns the schema without the keywords that are wrong, and whether
// what remains still says what it is about.
func (b *builder) sound(n *node, p place) (*node, bool) {
	out := *n
	out.members = make([]member, 0, len(n.members))
	whole := true
	for _, m := range n.members {
		switch {
		case b.keyword(m, p), m.name == "additionalProperties":
			out.members = append(out.members, m)
		case m.name == "type" || m.name == "properties" || m.name == "items":
			whole = false
		}
	}
	return &out, whole
}

// keyword checks that a keyword exists, may stand here, and has a value of its
// shape. Where it reports false nobody may rely on that shape.
func (b *builder) keyword(m member, p place) bool {
	k, ok := keywords[m.name]
	if !ok {
		hint := didYouMean(m.name, keywordsAt(p), "")
		if len(near(m.name, keywordsAt(p))) == 0 {
			hint = "drop it; the keywords are those of draft-07 that the field reference lists, and ours with x-"
		}
		b.diags.Errorf("schema-keyword", m.key, hint, "there is no keyword %s", quote(m.name))
		return false
	}
	if k.places&p == 0 {
		b.diags.Errorf("schema-keyword", m.key, "", "%s does not belong here, but %s", quote(m.name), placeWords(k.places))
		return false
	}
	return b.value(m, k)
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
func (b *builder) describesField(n *node, p place) {
	kind := valueType(n)
	if p == onType {
		kind = "object"
		if t := n.get("type"); t != nil && t.text() != kind {
			b.diags.Errorf("schema-value", t.span, `write "object"`, "a record is a table")
		}
	}
	if kind == "" {
		b.diags.Errorf("schema-value", n.span, `add "type": one of `+list(valueTypes, "or"), "this field has no type")
		return
	}
	b.effective(n, kind)
	switch {
	case kind == "object":
		b.tableShape(n, p)
	case kind == "array" && n.get("items") == nil:
		b.diags.Errorf("schema-value", n.span, `add "items": {"type": …}`, "this list does not say what it holds")
	}
	b.reference(n, kind)
	b.uniqueWords(n.get("enum"))
}

// effective reports keywords that would be silent on values of that type.
func (b *builder) effective(n *node, kind string) {
	for _, m := range n.members {
		if on := keywords[m.name].on; len(on) > 0 && !slices.Contains(on, kind) {
			b.diags.Errorf("schema-keyword", m.key, "drop it, or change the type", "%s means nothing for the type %s", quote(m.name), quote(kind))
		}
	}
}

// uniqueWords reports words that a list holds twice.
func (b *builder) uniqueWords(enum *node) {
	words := enum.texts()
	for i, w := range words {
		if slices.Index(words, w) < i {
			b.diags.Errorf("schema-value", enum.items[i].span, "drop it", "%s stands twice among the values", quote(w))
		}
	}
}

// tableShape checks the properties of a table, and that it is closed.
func (b *builder) tableShape(n *node, p place) {
	props := n.get("properties")
	if props == nil || len(props.members) == 0 {
		b.diags.Errorf("schema-value", n.span, `add "properties"`, "this table has no fields")
		return
	}
	if p == onField && n.get("additionalProperties") == nil {
		b.diags.Errorf("schema-value", n.member("properties").key, `add "additionalProperties": false`,
			"this table takes any field, so a misspelt one would go unnoticed")
	}
	for _, m := range props.members {
		if !fieldName.MatchString(m.name) || slices.Contains(celOperators, m.name) {
			b.diags.Errorf("schema-name", m.key, "use lower-case letters, digits and _, beginning with a letter",
				"%s cannot be the name of a field", quote(m.name))
		}
	}
	b.known(n.get("required"), props.names(), "field")
}

// known checks that every text in a list is one of the names.
func (b *builder) known(n *node, names []string, what string) {
	if n == nil {
		return
	}
	for _, i := range n.items {
		if !slices.Contains(names, i.text()) {
			b.diags.Errorf("schema-reference", i.span, didYouMean(i.text(), names, "there are "), "there is no %s %s", what, quote(i.text()))
		}
	}
}

// reference checks x-ref and x-back.
func (b *builder) reference(n *node, kind string) {
	ref, back := n.get("x-ref"), n.member("x-back")
	holder := n
	if kind == "array" {
		holder = n.get("items")
	}
	switch {
	case ref == nil && back != nil && (kind != "array" || holder.get("x-ref") == nil):
		b.diags.Errorf("schema-keyword", back.key, `add "x-ref"`, "x-back names the other side of a reference, and this is none")
	case back != nil && !fieldName.MatchString(back.value.text()):
		b.diags.Errorf("schema-name", back.value.span, "use lower-case letters, digits and _, beginning with a letter",
			"%s cannot be the name of a list of referrers", quote(back.value.text()))
	}
	if ref == nil {
		return
	}
	if holder != nil && !holder.broken && valueType(holder) != "string" {
		b.diags.Errorf("schema-value", ref.span, `use "type": "string"`, "a reference is the id of a record, so it is text")
	}
	if ref.kind != '"' && (ref.kind != '[' || len(ref.items) == 0 || len(ref.texts()) != len(ref.items)) {
		b.diags.Errorf("schema-value", ref.span, "", "x-ref must be the name of a type, or a list of such names")
		return
	}
	list := ref
	if ref.kind == '"' {
		list = &node{kind: '[', items: []*node{ref}}
	}
	b.known(list, append(slices.Clone(b.names), engineTypes...), "type")
}

// nested goes on to the schemas inside a sound one.
func (b *builder) nested(n *node, p place, base *node) {
	inner := onField
	if p == onCondition {
		inner = onCondition
	}
	for _, m := range n.members {
		switch m.name {
		case "properties":
			for _, f := range m.value.members {
				b.object(f.value, inner, base.get("properties").get(f.name))
			}
		case "items":
			b.object(m.value, inner, base.get("items"))
		case "if":
			b.demands(m.value, nil)
			b.object(m.value, onCondition, base)
		case "then", "else", "not":
			b.object(m.value, onCondition, base)
		case "allOf", "anyOf", "oneOf":
			for _, s := range m.value.items {
				b.object(s, onCondition, base)
			}
		case "dependencies":
			b.dependencies(m.value, base)
		}
	}
	if (n.get("then") != nil || n.get("else") != nil) != (n.get("if") != nil) {
		b.diags.Errorf("schema-keyword", n.span, "write both", `"if" and "then" or "else" mean nothing without each other`)
	}
}

// fields returns the members of an object; n may be nil.
func (n *node) fields() []member {
	if n == nil {
		return nil
	}
	return n.members
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

// typeName checks the name of the type, which is that of its file.
func (b *builder) typeName() {
	at := b.src.At(0, 0)
	switch why := ownWords[b.name]; {
	case why != "":
		b.diags.Errorf("schema-name", at, "rename the file", "a type cannot be called %s: that is %s", quote(b.name), why)
	case slices.Contains(celWords, b.name):
		b.diags.Errorf("schema-name", at, "rename the file", "a type cannot be called %s: that is a word of the rule language", quote(b.name))
	case !fieldName.MatchString(b.name):
		b.diags.Errorf("schema-name", at, "rename the file: lower-case letters, digits and _, beginning with a letter",
			"%s cannot be the name of a type", quote(strings.TrimSpace(b.name)))
	}
}
