package render

import (
	"html/template"
	"strings"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/wording"
)

// Value is a value of a record together with the field that it belongs to. All
// that is read from a value that is not there, nil, is empty.
type Value struct {
	rec    *Record
	field  *schema.Field
	raw    any
	beside any // the table that the value stands in
}

// Name returns the field's name.
func (v *Value) Name() string {
	if v == nil {
		return ""
	}
	return v.field.Name
}

// Title returns the field's title in words.
func (v *Value) Title() string {
	if v == nil {
		return ""
	}
	return v.field.Title
}

// Description returns what the field means.
func (v *Value) Description() string {
	if v == nil {
		return ""
	}
	return v.field.Description
}

// Raw returns the value itself.
func (v *Value) Raw() any {
	if v == nil {
		return nil
	}
	return v.raw
}

// Text returns the value of a text: a word of a closed list as people write
// it, any other as it stands.
func (v *Value) Text() string {
	s, _ := v.Raw().(string)
	if v.Kind() == "word" {
		return wording.Term(s)
	}
	return s
}

// Kind says how to show the value: "text", "word", "markdown", "url", "email",
// "address", "code", "date", "number", "bool", "ref", "list" or "table".
func (v *Value) Kind() string {
	switch v.Raw().(type) {
	case nil:
		return ""
	case toml.Date:
		return "date"
	case int64, float64:
		return "number"
	case bool:
		return "bool"
	case []any:
		return "list"
	case map[string]any:
		return "table"
	}
	return textKind(v.field)
}

func textKind(f *schema.Field) string {
	switch {
	case len(f.Ref) > 0:
		return "ref"
	case f.Markdown:
		return "markdown"
	case len(f.Enum) > 0:
		return "word"
	}
	return textKinds[f.Format]
}

// textKinds says how texts of a format are shown.
var textKinds = map[string]string{
	"": "text", "uri": "url", "email": "email", "evm-address": "address", "caip10": "address",
	"git-commit": "code", "tx-hash": "address", "cvss": "code", "cwe": "text", "caip2": "code",
	"date": "text", "date-time": "text", "partial-date": "text", "iana-zone": "text",
}

// Currency returns the currency that stands in the same table as a number, or
// "". Whole numbers are counts and have none.
func (v *Value) Currency() string {
	if v == nil || v.field.Kind != schema.Number {
		return ""
	}
	table, _ := v.beside.(map[string]any)
	s, _ := table["currency"].(string)
	return s
}

// Empty says that there is nothing to show.
func (v *Value) Empty() bool {
	switch raw := v.Raw().(type) {
	case nil:
		return true
	case string:
		return raw == ""
	case []any:
		return len(raw) == 0
	case map[string]any:
		return len(raw) == 0
	}
	return false
}

// fewWords is how long a text may be that stands in a line of facts.
const fewWords = 90

// Block says that the value wants more room than a line: Markdown, a list of
// tables or of sentences, a table that holds such.
func (v *Value) Block() bool {
	switch v.Kind() {
	case "markdown":
		return true
	case "list":
		for _, e := range v.Items() {
			if k := e.Kind(); k == "table" || k == "list" || (k == "text" && len(e.Text()) > fewWords) {
				return true
			}
		}
	case "table":
		return len(v.Fields()) > 4 || v.blockWithin()
	}
	return false
}

func (v *Value) blockWithin() bool {
	for _, f := range v.Fields() {
		if f.Block() || f.Kind() == "list" {
			return true
		}
	}
	return false
}

// Interval says that the value is a table of two dates, from and until, and
// nothing else.
func (v *Value) Interval() bool {
	fields := v.Fields()
	for _, f := range fields {
		if f.Kind() != "date" || f.Name() != "from" && f.Name() != "until" {
			return false
		}
	}
	return len(fields) > 0
}

// Ref returns the record that the value names, or nil.
func (v *Value) Ref() *Record {
	s, ok := v.Raw().(string)
	if !ok {
		return nil
	}
	l := v.rec.page.lookup
	k, ok := content.Resolve(l, v.field, s)
	if !ok {
		return nil
	}
	return v.rec.page.record(l.Get(k))
}

// Items returns the elements of a list.
func (v *Value) Items() []*Value {
	list, _ := v.Raw().([]any)
	var out []*Value
	for _, e := range list {
		item := v.field.Items
		if item == nil {
			item = v.field
		}
		out = append(out, &Value{rec: v.rec, field: item, raw: e, beside: v.beside})
	}
	return out
}

// Fields returns the values of a table in the order of its type, without those
// named.
func (v *Value) Fields(without ...string) []*Value {
	table, _ := v.Raw().(map[string]any)
	if table == nil {
		return nil
	}
	var out []*Value
	for _, f := range v.field.Fields {
		e, ok := table[f.Name]
		if !ok || contains(without, f.Name) {
			continue
		}
		if w := (&Value{rec: v.rec, field: f, raw: e, beside: v.raw}); !w.Empty() {
			out = append(out, w)
		}
	}
	return out
}

// Get returns the value below this one at a JSON pointer, nil where it is
// absent.
func (v *Value) Get(pointer string) any {
	e, _ := toml.Lookup(v.Raw(), pointer)
	return e
}

// Value returns the value below a table with its field, by its name or by a
// JSON pointer; nil where it is absent.
func (v *Value) Value(pointer string) *Value {
	name, rest, deeper := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	for _, f := range v.Fields() {
		if f.Name() == name && deeper {
			return f.Value(rest)
		}
		if f.Name() == name {
			return f
		}
	}
	return nil
}

// HTML returns the Markdown of the value as HTML.
func (v *Value) HTML() template.HTML {
	s, ok := v.Raw().(string)
	if !ok {
		return ""
	}
	return v.rec.markdown(s)
}
