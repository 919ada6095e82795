package rulefile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/toml"
	"candor/internal/toml/quoted"
)

// fields reads the front matter of one file, or a table in it, and remembers what
// was asked for: the rest is unknown to us.
type fields struct {
	doc     *toml.Doc
	values  map[string]any
	at      string // the JSON pointer of the table
	diags   diag.List
	asked   []string
	missing []string
}

// value returns the value of a key and notes that it is known.
func (f *fields) value(key string) any {
	f.asked = append(f.asked, key)
	return f.values[key]
}

// text returns the string of a key, nil where there is none.
func (f *fields) text(key string, required bool) *quoted.Text {
	switch v := f.value(key).(type) {
	case nil:
		if required {
			f.missing = append(f.missing, key)
		}
	case string:
		if strings.TrimSpace(v) != "" {
			return quoted.At(f.doc, f.at+"/"+key, v)
		}
		f.diags.Errorf(catalog.BadFormat, f.doc.Value(f.at+"/"+key), "", "`%s` is empty", key)
	default:
		f.diags.Errorf(catalog.WrongType, f.doc.Value(f.at+"/"+key), fmt.Sprintf("write %s = \"…\"", key), "`%s` must be a text in quotes", key)
	}
	return nil
}

// tables returns the tables of a list.
func (f *fields) tables(key string) (out []*fields) {
	v := f.value(key)
	items, ok := v.([]any)
	if v != nil && !ok {
		f.diags.Errorf(catalog.WrongType, f.doc.Value(f.at+"/"+key), "", "`%s` must be a list of tables", key)
	}
	for i, item := range items {
		at := f.at + toml.Pointer(key, i)
		table, ok := item.(map[string]any)
		if !ok {
			f.diags.Errorf(catalog.WrongType, f.doc.Value(at), "", "`%s` must be a list of tables", key)
			continue
		}
		out = append(out, &fields{doc: f.doc, values: table, at: at})
	}
	return out
}

// plain returns the string of a key, or the empty one.
func (f *fields) plain(key string, required bool) string {
	return f.text(key, required).String()
}

// word returns the string of a key that must be one of a few.
func (f *fields) word(key string, words ...string) string {
	q := f.text(key, false)
	if q == nil || slices.Contains(words, q.String()) {
		return q.String()
	}
	message := fmt.Sprintf("`%s` is never %q", key, q.String())
	if near, ok := diag.Nearest(q.String(), words); ok {
		message += fmt.Sprintf("; did you mean %q?", near)
	}
	f.diags.Errorf(catalog.EnumValue, q.Span(), "it is one of "+strings.Join(words, ", "), "%s", message)
	return ""
}

// boolean returns the truth of a key, absent where there is none.
func (f *fields) boolean(key string, absent bool) bool {
	switch v := f.value(key).(type) {
	case nil:
	case bool:
		return v
	default:
		f.diags.Errorf(catalog.WrongType, f.doc.Value(f.at+"/"+key), "", "`%s` must be true or false", key)
	}
	return absent
}

// number returns the count of a key, absent where there is none.
func (f *fields) number(key string, absent int) int {
	switch v := f.value(key).(type) {
	case nil:
	case int64:
		if v > 0 && v < 1_000_000 {
			return int(v)
		}
		f.diags.Errorf(catalog.BadFormat, f.doc.Value(f.at+"/"+key), "", "`%s` must be 1 or more", key)
	default:
		f.diags.Errorf(catalog.WrongType, f.doc.Value(f.at+"/"+key), "", "`%s` must be a whole number", key)
	}
	return absent
}

// date returns the date of a key, nil where there is none.
func (f *fields) date(key string) *toml.Date {
	switch v := f.value(key).(type) {
	case nil:
	case toml.Date:
		if !v.Local {
			return &v
		}
		f.diags.Errorf(catalog.BadFormat, f.doc.Value(f.at+"/"+key), "write "+v.Text[:len("2022-05-31")], "`%s` is not a date", key)
	case string:
		if d, ok := toml.ParseDate(v); ok {
			return &d
		}
		f.diags.Errorf(catalog.BadFormat, f.doc.Value(f.at+"/"+key), "write 2022-05-31", "`%s` is not a date", key)
	default:
		f.diags.Errorf(catalog.WrongType, f.doc.Value(f.at+"/"+key), "write 2022-05-31", "`%s` must be a date", key)
	}
	return nil
}

// clause reads {<type> = "<id>", id = "<clause>"}: beside id there is one key,
// which names the type of the record that holds the clause.
func (f *fields) clause(types []string) rule.Clause {
	var c rule.Clause
	switch v := f.value("clause").(type) {
	case nil:
	case map[string]any:
		c.ID, _ = v["id"].(string)
		strange := false
		for key, text := range v {
			if key == "id" {
				continue
			}
			if !slices.Contains(types, key) {
				f.strange("/clause", key, append([]string{"id"}, types...))
				strange = true
				continue
			}
			c.Document.Type = key
			c.Document.ID, _ = text.(string)
		}
		if !strange && (c.ID == "" || c.Document.ID == "") {
			f.diags.Errorf(catalog.MissingField, f.doc.Value("/clause"), clauseForm, "`clause` must name a record and the id of one of its clauses")
		}
	default:
		f.diags.Errorf(catalog.WrongType, f.doc.Value("/clause"), clauseForm, "`clause` must be a table")
	}
	return c
}

const clauseForm = `write clause = {type = "id of the record", id = "id of the clause"}, with the name of the type`

// rest reports the keys that nobody asked for, and those that are missing. A
// key that is probably a misspelt required one is reported once.
func (f *fields) rest() {
	for _, key := range slices.Sorted(maps.Keys(f.values)) {
		if slices.Contains(f.asked, key) {
			continue
		}
		if near := f.strange(f.at, key, f.asked); near != "" {
			f.missing = slices.DeleteFunc(f.missing, func(m string) bool { return m == near })
		}
	}
	for _, key := range f.missing {
		f.diags.Errorf(catalog.MissingField, f.doc.Value(f.at), fmt.Sprintf("add %s = …", key), "`%s` is missing", key)
	}
}

// strange reports a key that is not known, and returns the one that was probably
// meant.
func (f *fields) strange(pointer, key string, known []string) (near string) {
	at := f.doc.Key(pointer + toml.Pointer(key))
	near, ok := diag.Nearest(key, known)
	if ok {
		f.diags.Errorf(catalog.UnknownField, at, "", "`%s` is not known here; did you mean `%s`?", key, near)
		return near
	}
	f.diags.Errorf(catalog.UnknownField, at, "known are "+strings.Join(known, ", "), "`%s` is not known here", key)
	return ""
}
