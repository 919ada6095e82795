package schema_test

import (
	"testing"

	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/testkit"
)

// usual has every field with a meaning in its shape.
const usual = `{"title": "Usual", "x-many": true, "properties": {
  "id": {"type": "string"}, "title": {"type": "string"}, "label": {"type": "string"}, "summary": {"type": "string"},
  "status": {"type": "string"}, "embargo_until": {"type": "string", "format": "date-time"},
  "withdrawn": {"type": "object", "additionalProperties": false, "properties": {"date": {"type": "string", "format": "date"}, "reason": {"type": "string"}}},
  "published": {"type": "string", "format": "partial-date"}, "updated": {"type": "string", "format": "date"},
  "date": {"type": "string", "format": "date"}, "review_by": {"type": "string", "format": "date"},
  "aliases": {"type": "array", "items": {"type": "string"}}, "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
  "references": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {"url": {"type": "string", "format": "uri"}}}},
  "standing": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {"field": {"type": "string"}, "is": {"type": "string"}}}},
  "waiver": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {"rule": {"type": "string"}, "until": {"type": "string", "format": "date"}}}},
  "provenance": {"enum": ["original", "editorial"]}, "license": {"type": "string"}
}}`

// A field has the meaning of its name where its shape fits, and only there.
func TestMeans(t *testing.T) {
	files := testkit.Open(t, "testdata/load-meanings.txtar").Files()
	files["schema/usual.json"] = testkit.File(usual)
	set, _, err := meta.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	own, all := set.Type("pier"), set.Type("usual")
	if own == nil || all == nil || set.Partial {
		t.Fatal("a type is missing")
	}
	for _, m := range schema.Meanings() {
		if m == schema.EmbargoUntil {
			own = set.Type("ferry") // where it is a mistake
		} else {
			own = set.Type("pier")
		}
		if own.Means(m) || own.Lookup("/"+string(m)) == nil {
			t.Errorf("%s of another shape has its meaning", m)
		}
		if !all.Means(m) {
			t.Errorf("%s of its own shape has no meaning", m)
		}
	}
	if own = set.Type("pier"); own.Means("rank") || own.TitleField != "" || all.TitleField != "/title" {
		t.Error("what has no meaning has one")
	}
}

// A status without a list of words has those of the program.
func TestStatusWithoutWords(t *testing.T) {
	set, diags, err := meta.Load(folder(map[string]string{"usual": usual}))
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	for text, want := range map[string]int{`status = "draft"`: 0, `status = "afloat"`: 1} {
		if got := set.Type("usual").Validate(parse(t, text), ""); len(got) != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
