package rule

import (
	"strings"

	"candor/internal/content"
	"candor/internal/diag"

	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// place is a value in a record. The zero place is the site as a whole.
type place struct {
	rec     *content.Record
	pointer string
}

// placeOf returns where a record or table stands.
func placeOf(v ref.Val) (place, bool) {
	o, ok := v.(*object)
	if !ok || o.rec == nil {
		return place{}, false
	}
	return place{o.rec, o.pointer}, true
}

// elementPlace returns where an element of a list stands, as far as the list
// knows.
func elementPlace(l traits.Lister, i int) place {
	if f, ok := l.(*list); ok {
		return f.place(i)
	}
	return place{}
}

// span returns the source of the value, or of the nearest that is there above
// it. A record as a whole is shown by its title.
func (p place) span() diag.Span {
	if p.rec == nil {
		return diag.Span{}
	}
	at := p.pointer
	for at != "" && p.rec.Get(at) == nil {
		at = at[:strings.LastIndexByte(at, '/')]
	}
	if at != "" {
		return p.rec.At(at)
	}
	for _, name := range []string{p.rec.Schema.TitleField, "/title", "/label"} {
		if name != "" && p.rec.Get(name) != nil {
			return p.rec.At(name)
		}
	}
	return p.rec.At("")
}

// related returns the place of the clause, where its record exists.
func (c Clause) related(l content.Lookup) []diag.Related {
	if c.Document.ID == "" {
		return nil
	}
	rec := l.Get(c.Document)
	if rec == nil {
		return nil
	}
	at := place{rec, c.pointer(rec)}
	name := rec.Label() + c.ID
	if len(c.ID) > len("c12") {
		name = rec.Label() + ", " + c.ID // a name, not a number
	}
	return []diag.Related{{Span: at.span(), Message: "the promise: " + name}}
}

// pointer finds the clause in its record: the id of the table that has it.
func (c Clause) pointer(rec *content.Record) string {
	found := ""
	eachClause(rec, func(id, pointer string) {
		if id == c.ID && found == "" {
			found = pointer
		}
	})
	return found
}

// ClauseIDs returns the ids of the clauses that a record holds, and whether its
// type has any: a list of tables with an id each.
func ClauseIDs(rec *content.Record) (ids []string, has bool) {
	for _, f := range rec.Schema.Fields {
		has = has || f.Items != nil && rec.Schema.Lookup(f.Pointer+"/*/id") != nil
	}
	eachClause(rec, func(id, _ string) { ids = append(ids, id) })
	return ids, has
}

// eachClause calls yield with the id of every table of a record's lists that has
// one, and where it stands.
func eachClause(rec *content.Record, yield func(id, pointer string)) {
	for _, f := range rec.Schema.Fields {
		items, _ := rec.Values[f.Name].([]any)
		for i, item := range items {
			table, _ := item.(map[string]any)
			if id, ok := table["id"].(string); ok {
				yield(id, elementPointer("/"+f.Name, i)+"/id")
			}
		}
	}
}
