package match

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/schema"
)

// Renamed returns the pairs of records of a type that have another id now: those
// whose old address is a new alias, and those that are the same otherwise. Both
// maps are by id.
func Renamed(old, new map[string]*content.Record) [][2]*content.Record {
	var out [][2]*content.Record
	taken := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(old)) {
		if new[id] != nil {
			continue
		}
		for _, to := range slices.Sorted(maps.Keys(new)) {
			if old[to] == nil && !taken[to] && (Aliased(old[id], new[to]) || identical(old[id], new[to])) {
				out = append(out, [2]*content.Record{old[id], new[to]})
				taken[to] = true
				break
			}
		}
	}
	return out
}

// Aliased reports whether the new record has an alias that the old one's id ends.
func Aliased(old, new *content.Record) bool {
	return slices.ContainsFunc(new.MeantTexts(schema.Aliases), func(a string) bool {
		a = strings.TrimRight(a, "/")
		return strings.HasSuffix(a, "/"+old.ID) || strings.HasSuffix(a, "#"+old.ID)
	})
}

// identical reports whether two records differ in nothing but what follows from
// the id. Records without content of their own are never the same.
func identical(old, new *content.Record) bool {
	return len(old.Values) > 1 && Equal(bare(old), bare(new)) && SameText(old, new)
}

func bare(r *content.Record) map[string]any {
	out := map[string]any{}
	for k, v := range r.Values {
		if k != "id" && k != "aliases" {
			out[k] = v
		}
	}
	return out
}

// SameText reports whether two records have the same body, apart from line ends.
func SameText(old, new *content.Record) bool {
	return bytes.Equal(Text(old), Text(new))
}

// Text returns the body of a record with line feeds alone.
func Text(r *content.Record) []byte {
	return bytes.TrimSpace(bytes.ReplaceAll(r.Body.Text(), []byte("\r\n"), []byte("\n")))
}
