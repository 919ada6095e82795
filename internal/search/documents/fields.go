package documents

import (
	"slices"
	"strconv"
	"strings"

	"candor/internal/content"
	"candor/internal/markup"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/toml"
	"candor/internal/wording"
)

// unsearched are the fields that say how the record is kept, not what it is
// about, and those that are read apart.
var unsearched = []schema.Meaning{
	schema.ID, schema.Title, schema.Label, schema.Summary, schema.Status, schema.Aliases, schema.Updated, schema.Tags,
	schema.EmbargoUntil, schema.ReviewBy, schema.Provenance, schema.License,
}

// searched reports whether a field at the top of a record is read for its words.
func searched(t *schema.Type, f *schema.Field) bool {
	m := schema.Meaning(f.Name)
	place := f.Kind == schema.Integer && f.Pointer == t.OrderField
	return f.Pointer != t.TitleField && !place && !(slices.Contains(unsearched, m) && t.Means(m))
}

// fieldWords collects what fields say, and the words of closed lists that
// results can be filtered by.
type fieldWords struct {
	plan   *site.Plan
	out    []string
	dates  []string // as sources write them
	facets map[string]string
}

// facet takes a field with a closed list, or the first such field of a table.
func (w *fieldWords) facet(f *schema.Field, v any) {
	if s, ok := v.(string); ok && len(f.Enum) > 0 {
		w.facets[f.Title] = wording.Term(s)
		return
	}
	table, _ := v.(map[string]any)
	i := slices.IndexFunc(f.Fields, func(g *schema.Field) bool { return len(g.Enum) > 0 })
	if table == nil || i < 0 {
		return
	}
	if s, ok := table[f.Fields[i].Name].(string); ok {
		w.facets[f.Title] = wording.Term(s)
	}
}

// add takes a value with the name of its field. What holds other values says
// nothing itself.
func (w *fieldWords) add(name string, f *schema.Field, v any) {
	if s := w.text(f, v); s != "" {
		w.out = append(w.out, name+": "+s)
	}
}

func (w *fieldWords) text(f *schema.Field, v any) string {
	switch v := v.(type) {
	case toml.Date:
		w.dates = append(w.dates, v.Text)
		return dateWords(v)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return wording.Number(v)
	case string:
		return w.words(f, v)
	}
	return ""
}

func (w *fieldWords) words(f *schema.Field, s string) string {
	switch {
	case len(f.Ref) > 0:
		k, ok := content.Resolve(w.plan.View, f, s)
		if r := w.plan.View.Get(k); ok && r != nil {
			return r.Title()
		}
		return ""
	case f.Markdown:
		return markup.Fragment([]byte(s)).Text
	case len(f.Enum) > 0:
		return wording.Term(s)
	case f.Format == "uri":
		return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://"), "/")
	}
	return s
}

// dateWords returns a date in words; of a moment the day, for nobody searches by
// the minute.
func dateWords(d toml.Date) string {
	if d.Precision == toml.Instant {
		return wording.Day(d.First)
	}
	return d.Words()
}
