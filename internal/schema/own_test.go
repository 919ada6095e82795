package schema_test

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
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

// load makes a set of schemas by the names of their types.
func load(t testing.TB, schemas map[string]string) *schema.Set {
	t.Helper()
	set, list, err := meta.Load(folder(schemas))
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
