package content

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
	"candor/internal/schema/meta"
	"candor/internal/testkit"
	"candor/internal/toml"
)

const boatSchema = `{
  "title": "Boat",
  "type": "object",
  "x-many": true,
  "properties": {
    "title": {"type": "string", "description": "Its name"},
    "moored": {"type": "string", "format": "partial-date", "description": "Since when"},
    "crew": {"type": "array", "default": [], "items": {"type": "string"}, "description": "Who is aboard"},
    "beside": {"type": "array", "items": {"type": "string"}, "x-ref": "boat", "x-back": "neighbours", "description": "Boats next to it"},
    "legs": {"type": "array", "description": "Where it went", "items": {"type": "object", "additionalProperties": false, "properties": {
      "to": {"type": "string", "x-ref": ["port", "boat"], "x-back": "calls", "description": "Port or boat"}
    }}}
  },
  "required": ["title"]
}`

const portSchema = `{
  "title": "Port",
  "type": "object",
  "properties": {"title": {"type": "string", "description": "Its name"}},
  "required": ["title"]
}`

// load reads a site with boats and ports.
func load(t *testing.T, files map[string]string) (*Site, diag.List) {
	t.Helper()
	m := testkit.Files(files, map[string]string{"schema/boat.json": boatSchema, "schema/port.json": portSchema})
	types, diags, err := meta.Load(m)
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	site, diags, err := Load(context.Background(), m, types, types, nil)
	if err != nil {
		t.Fatal(err)
	}
	return site, diags.Sorted()
}

func told(l diag.List) string {
	var out []string
	for _, d := range l {
		p := d.Span.Position()
		name := ""
		if d.Span.Source != nil {
			name = d.Span.Source.Name
		}
		out = append(out, fmt.Sprintf("%s:%d:%d %s", strings.TrimPrefix(name, "content/"), p.Line, p.Column, d.ID))
	}
	return strings.Join(out, "\n")
}

// Every form that a record can have gives the same record.
func TestForms(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"markdown":     {"content/boat/anna.md": "+++\ntitle = \"Anna\"\n+++\nShe *sails*.\n"},
		"with a mark":  {"content/boat/anna.md": "\xef\xbb\xbf+++\r\ntitle = \"Anna\"\r\n+++\r\nShe *sails*.\r\n"},
		"side by side": {"content/boat/anna.md": "She *sails*.\n", "content/boat/anna.toml": "title = \"Anna\"\n"},
		"bundle":       {"content/boat/anna/index.md": "+++\ntitle = \"Anna\"\n+++\nShe *sails*.\n", "content/boat/anna/deck.png": "png"},
		"two bundled":  {"content/boat/anna/index.md": "She *sails*.\n", "content/boat/anna/index.toml": "title = \"Anna\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			site, diags := load(t, files)
			if len(diags) > 0 {
				t.Fatal(told(diags))
			}
			r := site.Corpus.Get(Key{"boat", "anna"})
			if r == nil {
				t.Fatal("no record")
			}
			if r.Title() != "Anna" || !strings.Contains(string(r.Body.Text()), "She *sails*.") {
				t.Errorf("title %q, body %q", r.Title(), r.Body.Text())
			}
			if crew, ok := r.Get("/crew").([]any); !ok || len(crew) != 0 {
				t.Errorf("the default of crew is %v", r.Get("/crew"))
			}
		})
	}
}

func TestManyRecords(t *testing.T) {
	site, diags := load(t, map[string]string{
		"content/boat/fleet.toml": "[[boat]]\nid = \"anna\"\ntitle = \"Anna\"\nmoored = \"2022-05\"\n\n[[boat]]\nid = \"berta\"\ntitle = \"Berta\"\nbeside = [\"anna\"]\n",
	})
	if len(diags) > 0 {
		t.Fatal(told(diags))
	}
	anna := site.Corpus.Get(Key{"boat", "anna"})
	if d, ok := anna.Date("/moored"); !ok || d.Precision != toml.Month {
		t.Errorf("moored is %v", anna.Get("/moored"))
	}
	if p := site.Corpus.Get(Key{"boat", "berta"}).At("/beside/0").Position(); p.Line != 9 || p.Column != 11 {
		t.Errorf("the reference stands at %d:%d", p.Line, p.Column)
	}
	if list := site.Corpus.Back(anna.Key, "neighbours"); len(list) != 1 || list[0].ID != "berta" {
		t.Errorf("neighbours %v", list)
	}
	if !anna.InMany() {
		t.Error("not in a file of many")
	}
}

// What is wrong with the files themselves is told at its place, all of it.
func TestMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no such type":        {map[string]string{"content/boot/x.md": ""}, "boot:1:1 unknown-type"},
		"upper case":          {map[string]string{"content/boat/Anna.toml": "title = \"Anna\"\n"}, "boat/Anna.toml:1:1 bad-id"},
		"in both files":       {map[string]string{"content/boat/a.toml": "title = \"A\"\n", "content/boat/a.md": "+++\ntitle = \"A\"\n+++\n"}, "boat/a.toml:1:1 field-in-both"},
		"never closed":        {map[string]string{"content/boat/a.md": "+++\ntitle = \"A\"\n"}, "boat/a.md:1:1 front-matter-unclosed"},
		"yaml":                {map[string]string{"content/boat/a.md": "---\ntitle: A\n---\n"}, "boat/a.md:1:1 yaml-front-matter"},
		"no front matter":     {map[string]string{"content/boat/a.md": "Text.\n"}, "boat/a.md:1:1 front-matter-missing"},
		"no id":               {map[string]string{"content/boat/f.toml": "[[boat]]\ntitle = \"A\"\n"}, "boat/f.toml:1:1 missing-field"},
		"beside the tables":   {map[string]string{"content/boat/f.toml": "owner = \"x\"\n[[boat]]\nid = \"a\"\ntitle = \"A\"\n"}, "boat/f.toml:1:1 unknown-field"},
		"twice":               {map[string]string{"content/boat/f.toml": "[[boat]]\nid = \"a\"\ntitle = \"A\"\n", "content/boat/a.toml": "title = \"A\"\n"}, "boat/f.toml:2:6 duplicate-id"},
		"loose image":         {map[string]string{"content/boat/deck.png": ""}, "boat/deck.png:1:1 file-misplaced"},
		"bundle with no text": {map[string]string{"content/boat/anna/deck.png": ""}, "boat/anna/deck.png:1:1 bundle-without-index"},
		"too deep":            {map[string]string{"content/boat/anna/more/text.md": ""}, "boat/anna/more/text.md:1:1 file-misplaced"},
		"folder like a file":  {map[string]string{"content/boat/anna.md/x": ""}, "boat/anna.md:1:1 folder-named-like-file"},
		"NUL":                 {map[string]string{"content/boat/a.md": "+++\ntitle = \"A\"\n+++\nx\x00y\n"}, "boat/a.md:4:2 nul-byte"},
		"not UTF-8":           {map[string]string{"content/boat/a.md": "+++\ntitle = \"A\"\n+++\nx\xffy\n"}, "boat/a.md:4:2 not-utf8"},
		"introduction":        {map[string]string{"content/boat/_index.md": "+++\ntitel = \"A\"\nsummary = 3\n+++\n"}, "boat/_index.md:2:1 unknown-field\nboat/_index.md:3:11 wrong-type"},
		"too large":           {map[string]string{"content/boat/a.toml": strings.Repeat("#", maxSource+1)}, "boat/a.toml:1:1 too-large"},
	} {
		t.Run(name, func(t *testing.T) {
			_, diags := load(t, c.files)
			if got := told(diags); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			for _, d := range diags {
				if d.Hint == "" {
					t.Errorf("%s says no remedy", d.ID)
				}
			}
		})
	}
}

// A site without types is told how to get one.
func TestNoTypes(t *testing.T) {
	files := fstest.MapFS{"content/boat/anna.toml": {Data: []byte("title = \"Anna\"\n")}}
	types, _, err := meta.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	_, diags, err := Load(context.Background(), files, types, types, nil)
	if err != nil || len(diags) != 1 || diags[0].Hint != "this site has no types yet; one begins with schema/boat.json" {
		t.Errorf("says %+v, %v", diags, err)
	}
}

// A file with a mistake keeps its record, so that nobody who refers to it is
// told that it is missing.
func TestIncomplete(t *testing.T) {
	site, diags := load(t, map[string]string{
		"content/port/wick.toml":  "title = \"Wick\nx\n",
		"content/boat/berta.toml": "titel = \"Berta\"\n",
		"content/port/kiel.toml":  "title = \"Kiel\"\n",
	})
	if len(diags) != 2 {
		t.Fatal(told(diags))
	}
	c := site.Corpus
	for _, k := range []Key{{"port", "wick"}, {"boat", "berta"}} {
		if r := c.Get(k); r == nil || !r.Incomplete {
			t.Errorf("%s: %+v", k, r)
		}
	}
	for read, want := range map[Read]bool{
		{Key: Key{"port", "wick"}}:                       true,
		{Key: Key{Type: "boat"}}:                         true,
		{Key: Key{"port", "kiel"}}:                       false,
		{Key: Key{Type: "port"}}:                         true,
		{Key: Key{"port", "kiel"}, Back: "calls"}:        true,
		{Key: Key{"boat", "absent"}}:                     false,
		{Key: Key{"boat", "absent"}, Back: "no such"}:    false,
		{Key: Key{"boat", "absent"}, Back: "neighbours"}: true,
	} {
		if got := c.Doubtful([]Read{read}); got != want {
			t.Errorf("%+v doubtful: %v, want %v", read, got, want)
		}
	}
}

// Of a file of many that does not parse nobody knows the records, so none of
// the type counts as missing.
func TestPartialType(t *testing.T) {
	site, _ := load(t, map[string]string{
		"content/boat/fleet.toml": "[[boat]]\nid = anna\n",
		"content/boat/berta.toml": "title = \"Berta\"\n",
	})
	if !site.Corpus.Partial("boat") && site.Corpus.Get(Key{"boat", "fleet"}) == nil {
		t.Error("the file left no trace")
	}
	if !site.Corpus.Doubtful([]Read{{Key: Key{"boat", "anna"}}}) {
		t.Error("a record that the broken file may hold counts as missing")
	}
}

func TestResolve(t *testing.T) {
	site, diags := load(t, map[string]string{
		"content/boat/anna.toml":  "title = \"Anna\"\nlegs = [{to = \"kiel\"}, {to = \"boat/both\"}, {to = \"both\"}, {to = \"nowhere\"}]\n",
		"content/boat/both.toml":  "title = \"Both\"\n",
		"content/port/both.toml":  "title = \"Both\"\n",
		"content/port/kiel.toml":  "title = \"Kiel\"\n",
		"content/boat/berta.toml": "title = \"Berta\"\nbeside = [\"anna\", \"both\", \"anna\"]\n",
	})
	if len(diags) > 0 {
		t.Fatal(told(diags))
	}
	c := site.Corpus
	anna := c.Get(Key{"boat", "anna"})
	var got []string
	for _, f := range RefFields(anna.Schema) {
		for _, use := range f.Uses(anna) {
			k, ok := Resolve(c, f.Field, use.Text)
			got = append(got, fmt.Sprintf("%s %s %v", use.Pointer, k, ok))
		}
	}
	want := []string{"/legs/0/to port/kiel true", "/legs/1/to boat/both true", "/legs/2/to / false", "/legs/3/to / false"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if keys := Refs(c, c.Get(Key{"boat", "berta"}), "/beside"); len(keys) != 3 {
		t.Errorf("beside %v", keys)
	}
	if list := c.Back(anna.Key, "neighbours"); len(list) != 1 {
		t.Errorf("a record that refers twice is there %d times", len(list))
	}
}

func TestRecorder(t *testing.T) {
	site, _ := load(t, map[string]string{
		"content/boat/anna.toml":  "title = \"Anna\"\n",
		"content/boat/berta.toml": "title = \"Berta\"\nbeside = [\"anna\"]\n",
	})
	rec := NewRecorder(site.Corpus)
	rec.Get(Key{"boat", "nobody"})
	rec.Back(Key{"boat", "anna"}, "neighbours")
	rec.All("port")
	rec.All("port")
	want := []Read{
		{Key: Key{"boat", "nobody"}}, {Key: Key{"boat", "anna"}, Back: "neighbours"},
		{Key: Key{"boat", "berta"}}, {Key: Key{Type: "port"}},
	}
	if !slices.Equal(rec.Reads(), want) {
		t.Errorf("got %v", rec.Reads())
	}
	rec.Reset()
	if len(rec.Reads()) != 0 {
		t.Error("a reset recorder remembers")
	}
}
