package changes_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/changes"
	"candor/internal/changes/phrase"
)

// Each template stands on the field size of a record whose size goes from 2 to
// 3, whose other fields are kind = "small" and note, which is not there.
func TestTemplates(t *testing.T) {
	for _, c := range []struct{ template, want string }{
		{"now {new}, {old} before", "now 3, 2 before"},
		{"{title} of {label}: {new}", "Size of A thing: 3"},
		{"a {value.kind} one: {new}", "a small one: 3"},
		{"{self.kind}, {old./kind}", "Size: 2 → 3"},
		{"[{value.note}: ]{new}", "3"},
		{"{value.note}: {new}", "Size: 2 → 3"},
		{"[{value.note}|{value.kind}|none]", "small"},
		{"[a [b {value.note}]c {value.kind}]", "a c small"},
		{"{{new}} [[x]] a || b", "{new} [x] a | b"},
		{"+ new | - gone", "Size: 2 → 3"},
		{"+ new | for {new} | - gone", "for 3"},
		{"= {value} m", "Size: 2 m → 3 m"},
		{"= {value}% | {old} → {new}", "2% → 3%"},
		{"~ part {new}", "part 3"},
		{"{new", "Size: 2 → 3"},
		{"{what}", "Size: 2 → 3"},
		{"{self}", "Size: 2 → 3"},
		{"{.kind}", "Size: 2 → 3"},
		{"{title.kind}", "Size: 2 → 3"},
		{"{old.kind} and {new.kind}", "small and small"},
		{"[{new}", "Size: 2 → 3"},
		{"}", "Size: 2 → 3"},
		{"a | b", "Size: 2 → 3"},
		{"{value.nothing}", "Size: 2 → 3"},
	} {
		if got := sized(t, c.template); got != c.want {
			t.Errorf("%s: got %q, want %q", c.template, got, c.want)
		}
	}
}

func thing(template, size string) fstest.MapFS {
	quoted := `"` + template + `"`
	return fstest.MapFS{
		"site.toml": {Data: []byte("title = \"T\"\nbase_url = \"https://t.example/\"\n")},
		"schema/thing.json": {Data: []byte(`{"title": "Thing", "type": "object", "properties": {
  "title": {"type": "string", "description": "t"},
  "kind": {"type": "string", "description": "k"},
  "note": {"type": "string", "description": "n"},
  "size": {"type": "integer", "x-change": ` + quoted + `, "description": "s"}}}`)},
		"content/thing/a.toml": {Data: []byte("title = \"A thing\"\nkind = \"small\"\nsize = " + size + "\n")},
	}
}

func sized(t *testing.T, template string) string {
	old, new := load(t, "old", thing(template, "2")), load(t, "new", thing(template, "3"))
	for _, c := range changes.Compare(old, new, now).Changes {
		if c.Key.Type == "thing" && len(c.Details) == 1 {
			return c.Details[0].Words
		}
	}
	return ""
}

// A template that cannot be used is told of, since it does nothing.
func TestFaults(t *testing.T) {
	for template, want := range map[string]string{
		"{new} of {value.kind}[, {old.note}]": "",
		"{new":                                "{new} is no hole",
		"[{new}":                              "a bracket is never closed",
		"{new}]":                              "closes nothing",
		"{new} | {old}":                       "the same sign",
		"{value.knid}":                        "has a hole {value.knid}, but there is no such field",
		"[{self.title}|{self.titel}]":         "has a hole {self.titel}",
	} {
		got := strings.Join(phrase.Faults(load(t, "x", thing(template, "2")).Types), "\n")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", template, got, want)
		}
	}
}

func FuzzTemplate(f *testing.F) {
	for _, s := range []string{"{old} → {new}", "# {value.a} | = [{value.b} to {value.c}|{value}] | ~ x {old.d}", "[[{{||}}]]", "[|]", "+ | -"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, template string) {
		if strings.ContainsAny(template, "\"\\") || strings.ToValidUTF8(template, "") != template || strings.ContainsFunc(template, func(r rune) bool { return r < ' ' }) {
			t.Skip()
		}
		if got := sized(t, template); got == "" {
			t.Errorf("%q: the change is not told", template)
		}
	})
}
