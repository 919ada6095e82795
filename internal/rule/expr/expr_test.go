package expr

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/ruletest"
	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/toml/quoted"

	"pgregory.net/rapid"
)

func newEnv(t testing.TB, set *schema.Set) *Env {
	t.Helper()
	return newEnvOn(t, toml.DayOf(ruletest.Day()), set)
}

// newEnvOn returns an environment for other days than the usual one.
func newEnvOn(t testing.TB, today toml.Date, set *schema.Set) *Env {
	t.Helper()
	env, err := NewEnv(set, today, ruletest.Site())
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// compile compiles an expression about a boat.
func compile(t testing.TB, env *Env, text string) (*Program, diag.List) {
	t.Helper()
	return compileFor(t, env, "boat", text)
}

// compileFor compiles an expression about a record of a type.
func compileFor(t testing.TB, env *Env, typ, text string) (*Program, diag.List) {
	t.Helper()
	src := diag.NewSource("x", []byte(text), nil)
	p, diags, err := env.Compile("expr", quoted.At(&toml.Doc{Source: src}, "", text).Whole(), env.Variables(typ), WantAny)
	if err != nil {
		t.Fatal(err)
	}
	return p, diags
}

// evaluate evaluates an expression about the boat ada: "true", "false",
// "unknown" or what went wrong.
func evaluate(t testing.TB, env *Env, corpus content.Lookup, text string) string {
	t.Helper()
	p, diags := compile(t, env, text)
	if len(diags) > 0 {
		return "does not compile: " + diags[0].Message
	}
	v, err := env.Start(corpus, corpus.Get(content.Key{Type: "boat", ID: "ada"}), false).Eval(p)
	if err != nil {
		return "fails: " + err.Error()
	}
	return v.String()
}

const fullBoat = `
title = "Ada"
rig = "sloop"
crew = 4
value = 1234.5
insured = true
launched = "2019"
scrapped = 2022-01-01
home = "quay"
ports = ["quay", "gone"]
keeper = "mia"
uses = ["racing"]
costs = [0.1, 0.2]
[engine]
maker = "x"
power = 2.5
fuel = "diesel"
serviced = "2021-01"
[[berth]]
harbour = "quay"
fee = 10
from = 2020-01-01
until = 2020-12-31
`

// without returns a copy of a value that lacks what is at a pointer.
func without(v any, pointer string) any {
	key, rest, deeper := strings.Cut(pointer[1:], "/")
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		if delete(out, key); deeper {
			out[key] = without(v[key], "/"+rest)
		}
		return out
	case []any:
		out := slices.Clone(v)
		for i := range out {
			if deeper && fmt.Sprint(i) == key {
				out[i] = without(out[i], "/"+rest)
			}
		}
		return out
	}
	return v
}

// pointers returns the pointer of every key below a value.
func pointers(v any, at string) (out []string) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			out = append(append(out, at+"/"+key), pointers(v[key], at+"/"+key)...)
		}
	case []any:
		for i := range v {
			out = append(out, pointers(v[i], fmt.Sprintf("%s/%d", at, i))...)
		}
	}
	return out
}

// TestThinned takes fields away, several at once: an expression may become
// unknown, but never fails in a way it did not, and never panics.
func TestThinned(t *testing.T) {
	set := ruletest.Types(t)
	env := newEnv(t, set)
	var programs []*Program
	for _, r := range results {
		p, diags := compile(t, env, r.expr)
		if len(diags) > 0 {
			t.Fatal(r.expr, diags)
		}
		programs = append(programs, p)
	}
	full := ruletest.Record(t, set, "boat/ada", fullBoat)
	rapid.Check(t, func(t *rapid.T) {
		var values any = full.Values
		for range rapid.IntRange(1, 6).Draw(t, "fields") {
			if there := pointers(values, ""); len(there) > 0 {
				values = without(values, rapid.SampledFrom(there).Draw(t, "field"))
			}
		}
		rec := full.With(values.(map[string]any), true)
		corpus := content.NewCorpus(set, []*content.Record{rec, full.With(map[string]any{}, true)}, nil)
		p := rapid.SampledFrom(programs).Draw(t, "expression")
		v, err := env.Start(corpus, rec, rapid.Bool().Draw(t, "public")).Eval(p)
		if err != nil && !strings.ContainsAny(p.String(), "[/") {
			t.Fatalf("%s: %v on %v", p, err, rec.Values)
		}
		if err == nil {
			_ = v.String()
		}
	})
}
