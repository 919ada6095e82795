package rulefile

import (
	"testing"
	"testing/fstest"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema/meta"
	"candor/internal/toml"
)

// A record has its id however it is written: as a table with a key id, or as a
// file whose name it is.
func TestIDOfMany(t *testing.T) {
	set, diags, err := meta.Load(fstest.MapFS{"schema/buoy.json": {Data: []byte(`{
		"title": "Buoy", "type": "object", "x-many": true,
		"properties": {"title": {"type": "string", "description": "Name"}}
	}`)}})
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	r := oneRule(t, set, "+++\ntitle = \"t\"\nfor = \"buoy\"\nexpr = \"self.id != 'red'\"\nmessage = \"{self.id}\"\n+++\n")
	for _, text := range []string{"title = \"Red\"\n", "id = \"red\"\ntitle = \"Red\"\n"} {
		src := diag.NewSource("content/buoy/red.toml", []byte(text), nil)
		doc, diags := toml.Parse(src, []byte(text), 0, len(text))
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		rec := content.New(content.Key{Type: "buoy", ID: "red"}, set.Type("buoy"), doc, diag.Span{})
		got, err := r.Check(content.NewCorpus(set, []*content.Record{rec}, nil), rec)
		if err != nil || len(got) != 1 || got[0].Message != "red" {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}
