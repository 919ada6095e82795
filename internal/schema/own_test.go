package schema_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/testkit"
	"candor/internal/toml"
)

// own loads the types of this repository.
func own(t testing.TB) *schema.Set {
	t.Helper()
	set, list, err := schema.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) > 0 || len(set.Types()) == 0 {
		t.Fatalf("%d types\n%s", len(set.Types()), printed(list))
	}
	return set
}

func parse(t testing.TB, text string) *toml.Doc {
	t.Helper()
	src := diag.NewSource("record.toml", []byte(text), nil)
	doc, list := toml.Parse(src, []byte(text), 0, len(text))
	if len(list) > 0 {
		t.Fatalf("%s\n%s", printed(list), text)
	}
	return doc
}

func TestExpandedCompiles(t *testing.T) {
	for _, typ := range own(t).Types() {
		b, err := typ.Expanded()
		if err != nil {
			t.Fatal(typ.Name, err)
		}
		again, _ := typ.Expanded()
		if !bytes.Equal(b, again) {
			t.Errorf("%s: twice is not the same", typ.Name)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(typ.Name, err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource("test:///x.json", doc); err != nil {
			t.Fatal(typ.Name, err)
		}
		sch, err := c.Compile("test:///x.json")
		if err != nil {
			t.Fatal(typ.Name, err)
		}
		if sch.Validate(map[string]any{"no_such_field": true}) == nil {
			t.Errorf("%s: an unknown field passes", typ.Name)
		}
		if bytes.Contains(b, []byte(`"x-`)) {
			t.Errorf("%s: editors do not know our keywords", typ.Name)
		}
	}
}

func TestExpandedForms(t *testing.T) {
	set := load(t, map[string]string{"note": `{"x-many": true, "properties": {"title": {"type": "string"}, "on": {"type": "string", "format": "partial-date"}}, "required": ["title"]}`})
	b, err := set.Type("note").Expanded()
	if err != nil {
		t.Fatal(err)
	}
	doc, _ := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("test:///x.json", doc); err != nil {
		t.Fatal(err)
	}
	sch, err := c.Compile("test:///x.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		ok   bool
	}{
		{`title = "One"`, true},
		{"[[note]]\nid = \"a\"\ntitle = \"One\"", true},
		{"[[note]]\ntitle = \"One\"", false},
		{"title = \"One\"\n[[note]]\nid = \"a\"\ntitle = \"One\"", false},
		{`titel = "One"`, false},
		{"title = \"One\"\non = 2022-05-31", true},
		{"title = \"One\"\non = 2022-05-31T10:00:00Z", true},
		{"title = \"One\"\non = \"2022-05\"", true},
		{"title = \"One\"\non = \"May 2022\"", false},
	} {
		err := sch.Validate(toml.Plain(any(parse(t, c.text).Values)))
		if (err == nil) != c.ok {
			t.Errorf("%q: %v", c.text, err)
		}
	}
	// A slip is told where it is, not at the top of the file.
	slip := sch.Validate(toml.Plain(any(parse(t, "[[note]]\nid = \"a\"\ntitel = \"One\"").Values)))
	if places := leaves(slip); !slices.Equal(places, []string{"/note/0", "/note/0"}) {
		t.Errorf("told at %q: %v", places, slip)
	}
}

// leaves lists where the causes of an error are that have no cause themselves.
func leaves(err error) []string {
	var v *jsonschema.ValidationError
	if !errors.As(err, &v) {
		return nil
	}
	if len(v.Causes) == 0 {
		return []string{"/" + strings.Join(v.InstanceLocation, "/")}
	}
	var out []string
	for _, c := range v.Causes {
		out = append(out, leaves(c)...)
	}
	return out
}

var commentedOut = regexp.MustCompile(`(?m)^#([^ \n])`)

// TestScaffoldIsTOML takes the # away from every scaffold's optional lines:
// what remains parses, and says nothing that its type does not know.
func TestScaffoldIsTOML(t *testing.T) {
	for _, typ := range own(t).Types() {
		plain := string(typ.Scaffold(nil))
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
	got := string(set.Type("note").Scaffold(map[string]any{
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

func TestReference(t *testing.T) {
	set := own(t)
	var all bytes.Buffer
	if err := set.Reference(&all, ""); err != nil {
		t.Fatal(err)
	}
	for _, typ := range set.Types() {
		if !strings.Contains(all.String(), "(`"+typ.Name+"`)") {
			t.Errorf("%s is not in the reference", typ.Name)
		}
		var one bytes.Buffer
		if err := set.Reference(&one, typ.Name); err != nil {
			t.Fatal(err)
		}
		for _, f := range typ.Fields {
			if !strings.Contains(one.String(), "| `"+f.Name+"` |") {
				t.Errorf("%s: %s is not in the reference", typ.Name, f.Name)
			}
		}
	}
	if err := set.Reference(&all, "no-such-type"); err == nil {
		t.Error("a type that does not exist has a reference")
	}
}

func TestReferenceText(t *testing.T) {
	set := load(t, map[string]string{
		"common": `{"properties": {"title": {"type": "string", "description": "The name."}}}`,
		"note": `{"x-url": "/n/{id}/", "description": "Kept.", "x-public": {"field": "kind", "in": ["a"], "else": ["title"]},
			"x-sections": {"headings": ["One", "Two"], "unless": {"field": "kind", "in": ["b"]}},
			"required": ["kind"], "properties": {
			"kind": {"type": "string", "enum": ["a", "b"], "default": "a", "description": "Which | kind."},
			"to": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {
				"note": {"type": "string", "x-ref": "note", "x-back": "from"}}}}}}`,
	})
	var b bytes.Buffer
	if err := set.Reference(&b, ""); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/reference.md")
	if testkit.Updating() {
		err = os.WriteFile("testdata/reference.md", b.Bytes(), 0o644)
		want = b.Bytes()
	}
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Error(d)
	}
}

// load makes a set of schemas by the names of their types.
func load(t testing.TB, schemas map[string]string) *schema.Set {
	t.Helper()
	set, list, err := schema.Load(folder(schemas))
	if err != nil || len(list) > 0 {
		t.Fatal(err, printed(list))
	}
	return set
}

func folder(schemas map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, text := range schemas {
		out["schema/"+name+".json"] = testkit.File(text)
	}
	return out
}
