package match

import (
	"slices"

	"candor/internal/toml"
)

// Equal compares values as they are meant: dates by the time they name.
func Equal(a, b any) bool {
	switch a := a.(type) {
	case toml.Date:
		d, ok := b.(toml.Date)
		return ok && a.Precision == d.Precision && a.First.Equal(d.First)
	case []any:
		l, ok := b.([]any)
		return ok && slices.EqualFunc(a, l, Equal)
	case map[string]any:
		m, ok := b.(map[string]any)
		if !ok || len(a) != len(m) {
			return false
		}
		for k, v := range a {
			if w, there := m[k]; !there || !Equal(v, w) {
				return false
			}
		}
		return true
	}
	return a == b
}
