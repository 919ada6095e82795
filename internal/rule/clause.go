package rule

import (
	"strconv"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule/expr"
)

// related returns the place of the clause, where its record exists.
func (c Clause) related(l content.Lookup) []diag.Related {
	if c.Document.ID == "" {
		return nil
	}
	rec := l.Get(c.Document)
	if rec == nil {
		return nil
	}
	at := expr.Place{Record: rec, Pointer: c.pointer(rec)}
	name := rec.Label() + c.ID
	if len(c.ID) > len("c12") {
		name = rec.Label() + ", " + c.ID // a name, not a number
	}
	return []diag.Related{{Span: at.Span(), Message: "the promise: " + name}}
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
// one, and its JSON pointer.
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

func elementPointer(list string, i int) string { return list + "/" + strconv.Itoa(i) }
