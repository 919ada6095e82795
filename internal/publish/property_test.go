package publish

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// trees draws small sites whose paths often meet those of another.
func trees(t *rapid.T, label string) tree {
	parts := rapid.SampledFrom([]string{"a", "b", "c", "index.html"})
	paths := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(parts, 1, 3).Draw(t, "parts"), "/")
	}), 0, 8).Draw(t, label)
	out := site(rapid.SampledFrom([]string{"1", "2"}).Draw(t, "version"), nil)
	for _, p := range paths {
		if free(out, p) {
			out[p] = rapid.SampledFrom([]string{"", "x", "y", "xy"}).Draw(t, "text")
		}
	}
	return out
}

// free says whether no path of t is p, above it or below it.
func free(t tree, p string) bool {
	for q := range t {
		if q == p || strings.HasPrefix(q, p+"/") || strings.HasPrefix(p, q+"/") {
			return false
		}
	}
	return true
}

// expected is the summary that a simple comparison of two trees gives.
func expected(old, next tree, way string) Summary {
	want := Summary{Files: len(next), Published: !maps.Equal(old.full(), next.full())}
	for name, text := range next {
		want.Bytes += int64(len(text))
		if was, ok := old[name]; ok && was == text {
			want.Unchanged++
		} else {
			want.Written++
		}
	}
	for name := range old {
		if _, ok := next[name]; !ok {
			want.Removed++
		}
	}
	want.Atomic = want.Published && way == exchanged
	return want
}

func drawWay(t *rapid.T) string {
	if !oneStep {
		return rapid.SampledFrom(ways[1:]).Draw(t, "way")
	}
	return rapid.SampledFrom(ways).Draw(t, "way")
}

// scratch returns a folder for one draw.
func scratch(t *rapid.T, base string) string {
	parent, err := os.MkdirTemp(base, "")
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(parent, "public")
}

func TestAnyTreeReplacesAnyTree(t *testing.T) {
	base := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		old, next, way := trees(r, "old"), trees(r, "new"), drawWay(r)
		dir := scratch(r, base)
		old.write(t, dir)
		for _, want := range []Summary{expected(old, next, way), expected(next, next, way)} {
			got, err := Publish(context.Background(), Options{Dir: dir, disk: &trial{way: way}}, next.produce)
			if err != nil {
				r.Fatal(err)
			}
			if got != want {
				r.Fatalf("got %+v, want %+v", got, want)
			}
			if !isWhole(t, dir, next) {
				r.Fatalf("got %v, want %v", read(t, dir), next)
			}
		}
		wantAlone(t, dir)
	})
}

// The disk stops for good at some step, cleaning up included: what it holds is
// what a crash leaves.
func TestCrashWithAnyTrees(t *testing.T) {
	base := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		old, next, way := trees(r, "old"), trees(r, "new"), drawWay(r)
		dir := scratch(r, base)
		old.write(t, dir)
		for range rapid.IntRange(1, 3).Draw(r, "crashes") {
			d := &trial{way: way, at: rapid.Int64Range(1, 40).Draw(r, "step"), torn: rapid.Bool().Draw(r, "torn")}
			_, _ = Publish(context.Background(), Options{Dir: dir, disk: d}, next.produce)
			if way == exchanged && !isWhole(t, dir, old, next) {
				r.Fatalf("step %d: neither old nor new: %v", d.at, read(t, dir))
			}
		}
		wantMended(t, dir, way, old, next)
	})
}
