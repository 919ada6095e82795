package render

import (
	"slices"

	"candor/internal/schema"
)

// Tables says that the value is a list of tables, best shown as one table.
func (v *Value) Tables() bool {
	list, ok := v.Raw().([]any)
	if !ok || len(list) == 0 {
		return false
	}
	_, ok = list[0].(map[string]any)
	return ok
}

// Column is a field that the tables of a list have. Numbers says that it holds
// nothing else.
type Column struct {
	Name, Title, Description string
	Numbers                  bool
}

// Columns returns the fields that at least one table of the list has, in the
// order of the type, without those named.
func (v *Value) Columns(without ...string) []Column {
	if v == nil || v.field.Items == nil {
		return nil
	}
	used := map[string]bool{}
	for _, row := range v.Items() {
		for _, f := range row.Fields(without...) {
			used[f.Name()] = true
		}
	}
	var out []Column
	for _, f := range v.field.Items.Fields {
		if used[f.Name] {
			out = append(out, Column{f.Name, f.Title, f.Description, f.Kind == schema.Integer || f.Kind == schema.Number})
		}
	}
	return out
}

// mostColumns is how many columns a table can have that is still read across.
const mostColumns = 5

// Wide says that the tables of a list hold too much to be rows of one table:
// many columns, tables within, or sentences beside more than two others.
func (v *Value) Wide() bool {
	columns := len(v.Columns())
	if columns > mostColumns {
		return true
	}
	for _, row := range v.Items() {
		for _, f := range row.Fields() {
			if f.Block() || columns > 3 && len(f.Text()) > fewWords && f.Kind() == "text" {
				return true
			}
		}
	}
	return false
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }
