package changes_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"candor/internal/changes"
	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"

	"pgregory.net/rapid"
)

// leaf is a value of a record that has no parts.
type leaf struct {
	pointer string
	value   any
	field   *schema.Field
}

// leaves returns all of them that a record has.
func leaves(r *content.Record) []leaf {
	var out []leaf
	var walk func(pointer string, v any)
	walk = func(pointer string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(v)) {
				walk(pointer+toml.Pointer(k), v[k])
			}
		case []any:
			for i, e := range v {
				walk(fmt.Sprintf("%s/%d", pointer, i), e)
			}
		default:
			if pointer != "/id" {
				out = append(out, leaf{pointer, v, r.Schema.Lookup(pointer)})
			}
		}
	}
	walk("", r.Values)
	return out
}

// other returns a value that means something else.
func other(t *rapid.T, l leaf) any {
	switch v := l.value.(type) {
	case string:
		if l.field != nil && len(l.field.Enum) > 1 {
			return rapid.SampledFrom(slices.DeleteFunc(slices.Clone(l.field.Enum), func(w string) bool { return w == v })).Draw(t, "word")
		}
		return v + rapid.SampledFrom([]string{" changed", "x", " and much more than was said before, so much that it is long"}).Draw(t, "more")
	case int64:
		return v + rapid.Int64Range(1, 9).Draw(t, "more")
	case float64:
		return v + float64(rapid.IntRange(1, 9).Draw(t, "more"))
	case bool:
		return !v
	case toml.Date:
		return toml.DayOf(v.First.AddDate(0, 0, rapid.IntRange(1, 900).Draw(t, "days")))
	}
	t.Fatalf("%s: %T", l.pointer, l.value)
	return nil
}

// replace returns a copy of v in which the value at a pointer is another; a
// nil one takes a field of a table away.
func replace(v any, pointer string, with any) any {
	if pointer == "" {
		return with
	}
	name, rest, _ := strings.Cut(pointer[1:], "/")
	if rest != "" {
		rest = "/" + rest
	}
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		if rest == "" && with == nil {
			delete(out, name)
		} else {
			out[name] = replace(v[name], rest, with)
		}
		return out
	case []any:
		out := slices.Clone(v)
		i := 0
		fmt.Sscan(name, &i)
		out[i] = replace(v[i], rest, with)
		return out
	}
	return v
}

// swapped is a side in which one record is another.
func swapped(s changes.Side, r *content.Record) changes.Side {
	var records []*content.Record
	for _, t := range s.Types.Types() {
		for _, old := range s.Records.All(t.Name) {
			if old.Key == r.Key {
				old = r
			}
			records = append(records, old)
		}
	}
	s.Records = content.NewCorpus(s.Types, records, nil)
	return s
}

// Whatever changes in whatever record of this repository's own site is told,
// of that record alone, at its place.
func TestEveryChangeIsTold(t *testing.T) {
	side := load(t, "x", os.DirFS("../.."))
	if faults := phrase.Faults(side.Types); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
	if r := changes.Compare(side, side, now); len(r.Changes) > 0 {
		t.Fatalf("%+v", r.Changes)
	}
	var records []*content.Record
	for _, typ := range side.Types.Types() {
		for _, r := range side.Records.All(typ.Name) {
			if r.Type != "rule" && r.Type != "commitment" {
				records = append(records, r)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(records).Draw(t, "record")
		l := rapid.SampledFrom(leaves(r)).Draw(t, "leaf")
		var with any
		if rapid.Bool().Draw(t, "replaced") || l.field == nil || !table(r, l.pointer) || l.field.Default != nil {
			with = other(t, l)
		}
		values := replace(r.Values, l.pointer, with).(map[string]any)
		said := changes.Compare(side, swapped(side, r.With(values, true)), now)
		if slices.ContainsFunc(said.Changes, func(c report.Change) bool { return c.Key != r.Key }) {
			t.Fatalf("%s%s: %v → %v: %+v", r.Key, l.pointer, l.value, with, said.Changes)
		}
		if !slices.ContainsFunc(said.Changes, func(c report.Change) bool { return told(c, l.pointer) }) {
			t.Fatalf("%s%s: %v → %v is not told: %+v", r.Key, l.pointer, l.value, with, said.Changes)
		}
	})
}

// table says that what holds the value at a pointer is a table.
func table(r *content.Record, pointer string) bool {
	_, ok := r.Get(pointer[:strings.LastIndexByte(pointer, '/')]).(map[string]any)
	return ok || strings.Count(pointer, "/") == 1
}

// told says that a change speaks of a pointer, or of a list or table that it is
// in. What is said of the record as a whole speaks of some fields.
func told(c report.Change, pointer string) bool {
	for _, whole := range []string{"/waiver", "/withdrawn", "/status"} {
		if c.Words != "" && strings.HasPrefix(pointer, whole) {
			return true
		}
	}
	return slices.ContainsFunc(c.Details, func(d report.Detail) bool {
		return d.Words != "" && (strings.HasPrefix(pointer+"/", d.Pointer+"/") || strings.HasPrefix(d.Pointer, pointer+"/"))
	})
}
