package meta

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"candor/internal/schema"
	"candor/internal/schema/format"
	"candor/internal/schema/jsontree"
	"candor/internal/wording"
)

const draft = "http://json-schema.org/draft-07/schema#"

// Expanded returns the type as a standalone draft-07 schema for editors: the
// common fields merged, references followed, our own keywords left away. A
// type of many records to a file allows that form, too. The same type gives
// the same bytes.
func Expanded(t *schema.Type) ([]byte, error) {
	if t.Tree() == nil {
		return nil, fmt.Errorf("the type %s has no schema", wording.Quote(t.Name))
	}
	record := forEditors(t.Tree())
	jsontree.Set(record, "type", jsontree.String("object"))
	jsontree.Set(record, "additionalProperties", &jsontree.Node{Kind: 't', Value: false})
	root := record
	if t.Many {
		root = eitherForm(t, record)
	}
	root.Members = append([]jsontree.Member{{Name: "$schema", Value: jsontree.String(draft)}}, root.Members...)
	var b bytes.Buffer
	if err := jsontree.Write(&b, root, "\n"); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// eitherForm allows one record, or a file whose only key is the list of the
// type's records. Both share one list of properties, and only what is required
// differs: editors point at the whole file when neither branch of an anyOf fits.
func eitherForm(t *schema.Type, record *jsontree.Node) *jsontree.Node {
	root := &jsontree.Node{Kind: '{'}
	required, conditions := jsontree.List(), jsontree.List()
	for _, m := range record.Members {
		switch m.Name {
		case "required":
			required = m.Value
		case "allOf":
			conditions.Items = append(conditions.Items, m.Value.Items...)
		case "properties":
			all := jsontree.Object(t.Name, jsontree.Object("type", jsontree.String("array"), "items", jsontree.Object("$ref", jsontree.String(refPrefix+"record"))))
			all.Members = append(all.Members, m.Value.Members...)
			root.Members = append(root.Members, jsontree.Member{Name: m.Name, Value: all})
		default:
			root.Members = append(root.Members, m)
		}
	}
	name := jsontree.String(t.Name)
	conditions.Items = append(conditions.Items, jsontree.Object("if", jsontree.Object("required", jsontree.List(name)),
		"then", jsontree.Object("propertyNames", jsontree.Object("enum", jsontree.List(name))),
		"else", jsontree.Object("required", required)))
	jsontree.Set(root, "allOf", conditions)
	listed := &jsontree.Node{Kind: '{', Members: slices.Clone(record.Members)}
	jsontree.Set(listed, "required", jsontree.List(append([]*jsontree.Node{jsontree.String("id")}, required.Items...)...))
	jsontree.Set(root, "definitions", jsontree.Object("record", listed))
	return root
}

// anyDate replaces our format of a date that may be known to the month or year
// only. Tombi takes an unknown format for a plain text and refuses TOML's dates.
func anyDate(out *jsontree.Node) *jsontree.Node {
	if m := out.Member("format"); m == nil || m.Value.Value != "partial-date" {
		return out
	}
	out.Members = slices.DeleteFunc(out.Members, func(m jsontree.Member) bool { return m.Name == "format" || m.Name == "type" })
	form := func(keyword, value string) *jsontree.Node {
		return jsontree.Object("type", jsontree.String("string"), keyword, jsontree.String(value))
	}
	jsontree.Set(out, "anyOf", jsontree.List(form("format", "date"), form("format", "date-time"), form("pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")))
	return out
}

// forEditors copies a schema without the keywords that editors do not know.
func forEditors(n *jsontree.Node) *jsontree.Node {
	if n.Kind != '{' {
		return n
	}
	out := &jsontree.Node{Kind: '{'}
	for _, m := range n.Members {
		if strings.HasPrefix(m.Name, "x-") || strings.HasPrefix(m.Name, "$") {
			continue
		}
		v := *m.Value
		v.Items, v.Members = nil, nil
		switch keywords[m.Name].shape {
		case oneSchema:
			v = *forEditors(m.Value)
		case manySchemas:
			for _, e := range m.Value.Items {
				v.Items = append(v.Items, forEditors(e))
			}
		case namedSchemas:
			for _, e := range m.Value.Members {
				v.Members = append(v.Members, jsontree.Member{Name: e.Name, Value: forEditors(e.Value)})
			}
		default:
			v = *m.Value
		}
		out.Members = append(out.Members, jsontree.Member{Name: m.Name, Value: &v})
	}
	return ownFormats(anyDate(out))
}

// ownFormats says our formats as patterns: editors know neither the name of such
// a format nor what it wants.
func ownFormats(out *jsontree.Node) *jsontree.Node {
	m := out.Member("format")
	if m == nil {
		return out
	}
	if p := format.Pattern(m.Value.Text()); p != "" && out.Member("pattern") == nil {
		jsontree.Set(out, "pattern", jsontree.String(p))
	}
	return out
}
