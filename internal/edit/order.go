package edit

import (
	"context"
	"io/fs"
	"math"
	"slices"

	"candor/internal/content"
	"candor/internal/project"
	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/toml/tomledit"
)

// Order puts the fields of each record in the order in which a scaffold of its
// type has them. What tomledit.Order says of comments holds. Wanted says which
// files may be changed; one that cannot be read in full is not.
func Order(ctx context.Context, files fs.FS, wanted func(name string) bool) (Changes, error) {
	p, err := project.Load(ctx, files, project.Options{KeepGoing: true})
	if err != nil {
		return nil, err
	}
	var out Changes
	seen := map[string]bool{}
	for _, t := range p.Own.Types() {
		for _, r := range p.Content.Corpus.All(t.Name) {
			for _, doc := range r.Docs() {
				name := doc.Source.Name
				if seen[name] || !wanted(name) {
					continue
				}
				seen[name] = true
				c, changes, err := order(doc, r)
				if err != nil {
					return nil, err
				}
				if changes {
					out = append(out, c)
				}
			}
		}
	}
	return out.sorted(), nil
}

// order puts the fields of one file in order.
func order(doc *toml.Doc, r *content.Record) (Change, bool, error) {
	b, err := doc.Source.Bytes()
	if err != nil {
		return Change{}, false, err
	}
	places, above := map[string]int{}, ""
	if r.InMany() {
		above = toml.Pointer(r.Type)
	}
	placeFields(places, r.Schema.InOrder(), above)
	if r.InMany() {
		places[above+"/id"] = -1
	}
	at, text := tomledit.Order(doc, func(names []string) int {
		pointer := ""
		for _, name := range names {
			pointer += toml.Pointer(name)
		}
		if place, ok := places[pointer]; ok {
			return place
		}
		return math.MaxInt
	})
	if text == nil {
		return Change{}, false, nil
	}
	return Change{Name: doc.Source.Name, Old: b, New: slices.Concat(b[:at.Start], text, b[at.End:])}, true, nil
}

// placeFields numbers the fields of a table and of the tables in it, by the names
// that lead to them.
func placeFields(places map[string]int, fields []*schema.Field, above string) {
	for i, f := range fields {
		pointer := above + toml.Pointer(f.Name)
		places[pointer] = i
		placeFields(places, f.InOrder(), pointer)
	}
}
