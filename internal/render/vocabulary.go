package render

import (
	"io/fs"
	"maps"
	"reflect"
	"slices"

	"candor/internal/diag"
	"candor/internal/render/layout"
)

// Load parses the layouts of a site and, for files that it does not have, those
// of the theme.
func Load(site, theme fs.FS) (*layout.Set, diag.List, error) {
	return layout.Load(site, theme, layout.Vocabulary{Functions: functions, Exports: exportFunctions, Data: dataNames})
}

// dataNames returns the names that a layout can read from its data.
func dataNames() []string {
	seen := map[string]bool{}
	for _, v := range []any{&Page{}, &Record{}, &Value{}, Outcome{}, ListLink{}, Letter{}, BackList{}, MenuGroup{}, MenuLink{}, Column{}, Group{}, Twin{}, Own{}, Days{}} {
		addNames(reflect.TypeOf(v), seen)
	}
	return slices.Sorted(maps.Keys(seen))
}

func addNames(t reflect.Type, into map[string]bool) {
	for i := range t.NumMethod() {
		into[t.Method(i).Name] = true
	}
	if t.Kind() != reflect.Struct {
		return
	}
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			into[t.Field(i).Name] = true
		}
	}
}
