package meta_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/testkit"
	"candor/internal/toml"
)

// own loads the types of this repository.
func own(t testing.TB) *schema.Set {
	t.Helper()
	set, list, err := meta.Load(os.DirFS("../../.."))
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

func TestExpandedCompiles(t *testing.T) {
	for _, typ := range own(t).Types() {
		b, err := meta.Expanded(typ)
		if err != nil {
			t.Fatal(typ.Name, err)
		}
		again, _ := meta.Expanded(typ)
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
	b, err := meta.Expanded(set.Type("note"))
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
