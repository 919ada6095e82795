package schema_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"candor/internal/schema"
	"candor/internal/toml"
)

// harbour holds a table in a list in a table, and a list in a list.
const harbour = `{"properties": {
	"name": {"type": "string"},
	"chart": {"type": "object", "additionalProperties": false, "properties": {
		"scale": {"type": "integer"},
		"piers": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {
			"label": {"type": "string"}, "depths": {"type": "array", "items": {"type": "number"}}}}}}},
	"grid": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}}}`

const harbourRecord = `grid = [["a", "b"], ["c"]]
other = 1
name = "Malm"
[chart]
scale = 3
[[chart.piers]]
label = "East"
depths = [1.5, 2.0]
[[chart.piers]]
label = "West"
`

func TestWalk(t *testing.T) {
	typ := load(t, map[string]string{"harbour": harbour}).Type("harbour")
	values := parse(t, harbourRecord).Values
	var got []string
	schema.Walk(typ.Fields, values, func(at *schema.Path, f *schema.Field, v any) bool {
		line := at.Pointer() + " " + at.Field().Name
		switch v.(type) {
		case map[string]any, []any:
		default:
			line += fmt.Sprintf(" %v", v)
		}
		got = append(got, line)
		return at.Pointer() != "/grid/0"
	})
	want := []string{
		"/name name Malm", "/chart chart", "/chart/scale scale 3", "/chart/piers piers",
		"/chart/piers/0 piers", "/chart/piers/0/label label East", "/chart/piers/0/depths depths",
		"/chart/piers/0/depths/0 depths 1.5", "/chart/piers/0/depths/1 depths 2",
		"/chart/piers/1 piers", "/chart/piers/1/label label West",
		"/grid grid", "/grid/0 grid", "/grid/1 grid", "/grid/1/0 grid c",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWalkAround(t *testing.T) {
	typ := load(t, map[string]string{"harbour": harbour}).Type("harbour")
	schema.WalkTexts(typ.Fields, parse(t, harbourRecord).Values, func(at *schema.Path, _ *schema.Field, text string) {
		if text != "West" {
			return
		}
		var got []string
		for _, table := range at.Around() {
			got = append(got, strings.Join(slices.Sorted(maps.Keys(table)), " "))
		}
		if d := cmp.Diff([]string{"label", "piers scale", "chart grid name other"}, got); d != "" {
			t.Error(d)
		}
	})
}

// described returns tables with a value for each field, now and then of another kind,
// and for names that are no fields.
func described(fields []*schema.Field) *rapid.Generator[map[string]any] {
	return rapid.Custom(func(r *rapid.T) map[string]any {
		out := anyTable(1).Draw(r, "besides")
		for _, f := range fields {
			out[f.Name] = valueOf(f).Draw(r, f.Name)
		}
		return out
	})
}

func valueOf(f *schema.Field) *rapid.Generator[any] {
	switch f.Kind {
	case schema.Table:
		return described(f.Fields).AsAny()
	case schema.List:
		return rapid.SliceOfN(rapid.OneOf(valueOf(f.Items), anyTOML(1)), 1, 3).AsAny()
	}
	return anyTOML(1)
}

// Every value that Walk visits is the one that its pointer leads to, and none is
// visited twice.
func TestWalkPointers(t *testing.T) {
	typ := load(t, map[string]string{"harbour": harbour}).Type("harbour")
	deepest := 0
	rapid.Check(t, func(t *rapid.T) {
		values := described(typ.Fields).Draw(t, "values")
		seen := map[string]bool{}
		schema.Walk(typ.Fields, values, func(at *schema.Path, f *schema.Field, v any) bool {
			pointer := at.Pointer()
			if found, ok := toml.Lookup(values, pointer); !ok || !cmp.Equal(found, v) {
				t.Fatalf("%s leads to %v, not %v", pointer, found, v)
			}
			if pointer != toml.Pointer(anyOf(at.Parts())...) || seen[pointer] {
				t.Fatalf("%s of %s", pointer, f.Pointer)
			}
			seen[pointer] = true
			deepest = max(deepest, len(at.Parts()))
			return true
		})
	})
	if deepest < 4 {
		t.Errorf("no value was deeper than %d", deepest)
	}
}

func anyOf(parts []string) []any {
	out := make([]any, len(parts))
	for i, p := range parts {
		out[i] = p
	}
	return out
}

// A walk costs no more memory when there is more to walk through.
func TestWalkAllocations(t *testing.T) {
	typ := load(t, map[string]string{"harbour": harbour}).Type("harbour")
	long := "[chart]\n" + strings.Repeat("[[chart.piers]]\nlabel = \"East\"\ndepths = [1.5, 2.0]\n", 200)
	cost := func(values map[string]any) float64 {
		texts := 0
		return testing.AllocsPerRun(10, func() {
			schema.WalkTexts(typ.Fields, values, func(*schema.Path, *schema.Field, string) { texts++ })
		})
	}
	short, most := cost(parse(t, harbourRecord).Values), cost(parse(t, long).Values)
	if most > short {
		t.Errorf("%v allocations for many values, %v for few", most, short)
	}
}

func TestAll(t *testing.T) {
	typ := load(t, map[string]string{"harbour": harbour}).Type("harbour")
	var got []string
	for f := range schema.All(typ.Fields) {
		got = append(got, f.Pointer)
		if f.Pointer == "/grid/*" {
			break
		}
	}
	want := []string{
		"/name", "/chart", "/chart/scale", "/chart/piers", "/chart/piers/*", "/chart/piers/*/label",
		"/chart/piers/*/depths", "/chart/piers/*/depths/*", "/grid", "/grid/*",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
