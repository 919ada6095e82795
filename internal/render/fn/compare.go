package fn

import (
	"cmp"
	"strings"

	"candor/internal/toml"
)

// Compare orders dates by their last day, numbers and texts; what is absent comes
// last.
func Compare(a, b any) int {
	if a == nil || b == nil {
		return absentLast(a, b)
	}
	switch a := a.(type) {
	case toml.Date:
		if b, ok := b.(toml.Date); ok {
			return cmp.Or(a.Last.Compare(b.Last), a.First.Compare(b.First))
		}
	case string:
		if b, ok := b.(string); ok {
			return strings.Compare(a, b)
		}
	}
	return cmp.Compare(Number(a), Number(b))
}

func absentLast(a, b any) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return +1
	}
	return -1
}
