package incremental

import (
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"candor/internal/content"
)

func read(id string) content.Read { return content.Read{Key: content.Key{Type: "boat", ID: id}} }

// Whatever is put, dropped and invalidated, a table holds what a list of values
// with their reads holds that is searched from end to end.
func TestTable(t *testing.T) {
	type entry struct {
		value int
		reads []content.Read
	}
	names := rapid.SampledFrom([]string{"a", "b", "c", "d"})
	reads := rapid.SliceOfN(rapid.Map(rapid.SampledFrom([]string{"1", "2", "3"}), read), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		table, plain := NewTable[int](true), map[string]entry{}
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				name, e := names.Draw(t, "name"), entry{rapid.IntRange(1, 9).Draw(t, "value"), reads.Draw(t, "reads")}
				table.Put(name, e.value, e.reads)
				plain[name] = e
			case 2:
				name := names.Draw(t, "name")
				table.Drop(name)
				delete(plain, name)
			case 3:
				changed := Reads{}
				for _, r := range reads.Draw(t, "changed") {
					changed[r] = true
				}
				table.Invalidate(changed)
				maps.DeleteFunc(plain, func(_ string, e entry) bool {
					return slices.ContainsFunc(e.reads, func(r content.Read) bool { return changed[r] })
				})
			}
			want := map[string]int{}
			for name, e := range plain {
				want[name] = e.value
			}
			if got := maps.Collect(table.All()); !maps.Equal(got, want) {
				t.Fatalf("it holds %v, want %v", got, want)
			}
		}
		table.Clear()
		if len(maps.Collect(table.All())) > 0 || len(table.index.readers) > 0 {
			t.Fatal("something is left")
		}
	})
}

// A table without an index forgets only what it is told to.
func TestTableWithoutIndex(t *testing.T) {
	table := NewTable[int](false)
	table.Put("a", 1, []content.Read{read("1")})
	table.Invalidate(Reads{read("1"): true})
	if table.Get("a") != 1 {
		t.Error("the value is gone")
	}
	if table.Drop("a"); table.Get("a") != 0 {
		t.Error("the value is still there")
	}
}

// Times that are the same moment make the same environment.
func TestMoment(t *testing.T) {
	now := time.Now() // with a monotonic reading, in the zone of the machine
	a, b := Environment{AsOf: Moment(now)}, Environment{AsOf: Moment(now.UTC().In(time.FixedZone("x", 3600)))}
	if a != b || a == (Environment{AsOf: Moment(now.Add(1))}) {
		t.Errorf("%v and %v", a.AsOf, b.AsOf)
	}
}
