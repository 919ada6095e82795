package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

const draft = "http://json-schema.org/draft-07/schema#"

// Expanded returns the type as a standalone draft-07 schema for editors: the
// common fields merged, references followed, our own keywords left away. A
// type of many records to a file allows that form, too. The same type gives
// the same bytes.
func (t *Type) Expanded() ([]byte, error) {
	if t.root == nil {
		return nil, fmt.Errorf("the type %s has no schema", quote(t.Name))
	}
	record := forEditors(t.root)
	object(record, "type", textNode("object"))
	object(record, "additionalProperties", &node{kind: 't', value: false})
	root := record
	if t.Many {
		root = t.eitherForm(record)
	}
	root.members = append([]member{{name: "$schema", value: textNode(draft)}}, root.members...)
	var b bytes.Buffer
	if err := write(&b, root, "\n"); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// eitherForm allows one record, or a file whose only key is the list of the
// type's records. Both share one list of properties, and only what is required
// differs: editors point at the whole file when neither branch of an anyOf fits.
func (t *Type) eitherForm(record *node) *node {
	root := &node{kind: '{'}
	required, conditions := arr(), arr()
	for _, m := range record.members {
		switch m.name {
		case "required":
			required = m.value
		case "allOf":
			conditions.items = append(conditions.items, m.value.items...)
		case "properties":
			all := obj(t.Name, obj("type", textNode("array"), "items", obj("$ref", textNode(refPrefix+"record"))))
			all.members = append(all.members, m.value.members...)
			root.members = append(root.members, member{name: m.name, value: all})
		default:
			root.members = append(root.members, m)
		}
	}
	name := textNode(t.Name)
	conditions.items = append(conditions.items, obj("if", obj("required", arr(name)),
		"then", obj("propertyNames", obj("enum", arr(name))),
		"else", obj("required", required)))
	object(root, "allOf", conditions)
	listed := &node{kind: '{', members: slices.Clone(record.members)}
	object(listed, "required", arr(append([]*node{textNode("id")}, required.items...)...))
	object(root, "definitions", obj("record", listed))
	return root
}

// textNode, arr and obj make nodes that stand in no file.
func textNode(s string) *node { return &node{kind: '"', value: s} }

func arr(items ...*node) *node { return &node{kind: '[', items: items} }

// obj makes an object of names and nodes by turns.
func obj(pairs ...any) *node {
	n := &node{kind: '{'}
	for i := 0; i+1 < len(pairs); i += 2 {
		n.members = append(n.members, member{name: pairs[i].(string), value: pairs[i+1].(*node)})
	}
	return n
}

// object sets a member.
func object(n *node, name string, value *node) {
	if m := n.member(name); m != nil {
		m.value = value
		return
	}
	n.members = append(n.members, member{name: name, value: value})
}

// anyDate replaces our format of a date that may be known to the month or year
// only. Tombi takes an unknown format for a plain text and refuses TOML's dates.
func anyDate(out *node) *node {
	if m := out.member("format"); m == nil || m.value.value != "partial-date" {
		return out
	}
	out.members = slices.DeleteFunc(out.members, func(m member) bool { return m.name == "format" || m.name == "type" })
	form := func(keyword, value string) *node {
		return obj("type", textNode("string"), keyword, textNode(value))
	}
	object(out, "anyOf", arr(form("format", "date"), form("format", "date-time"), form("pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")))
	return out
}

// forEditors copies a schema without the keywords that editors do not know.
func forEditors(n *node) *node {
	if n.kind != '{' {
		return n
	}
	out := &node{kind: '{'}
	for _, m := range n.members {
		if strings.HasPrefix(m.name, "x-") || strings.HasPrefix(m.name, "$") {
			continue
		}
		v := *m.value
		v.items, v.members = nil, nil
		switch keywords[m.name].shape {
		case oneSchema:
			v = *forEditors(m.value)
		case manySchemas:
			for _, e := range m.value.items {
				v.items = append(v.items, forEditors(e))
			}
		case namedSchemas:
			for _, e := range m.value.members {
				v.members = append(v.members, member{name: e.name, value: forEditors(e.value)})
			}
		default:
			v = *m.value
		}
		out.members = append(out.members, member{name: m.name, value: &v})
	}
	return ownFormats(anyDate(out))
}

// patterns are those of our formats that a pattern says.
var patterns = map[string]*regexp.Regexp{
	"evm-address": evmAddress, "caip2": caip2, "caip10": caip10, "cwe": cwe, "git-commit": commit, "tx-hash": txHash,
}

// ownFormats says our formats as patterns: editors know neither the name of such
// a format nor what it wants.
func ownFormats(out *node) *node {
	m := out.member("format")
	if m == nil {
		return out
	}
	if p := patterns[m.value.text()]; p != nil && out.member("pattern") == nil {
		object(out, "pattern", textNode(p.String()))
	}
	return out
}

// write prints a node as JSON, an item a line where it has items of its own.
func write(b *bytes.Buffer, n *node, newline string) error {
	switch n.kind {
	case '{':
		return writeAll(b, '{', '}', len(n.members), newline, func(i int, inner string) error {
			if err := writeScalar(b, n.members[i].name); err != nil {
				return err
			}
			b.WriteString(": ")
			return write(b, n.members[i].value, inner)
		})
	case '[':
		return writeAll(b, '[', ']', len(n.items), newline, func(i int, inner string) error {
			return write(b, n.items[i], inner)
		})
	}
	return writeScalar(b, n.value)
}

// writeAll prints what stands between two brackets; nothing stays on one line.
func writeAll(b *bytes.Buffer, left, right byte, count int, newline string, item func(i int, inner string) error) error {
	b.WriteByte(left)
	inner := newline + "  "
	for i := range count {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(inner)
		if err := item(i, inner); err != nil {
			return err
		}
	}
	if count > 0 {
		b.WriteString(newline)
	}
	b.WriteByte(right)
	return nil
}

// writeScalar prints a value without escaping what only matters in HTML.
func writeScalar(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the encoder's own newline
	return nil
}
