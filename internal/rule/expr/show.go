package expr

import (
	"strconv"
	"strings"

	"candor/internal/wording"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// show prints a value as people read it.
func show(v ref.Val) string {
	switch v := v.(type) {
	case types.String:
		return string(v)
	case types.Double:
		return money(float64(v))
	case types.Int:
		return strconv.FormatInt(int64(v), 10)
	case types.Bool:
		return strconv.FormatBool(bool(v))
	case *date:
		return v.Text
	case *object:
		if v.isRecord() {
			return v.rec.Label()
		}
		return "a table"
	case traits.Lister:
		items := elements(v)
		texts := make([]string, len(items))
		for i, e := range items {
			texts[i] = show(e)
		}
		return strings.Join(texts, ", ")
	case types.Null:
		return "nothing"
	}
	return "unknown"
}

// money returns a number with the hyphen for a minus that sources have.
func money(v float64) string {
	return strings.Replace(wording.Number(v), "−", "-", 1)
}
