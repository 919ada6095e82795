package match_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/internal/changes/match"
	"candor/internal/changes/phrase"
	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"

	"pgregory.net/rapid"
)

// list returns a list whose elements are texts, or tables with a name and a size.
func list(elements ...any) *phrase.Value {
	item := &schema.Field{Kind: schema.Table, Fields: []*schema.Field{
		{Name: "name", Kind: schema.String}, {Name: "size", Kind: schema.Integer}, {Name: "note", Kind: schema.String},
	}}
	return &phrase.Value{
		Side: &phrase.Side{Templates: phrase.Templates{}}, Raw: elements, Pointer: "/x", Field: &schema.Field{Name: "x", Kind: schema.List, Items: item},
	}
}

func boat(name string, size int64, note string) map[string]any {
	return map[string]any{"name": name, "size": size, "note": note}
}

// told writes a pairing by positions: "0=1" is a pair, "+2" came, "-3" went.
func told(p *match.Pairing) string {
	var out []string
	for _, pair := range p.Pairs {
		out = append(out, fmt.Sprintf("%d=%d", match.Position(pair[0]), match.Position(pair[1])))
	}
	for _, v := range p.Added {
		out = append(out, fmt.Sprintf("+%d", match.Position(v)))
	}
	for _, v := range p.Removed {
		out = append(out, fmt.Sprintf("-%d", match.Position(v)))
	}
	return strings.Join(out, " ")
}

func TestPair(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new *phrase.Value
		want     string
	}{
		{"equal, moved", list("a", "b"), list("b", "a"), "1=0 0=1"},
		{"by name", list(boat("Anna", 1, "x")), list(boat("Bert", 2, "y"), boat("Anna", 3, "z")), "0=1 +0"},
		{"of one name, the most alike", list(boat("Anna", 1, "x"), boat("Anna", 2, "y")), list(boat("Anna", 2, "z"), boat("Anna", 1, "z")), "1=0 0=1"},
		{"half alike", list(boat("Anna", 1, "x")), list(boat("Bert", 1, "x")), "0=0"},
		{"nothing in common", list(boat("Anna", 1, "x")), list(boat("Bert", 2, "y")), "+0 -0"},
		{"reworded", list("a boat of some size"), list("a boat of any size"), "0=0"},
		{"short words are not alike", list("red"), list("reed"), "+0 -0"},
		{"without a key, by place", list(map[string]any{"size": int64(1)}), list(map[string]any{"size": int64(2)}), "0=0"},
	} {
		if got := told(match.Pair(c.old, c.new)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Every element is paired once, or came, or went.
func TestPairProperty(t *testing.T) {
	element := rapid.Custom(func(t *rapid.T) any {
		return boat(rapid.SampledFrom([]string{"", "Anna", "Bert"}).Draw(t, "name"), rapid.Int64Range(0, 2).Draw(t, "size"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		old, new := rapid.SliceOfN(element, 0, 6).Draw(t, "old"), rapid.SliceOfN(element, 0, 6).Draw(t, "new")
		p := match.Pair(list(old...), list(new...))
		var left, right []int
		for _, pair := range p.Pairs {
			left, right = append(left, match.Position(pair[0])), append(right, match.Position(pair[1]))
		}
		for _, v := range p.Removed {
			left = append(left, match.Position(v))
		}
		for _, v := range p.Added {
			right = append(right, match.Position(v))
		}
		for i, side := range [][]int{left, right} {
			slices.Sort(side)
			if n := []int{len(old), len(new)}[i]; len(side) != n || len(slices.Compact(side)) != n {
				t.Fatalf("%v of %d elements", side, n)
			}
		}
		if same := match.Pair(list(old...), list(old...)); len(same.Added)+len(same.Removed) > 0 || !same.Ordered() {
			t.Fatalf("a list is not itself: %s", told(same))
		}
	})
}

func TestEqual(t *testing.T) {
	day := func(s string) toml.Date {
		d, _ := toml.ParseDate(s)
		return d
	}
	for _, c := range []struct {
		a, b any
		want bool
	}{
		{int64(1), int64(1), true}, {int64(1), "1", false}, {nil, nil, true},
		{day("2022-07-08T22:00:00+02:00"), day("2022-07-08T20:00:00Z"), true}, {day("2022-07"), day("2022-07-01"), false},
		{[]any{"a"}, []any{"a"}, true}, {[]any{"a"}, []any{"a", "b"}, false},
		{map[string]any{"a": nil}, map[string]any{"b": nil}, false},
	} {
		if got := match.Equal(c.a, c.b); got != c.want {
			t.Errorf("Equal(%v, %v) = %t", c.a, c.b, got)
		}
	}
}

func record(id string, values map[string]any) *content.Record {
	values["id"] = id
	list := &schema.Field{Name: "aliases", Pointer: "/aliases", Kind: schema.List, Items: &schema.Field{}}
	boat := &schema.Type{Name: "boat", Fields: []*schema.Field{list}}
	return &content.Record{Key: content.Key{Type: "boat", ID: id}, Schema: boat, Values: values}
}

func TestRenamed(t *testing.T) {
	old := map[string]*content.Record{
		"anna": record("anna", map[string]any{"title": "Anna"}),
		"bert": record("bert", map[string]any{"title": "Bert"}),
		"carl": record("carl", map[string]any{"title": "Carl"}),
		"none": record("none", map[string]any{}),
	}
	new := map[string]*content.Record{
		"anne":    record("anne", map[string]any{"title": "Anne", "aliases": []any{"/boats/anna/"}}),
		"bertha":  record("bertha", map[string]any{"title": "Bert"}),
		"carl":    record("carl", map[string]any{"title": "Charles"}),
		"nothing": record("nothing", map[string]any{}),
	}
	var got []string
	for _, pair := range match.Renamed(old, new) {
		got = append(got, pair[0].ID+" to "+pair[1].ID)
	}
	if want := "anna to anne, bert to bertha"; strings.Join(got, ", ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}
