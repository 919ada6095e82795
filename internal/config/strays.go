package config

import (
	"maps"
	"slices"

	"candor/internal/toml"
	"candor/internal/toml/tomledit"
)

// own are the keys of site.toml itself, and held those of its tables; a list of
// tables is held by each of them. The ids of [rules] are nobody else's.
var (
	own  = []string{"title", "short_title", "summary", "base_url", "language", "as_of", "publisher", "repository", "banner", "menu", "features", "rules", "file_types"}
	held = map[string][]string{
		"publisher":  {"name", "url", "contact", "profiles"},
		"repository": {"url", "branch", "visibility"},
		"menu":       {"title", "url", "type", "group"},
		"features":   slices.Sorted(maps.Keys(features)),
		"rules":      {},
	}
)

// settle reports keys of site.toml that stand below the header of a table, and
// returns the values as their author meant them.
func (r *reader) settle() map[string]any {
	out := maps.Clone(r.doc.Values)
	r.moved = map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(held)) {
		switch v := out[name].(type) {
		case map[string]any:
			out[name] = r.less(out, toml.Pointer(name), v, held[name])
		case []any:
			v = slices.Clone(v)
			for i, e := range v {
				if inner, ok := e.(map[string]any); ok {
					v[i] = r.less(out, toml.Pointer(name, i), inner, held[name])
				}
			}
			out[name] = v
		}
	}
	return out
}

// less returns a table without the keys that are not its own but the site's,
// which it adds to them.
func (r *reader) less(site map[string]any, pointer string, values map[string]any, known []string) map[string]any {
	var names []string
	if _, made := r.doc.Header(pointer); !made {
		return values
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if _, taken := site[key]; !taken && slices.Contains(own, key) && !slices.Contains(known, key) {
			names = append(names, key)
		}
	}
	if len(names) == 0 {
		return values
	}
	r.diags = append(r.diags, tomledit.Misplaced(r.doc, pointer, names, "", slices.Contains(names, "title")))
	out := maps.Clone(values)
	for _, key := range names {
		site[key], r.moved[key] = values[key], pointer+toml.Pointer(key)
		delete(out, key)
	}
	return out
}
