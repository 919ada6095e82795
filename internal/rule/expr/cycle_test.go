package expr

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/content"
	"candor/internal/ruletest"
	"candor/internal/schema"

	"pgregory.net/rapid"
)

// sailors makes sailors a, b, c … and lets each know others by their letters.
func sailors(t testing.TB, set *schema.Set, knows ...string) *content.Corpus {
	t.Helper()
	texts := map[string]string{"harbour/a": "title = \"A\"\n"}
	for i, others := range knows {
		text := "title = \"x\"\n"
		for _, o := range others {
			text += fmt.Sprintf("[[watch]]\nwith = [%q]\n", string(o))
		}
		texts["sailor/"+string(rune('a'+i))] = text
	}
	return ruletest.Fleet(t, set, texts)
}

// circleOf returns the ids of the circle that begins with a sailor.
func circleOf(t testing.TB, env *Env, corpus *content.Corpus, id string) string {
	t.Helper()
	p, diags := compileFor(t, env, "sailor", `cycle(self, "watch.with").map(s, s.id)`)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	v, err := env.Start(corpus, corpus.Get(content.Key{Type: "sailor", ID: id}), false).Eval(p)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(v.String(), ", ", "")
}

func TestCycle(t *testing.T) {
	set := ruletest.Types(t)
	env := newEnv(t, set)
	for _, c := range []struct {
		knows []string
		want  []string // of each sailor
	}{
		{[]string{"", ""}, []string{"", ""}},
		{[]string{"a"}, []string{"a"}},
		{[]string{"b", "a"}, []string{"ab", ""}},
		{[]string{"b", "c", "a"}, []string{"abc", "", ""}},
		{[]string{"bc", "d", "a", "a"}, []string{"ac", "", "", ""}},        // the shorter of two
		{[]string{"b", "c", "d", "b"}, []string{"", "bcd", "", ""}},        // a is not part of it
		{[]string{"z", "c", ""}, []string{"", "", ""}},                     // of nobody
		{[]string{"b", "ac", "b"}, []string{"ab", "bc", ""}},               // two circles
		{[]string{"b", "c", "d", "e", "f", "g", "a"}, []string{"abcdefg"}}, // however long
	} {
		corpus := sailors(t, set, c.knows...)
		for i, want := range c.want {
			if got := circleOf(t, env, corpus, string(rune('a'+i))); got != want {
				t.Errorf("%q: the circle of %c is %q, want %q", c.knows, 'a'+i, got, want)
			}
		}
	}
}

// TestCycleProperty: a circle is a way back to its first record, and where anybody
// gets back to themselves, somebody has a circle.
func TestCycleProperty(t *testing.T) {
	set := ruletest.Types(t)
	env := newEnv(t, set)
	rapid.Check(t, func(r *rapid.T) {
		knows := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune("abcde")), 0, 3, -1), 5, 5).Draw(r, "knows")
		corpus := sailors(t, set, knows...)
		found := false
		for i := range knows {
			way := circleOf(t, env, corpus, string(rune('a'+i)))
			for j := range way {
				next := way[(j+1)%len(way)]
				if !strings.Contains(knows[way[j]-'a'], string(next)) {
					r.Fatalf("%q: %q is not a circle", knows, way)
				}
			}
			found = found || way != ""
		}
		if found != circular(knows) {
			r.Fatalf("%q: a circle is found: %v", knows, found)
		}
	})
}

// circular reports whether taking away, again and again, who knows nobody left
// leaves somebody.
func circular(knows []string) bool {
	left := "abcde"
	for {
		before := left
		for i, others := range knows {
			if !strings.ContainsAny(others, left) {
				left = strings.ReplaceAll(left, string(rune('a'+i)), "")
			}
		}
		if left == before {
			return left != ""
		}
	}
}
