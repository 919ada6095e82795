package scaffold_test

import (
	"os"
	"regexp"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"candor/internal/diag"
	"candor/internal/scaffold"
	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/testkit"
	"candor/internal/toml"
)

// own loads the types of this repository.
func own(t testing.TB) *schema.Set {
	t.Helper()
	set, list, err := meta.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) > 0 || len(set.Types()) == 0 {
		t.Fatalf("%d types\n%s", len(set.Types()), testkit.Text(t, list))
	}
	return set
}

func parse(t testing.TB, text string) *toml.Doc {
	t.Helper()
	src := diag.NewSource("record.toml", []byte(text), nil)
	doc, list := toml.Parse(src, []byte(text), 0, len(text))
	if len(list) > 0 {
		t.Fatalf("%s\n%s", testkit.Text(t, list), text)
	}
	return doc
}

var commentedOut = regexp.MustCompile(`(?m)^#([^ \n])`)

// TestScaffoldIsTOML takes the # away from every scaffold's optional lines:
// what remains parses, and says nothing that its type does not know.
func TestScaffoldIsTOML(t *testing.T) {
	for _, typ := range own(t).Types() {
		plain := string(scaffold.Record(typ, nil))
		parse(t, plain)
		full := commentedOut.ReplaceAllString(plain, "$1")
		for _, d := range typ.Validate(parse(t, full), "") {
			if string(d.Span.Text()) == `""` {
				continue // for the author to fill in
			}
			switch d.ID {
			case "unknown-field", "wrong-type", "bad-format":
				t.Errorf("%s: %s: %s\n%s", typ.Name, d.ID, d.Message, d.Span.Text())
			}
		}
	}
}

func TestScaffoldValues(t *testing.T) {
	set := load(t, map[string]string{"note": `{"title": "Note", "description": "Something worth keeping.",
		"required": ["title", "when", "severity"], "properties": {
		"when": {"type": "string", "format": "date", "description": "The day."},
		"count": {"type": "integer", "description": "How many there are, in a sentence that is long enough to be broken into two."},
		"title": {"type": "string", "description": "The name."},
		"kind": {"type": "string", "enum": ["a", "b"]},
		"tags": {"type": "array", "items": {"type": "string"}},
		"severity": {"type": "object", "required": ["level"], "additionalProperties": false, "properties": {
			"level": {"type": "string", "enum": ["high", "low"]}, "reason": {"type": "string"}}},
		"steps": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {
			"do": {"type": "string", "examples": ["call"]}}}}}}`})
	got := string(scaffold.Record(set.Type("note"), map[string]any{
		"title": `A "quoted" one`, "count": "3", "tags": "x, y", "severity.level": "high", "other": "z",
	}))
	want := `# Note. Something worth keeping.
other = "z"

# The name. Required.
title = "A \"quoted\" one"

# The day. Required.
#when = 2022-05-31

# How many there are, in a sentence that is long enough to be broken into two.
count = 3

# One of: a, b.
#kind = "a"

tags = ["x", "y"]

# Required.
[severity]

# Required. One of: high, low.
level = "high"

#reason = "…"

#[[steps]]
#do = "call"
`
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func load(t testing.TB, schemas map[string]string) *schema.Set {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range schemas {
		files["schema/"+name+".json"] = &fstest.MapFile{Data: []byte(text)}
	}
	set, list, err := meta.Load(files)
	if err != nil || len(list) > 0 {
		t.Fatal(err, testkit.Text(t, list))
	}
	return set
}
