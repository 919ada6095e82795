package reference_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/schema/reference"
	"candor/internal/testkit"
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

func TestReference(t *testing.T) {
	set := own(t)
	var all bytes.Buffer
	if err := reference.Write(&all, set, ""); err != nil {
		t.Fatal(err)
	}
	for _, typ := range set.Types() {
		if !strings.Contains(all.String(), "(`"+typ.Name+"`)") {
			t.Errorf("%s is not in the reference", typ.Name)
		}
		var one bytes.Buffer
		if err := reference.Write(&one, set, typ.Name); err != nil {
			t.Fatal(err)
		}
		for _, f := range typ.Fields {
			if !strings.Contains(one.String(), "| `"+f.Name+"` |") {
				t.Errorf("%s: %s is not in the reference", typ.Name, f.Name)
			}
		}
	}
	if err := reference.Write(&all, set, "no-such-type"); err == nil {
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
	if err := reference.Write(&b, set, ""); err != nil {
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
