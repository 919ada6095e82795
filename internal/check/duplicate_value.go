package check

import (
	"fmt"
	"strings"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/toml"
)

var duplicateValue = &Check{
	ID:    catalog.DuplicateValue,
	Scope: EachType,
	Types: func(t *schema.Type) bool { return len(uniqueFields(t.Fields)) > 0 },
	Run: func(p *Pass) {
		for _, f := range uniqueFields(p.Type.Fields) {
			uniqueValues(p, f)
		}
	},
}

// uniqueFields returns the fields, nested ones included, whose values no two
// records may share.
func uniqueFields(fields []*schema.Field) []*schema.Field {
	var out []*schema.Field
	for f := range schema.All(fields) {
		if f.Unique {
			out = append(out, f)
		}
	}
	return out
}

func uniqueValues(p *Pass, f *schema.Field) {
	first := map[string]diag.Related{}
	for _, r := range p.All(p.Type.Name) {
		if r.Incomplete {
			continue
		}
		r.EachAt(f.Pointer, func(pointer string, v any) { uniqueValue(p, first, r, pointer, v) })
	}
}

func uniqueValue(p *Pass, first map[string]diag.Related, r *content.Record, pointer string, v any) {
	text := strings.ToLower(fmt.Sprint(toml.Plain(v)))
	before, there := first[text]
	if !there {
		first[text] = diag.Related{Span: r.At(pointer), Message: "the first one: " + r.Key.String()}
		return
	}
	p.Report(diag.Diagnostic{
		Span:    r.At(pointer),
		Message: "another " + strings.ToLower(p.Type.Title) + " has the same " + lastName(pointer),
		Hint:    "correct one of the two, or make one record of them",
		Related: []diag.Related{before},
	})
}

// lastName returns the name of the field that a pointer leads to.
func lastName(pointer string) string {
	parts := strings.Split(pointer, "/")
	for i := len(parts) - 1; i > 0; i-- {
		if strings.Trim(parts[i], "0123456789") != "" {
			return parts[i]
		}
	}
	return pointer
}
