package edit_test

import (
	"context"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"candor/internal/edit"
	"candor/internal/scaffold"
	"candor/internal/schema/meta"
	"candor/internal/testkit"
)

func everything(string) bool { return true }

func orderOf(t *testing.T, files fs.FS, wanted func(string) bool) map[string]string {
	t.Helper()
	changes, err := edit.Order(context.Background(), files, wanted)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, c := range changes {
		out[c.Name] = string(c.New)
	}
	return out
}

// TestOrder holds which order is that of the type: what a record is known by, what
// is required, the rest, the tables; and which files are changed.
func TestOrder(t *testing.T) {
	boat := `{"title": "Boat", "type": "object", "x-many": true, "x-title": "/name", "required": ["kind", "crew"], "properties": {
	  "length": {"type": "number", "description": "In metres"}, "name": {"type": "string", "description": "Name"},
	  "papers": {"type": "object", "additionalProperties": false, "description": "Its papers", "required": ["no"], "properties": {
	    "by": {"type": "string", "description": "Who wrote them"}, "no": {"type": "string", "description": "Their number"}}},
	  "kind": {"type": "string", "description": "What drives it"},
	  "crew": {"type": "array", "description": "Who sails it", "items": {"type": "object", "additionalProperties": false, "properties": {
	    "who": {"type": "string", "description": "Who"}, "since": {"type": "integer", "description": "Since"}}}}}}`
	common := `{"properties": {"summary": {"type": "string", "description": "In a sentence"}, "label": {"type": "string", "description": "Label"}}}`
	files := testkit.Files(map[string]string{
		"site.toml":        "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n",
		"schema/boat.json": boat, "schema/common.json": common,
		"content/boat/anna.toml":  "length = 7\nkind = \"sail\"\nlabel = \"A\"\n\n[papers]\nby = \"x\"\nno = \"1\"\n\n[[crew]]\nsince = 1990\nwho = \"Otto\"\n",
		"content/boat/berta.md":   "+++\nsummary = \"s\"\nname = \"Berta\"\nkind = \"motor\"\n+++\nlength = 1\nname = 2\n",
		"content/boat/carla.toml": "length = 7\nkind = \"sail\"\n",
		"content/boat/carla.md":   "+++\nsummary = \"s\"\nname = \"Carla\"\n+++\n",
		"content/boat/fleet.toml": "# The fleet.\n\n[[boat]]\nkind = \"sail\"\nname = \"Z\"\nid = \"z\"\n[[boat.crew]]\nsince = 1\nwho = \"O\"\n\n[[boat]]\nname = \"A\"\nid = \"a\"\n",
		"content/boat/wrong.toml": "kind = \"sail\"\nname = \n",
		"content/boat/fine.toml":  "name = \"Fine\"\nkind = \"sail\"\n",
	})
	got := orderOf(t, files, everything)
	want := map[string]string{
		"content/boat/anna.toml":  "label = \"A\"\nkind = \"sail\"\nlength = 7\n\n[[crew]]\nwho = \"Otto\"\nsince = 1990\n\n[papers]\nno = \"1\"\nby = \"x\"\n",
		"content/boat/berta.md":   "+++\nname = \"Berta\"\nsummary = \"s\"\nkind = \"motor\"\n+++\nlength = 1\nname = 2\n",
		"content/boat/carla.toml": "kind = \"sail\"\nlength = 7\n",
		"content/boat/carla.md":   "+++\nname = \"Carla\"\nsummary = \"s\"\n+++\n",
		"content/boat/fleet.toml": "# The fleet.\n\n[[boat]]\nid = \"z\"\nname = \"Z\"\nkind = \"sail\"\n[[boat.crew]]\nwho = \"O\"\nsince = 1\n\n[[boat]]\nid = \"a\"\nname = \"A\"\n",
	}
	for name := range files {
		if got[name] != want[name] {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got[name], want[name])
		}
	}
	if some := orderOf(t, files, func(name string) bool { return name == "content/boat/carla.md" }); len(some) != 1 {
		t.Errorf("of one file: %v", some)
	}
}

// Of the own content no value and no comment changes, and a second time nothing
// is left to do.
func TestOrderOwn(t *testing.T) {
	files := os.DirFS("../..")
	changes, err := edit.Order(context.Background(), files, everything)
	if err != nil || len(changes) < 50 {
		t.Fatalf("%d files: %v", len(changes), err)
	}
	after := changes.Over(files)
	if again := orderOf(t, after, everything); len(again) > 0 {
		t.Errorf("a second time: %v", again)
	}
	one, other := ownRecords(t, files), ownRecords(t, after)
	if !reflect.DeepEqual(one, other) {
		t.Error("the records hold something else")
	}
	for _, c := range changes {
		if before, now := sortedLines(c.Old), sortedLines(c.New); !slices.Equal(before, now) {
			t.Errorf("%s holds other lines", c.Name)
		}
	}
}

func ownRecords(t *testing.T, files fs.FS) map[string]map[string]any {
	t.Helper()
	types, corpus := loaded(t, files)
	out := map[string]map[string]any{}
	for _, typ := range types.Types() {
		for _, r := range corpus.All(typ.Name) {
			out[r.String()] = r.Values
		}
	}
	return out
}

func sortedLines(b []byte) []string {
	out := strings.Split(string(b), "\n")
	slices.Sort(out)
	return out
}

// What new writes is in order.
func TestOrderOfScaffolds(t *testing.T) {
	types, _, err := meta.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	files := testkit.Snapshot(t, os.DirFS("../.."), "schema")
	for _, typ := range types.Types() {
		files["content/"+typ.Name+"/new.toml"] = testkit.File(scaffold.Record(typ, nil))
	}
	if out := orderOf(t, files, everything); len(out) > 0 {
		t.Errorf("out of order: %v", out)
	}
}
