package newrecord

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/toml"
)

// takeOver adds what the record that the first reference names tells already and
// the new one asks for as well: the title, and its dates, where the new type has
// a list of what happened when. What was given stays. What the public will not see
// of the one is not told by the other either.
func takeOver(ctx context.Context, files fs.FS, types *schema.Set, t *schema.Type, values map[string]any) error {
	s, _, err := content.Load(ctx, files, types, types, nil)
	if err != nil {
		return err
	}
	from := toBePublic(s.Corpus, firstNamed(s.Corpus, t, values))
	if from == nil {
		return nil
	}
	if f := t.Lookup("/title"); f != nil && f.Kind == schema.String && values["title"] == nil && from.Text("/title") != "" {
		values["title"] = from.Text("/title")
	}
	for _, f := range t.Fields {
		if when, what := chronicle(f); when != nil && values[f.Name] == nil {
			if list := happened(from, when.Name, what.Name); len(list) > 0 {
				values[f.Name] = list
			}
		}
	}
	return nil
}

// toBePublic returns what the public sees of a record once its embargo has lifted:
// until then, a check refuses whatever refers to it. It is nil where that is
// nothing.
func toBePublic(corpus *content.Corpus, r *content.Record) *content.Record {
	if r == nil {
		return nil
	}
	theLast := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	return site.Public(corpus, site.Audience{Drafts: true, Now: theLast}).Get(r.Key)
}

// firstNamed returns the record that the first reference with a value names.
func firstNamed(corpus *content.Corpus, t *schema.Type, values map[string]any) *content.Record {
	for _, f := range t.Fields {
		text, _ := values[f.Name].(string)
		if list, ok := values[f.Name].([]any); ok && len(list) > 0 {
			text, _ = list[0].(string)
		}
		if len(f.Ref) == 0 || text == "" {
			continue
		}
		if k, ok := content.Resolve(corpus, f, text); ok {
			return corpus.Get(k)
		}
	}
	return nil
}

// chronicle returns the two fields that the tables of a list must have, a date
// and a free text, where it is such a list.
func chronicle(f *schema.Field) (when, what *schema.Field) {
	if f.Kind != schema.List || f.Items == nil || f.Items.Kind != schema.Table {
		return nil, nil
	}
	for _, g := range f.Items.Fields {
		switch {
		case !g.Required:
		case g.Kind == schema.Date && when == nil:
			when = g
		case g.Kind == schema.String && len(g.Enum) == 0 && len(g.Ref) == 0 && what == nil:
			what = g
		default:
			return nil, nil
		}
	}
	if what == nil {
		return nil, nil
	}
	return when, what
}

// happened lists the dates that stand together in a table of a record, the
// earliest first, each with the title of its field.
func happened(from *content.Record, when, what string) []any {
	type event struct {
		on   toml.Date
		name string
	}
	var all []event
	for _, f := range from.Schema.Fields {
		for _, g := range f.Fields {
			if d, ok := from.Date(f.Pointer + toml.Pointer(g.Name)); ok && g.Kind == schema.Date {
				all = append(all, event{d, g.Title})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b event) int { return a.on.Last.Compare(b.on.Last) })
	out := make([]any, len(all))
	for i, e := range all {
		out[i] = map[string]any{when: e.on, what: e.name}
	}
	return out
}
