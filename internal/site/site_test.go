package site

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/testkit"
	"candor/internal/toml"
)

const leakSchema = `{
  "title": "Leak",
  "type": "object",
  "x-url": "/leaks/{id}/",
  "x-states": ["/turns/*/day"],
  "x-public": {"field": "told", "in": ["all"], "else": ["label", "days"]},
  "properties": {
    "title": {"type": "string", "description": "What leaks"},
    "label": {"type": "string", "description": "What people call it"},
    "told": {"type": "string", "enum": ["all", "none"], "description": "Who was told"},
    "days": {"type": "object", "additionalProperties": false, "description": "When", "properties": {
      "found": {"type": "string", "format": "date", "description": "Found"}
    }},
    "turns": {"type": "array", "description": "When it changed", "items": {"type": "object", "additionalProperties": false, "properties": {
      "day": {"type": "string", "format": "partial-date", "description": "The day"}
    }}},
    "status": {"type": "string", "enum": ["published", "withdrawn"], "default": "published", "description": "State"},
    "withdrawn": {"type": "object", "additionalProperties": false, "description": "Why", "properties": {"reason": {"type": "string", "description": "Why"}}},
    "boats": {"type": "array", "items": {"type": "string"}, "x-ref": "boat", "x-back": "leaks", "description": "Where"},
    "aliases": {"type": "array", "items": {"type": "string"}, "description": "Old URLs"},
    "tags": {"type": "array", "items": {"type": "string"}, "description": "Words"}
  }
}`

const boatSchema = `{
  "title": "Boat",
  "type": "object",
  "x-many": true,
  "x-page": false,
  "x-url": "/boats/",
  "properties": {
    "title": {"type": "string", "description": "Its name"},
    "status": {"type": "string", "enum": ["draft", "embargoed", "published", "withdrawn", "archived"], "default": "published", "description": "State"},
    "embargo_until": {"type": "string", "format": "date-time", "description": "Until when"},
    "leak": {"type": "string", "x-ref": "leak", "description": "The worst"},
    "log": {"type": "array", "description": "Log", "items": {"type": "object", "additionalProperties": false, "properties": {
      "beside": {"type": "string", "x-ref": "boat", "description": "Next to"},
      "note": {"type": "string", "description": "Note"}
    }}}
  }
}`

var now = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

func load(t *testing.T, files map[string]string) *content.Site {
	t.Helper()
	m := testkit.Files(map[string]string{"schema/leak.json": leakSchema, "schema/boat.json": boatSchema}, files)
	types, diags, err := meta.Load(m)
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	s, diags, err := content.Load(context.Background(), m, types, types, nil)
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	return s
}

var fleet = map[string]string{
	"content/boat/fleet.toml": `
[[boat]]
id = "open"
title = "Open"
leak = "secret"
log = [{beside = "draft", note = "a"}, {beside = "lifted", note = "b"}]
[[boat]]
id = "draft"
title = "Draft"
status = "draft"
[[boat]]
id = "closed"
title = "Closed"
status = "embargoed"
embargo_until = 2024-02-01T00:00:00Z
[[boat]]
id = "for-ever"
title = "For ever"
status = "embargoed"
[[boat]]
id = "lifted"
title = "Lifted"
status = "embargoed"
embargo_until = 2023-12-31T00:00:00Z
[[boat]]
id = "dated"
title = "Dated"
embargo_until = 2024-02-01T00:00:00Z
[[boat]]
id = "gone"
title = "Gone"
status = "withdrawn"
log = [{note = "what was wrong"}]
`,
	"content/leak/known.md":   "+++\ntitle = \"Known\"\nlabel = \"L-1\"\ntold = \"all\"\nboats = [\"open\", \"draft\"]\nturns = [{day = 2023-03-02}, {day = 2023-01-05}, {day = \"2023-02\"}, {day = 2023-01-05}]\ntags = [\"Hull\"]\n+++\nText with [a boat](../boat/fleet.toml#open).\n",
	"content/leak/secret.md":  "+++\ntitle = \"Secret\"\nlabel = \"L-2\"\ntold = \"none\"\ndays = {found = 2023-01-01}\nboats = [\"open\"]\naliases = [\"/old/secret/\"]\ntags = [\"Hull\"]\n+++\nSecret text.\n",
	"content/leak/taken.md":   "+++\ntitle = \"Taken back\"\nlabel = \"L-3\"\ntold = \"none\"\nstatus = \"withdrawn\"\nwithdrawn = {reason = \"It tells too much\"}\n+++\n",
	"content/leak/silent.md":  "+++\ntitle = \"Silent\"\n+++\nNobody said who was told.\n",
	"content/leak/_index.md":  "+++\ntitle = \"What leaked\"\n+++\n",
	"content/leak/b/index.md": "+++\ntitle = \"B\"\ntold = \"all\"\n+++\n![hull](hull.png)\n",
	"content/leak/b/hull.png": "png",
}

func ids(list []*content.Record) []string {
	var out []string
	for _, r := range list {
		out = append(out, r.ID)
	}
	return out
}

// What is not public is not there, and nothing that is there leads to it.
func TestPublic(t *testing.T) {
	s := load(t, fleet)
	v := Public(s.Corpus, Audience{Now: now})
	if got, want := ids(v.All("boat")), []string{"gone", "lifted", "open"}; !slices.Equal(got, want) {
		t.Errorf("boats %v, want %v", got, want)
	}
	open := v.Get(content.Key{Type: "boat", ID: "open"})
	log, _ := open.Get("/log").([]any)
	if len(log) != 2 || open.Get("/log/0/beside") != nil || open.Get("/log/0/note") != "a" || open.Get("/log/1/beside") != "lifted" {
		t.Errorf("log %v", log)
	}
	if got := v.Get(content.Key{Type: "leak", ID: "known"}).Texts("/boats"); !slices.Equal(got, []string{"open"}) {
		t.Errorf("the known leak names %v", got)
	}
	secret := v.Get(content.Key{Type: "leak", ID: "secret"})
	if got := slices.Sorted(maps.Keys(secret.Values)); !slices.Equal(got, []string{"days", "label"}) {
		t.Errorf("of the secret leak the public sees %v", got)
	}
	if secret.Body.Source != nil || secret.Title() != "L-2" {
		t.Errorf("the secret leak has the body %v and the title %q", secret.Body, secret.Title())
	}
	if got := ids(v.Back(open.Key, "leaks")); !slices.Equal(got, []string{"known"}) {
		t.Errorf("leaks of the open boat: %v", got)
	}
	taken := v.Get(content.Key{Type: "leak", ID: "taken"})
	if got := slices.Sorted(maps.Keys(taken.Values)); !slices.Equal(got, []string{"label"}) {
		t.Errorf("of a secret leak that was withdrawn the public sees %v", got)
	}
	gone := v.Get(content.Key{Type: "boat", ID: "gone"})
	if gone.Get("/log") != nil || gone.Title() != "Gone" {
		t.Errorf("of the withdrawn boat the public sees %v", gone.Values)
	}
	if !v.Hidden(content.Key{Type: "boat", ID: "closed"}) || v.Hidden(content.Key{Type: "boat", ID: "nobody"}) {
		t.Error("hidden is not what it says")
	}
}

// Of a whole file only that is told which tells of nothing hidden.
func TestWhole(t *testing.T) {
	files := maps.Clone(fleet)
	files["content/boat/alone.toml"] = "title = \"Alone\"\n"
	files["content/boat/pair.toml"] = "[[boat]]\nid = \"one\"\ntitle = \"One\"\n[[boat]]\nid = \"two\"\ntitle = \"Two\"\n"
	files["content/boat/beside.toml"] = "title = \"Beside\"\nlog = [{beside = \"draft\"}]\n"
	files["content/boat/crowd.toml"] = "[[boat]]\nid = \"named\"\ntitle = \"Named\"\n[[boat]]\nid = \"naming\"\ntitle = \"Naming\"\nlog = [{beside = \"closed\"}]\n"
	s := load(t, files)
	v := Public(s.Corpus, Audience{Now: now})
	for k, want := range map[content.Key]bool{
		{Type: "boat", ID: "beside"}: false, // it refers to a hidden one
		{Type: "boat", ID: "named"}:  false, {Type: "boat", ID: "naming"}: false,
		{Type: "boat", ID: "alone"}: true, {Type: "boat", ID: "one"}: true,
		{Type: "boat", ID: "open"}:  false, // hidden ones stand in its file
		{Type: "boat", ID: "draft"}: false, {Type: "boat", ID: "gone"}: false,
		{Type: "leak", ID: "known"}: false, {Type: "leak", ID: "b"}: true,
		{Type: "leak", ID: "secret"}: false, {Type: "leak", ID: "taken"}: false,
	} {
		if got := v.Whole(s.Corpus.Get(k)); got != want {
			t.Errorf("%s is whole: %v", k, got)
		}
	}
	if !v.Whole(s.Sections["leak"]) {
		t.Error("an introduction is not whole")
	}
}

// Drafts are shown to those who ask; what is under embargo or undisclosed is
// not.
func TestDrafts(t *testing.T) {
	s := load(t, fleet)
	v := Public(s.Corpus, Audience{Now: now, Drafts: true})
	if got, want := ids(v.All("boat")), []string{"draft", "gone", "lifted", "open"}; !slices.Equal(got, want) {
		t.Errorf("boats %v, want %v", got, want)
	}
	if v.Get(content.Key{Type: "leak", ID: "secret"}).Get("/title") != nil {
		t.Error("a preview tells a secret")
	}
}

// Every record that the public sees nothing of is counted once, by its reason.
func TestHiddenBy(t *testing.T) {
	s := load(t, fleet)
	for drafts, want := range map[bool][]Hiding{
		false: {{Draft, 1}, {UnderEmbargo, 2}, {NoEnd, 1}},
		true:  {{UnderEmbargo, 2}, {NoEnd, 1}},
	} {
		v := Public(s.Corpus, Audience{Now: now, Drafts: drafts})
		if got := v.HiddenBy(); !slices.Equal(got, want) {
			t.Errorf("with drafts %v: %v", drafts, got)
		}
		total := 0
		for _, h := range v.HiddenBy() {
			total += h.Count
		}
		if v.Total() != v.Len()+total {
			t.Errorf("%d records are %d seen and %d hidden", v.Total(), v.Len(), total)
		}
	}
}

// A field that is called as one of a notice of withdrawal, and means something
// else, is not left behind with it.
func TestTombstoneOfOwnFields(t *testing.T) {
	date := &schema.Field{Name: "published", Pointer: "/published", Kind: schema.Table}
	kind := &schema.Type{Name: "boat", Fields: []*schema.Field{
		{Name: "title", Pointer: "/title"}, {Name: "status", Pointer: "/status"}, date,
		{Name: "label", Pointer: "/label", Kind: schema.List, Items: &schema.Field{}},
	}}
	r := &content.Record{Key: content.Key{Type: "boat", ID: "a"}, Schema: kind, Values: map[string]any{
		"title": "A", "status": "withdrawn", "published": map[string]any{"where": "secret"}, "label": []any{"secret"},
	}}
	v := Public(content.NewCorpus(load(t, fleet).Corpus.Types().With(kind), []*content.Record{r}, nil), Audience{Now: now})
	if got := v.Get(r.Key).Values; len(got) != 2 || got["title"] != "A" {
		t.Errorf("what stays is %v", got)
	}
	for pointer, want := range map[string]bool{"/title": true, "/published/where": false, "/label/0": false} {
		if v.Shows(r, pointer) != want {
			t.Errorf("%s: %v", pointer, !want)
		}
	}
}

// An embargo until a day lifts when that day is over everywhere, and one until a
// moment without an offset, which is a mistake, not before it can have passed.
func TestLifted(t *testing.T) {
	for text, lifts := range map[string]string{
		"embargo_until = 2024-01-31":                "2024-02-01T12:00:00Z",
		"embargo_until = \"2024-01\"":               "2024-02-01T12:00:00Z",
		"embargo_until = 2024-01-31T19:00:00-08:00": "2024-02-01T03:00:00Z",
		"embargo_until = 2024-01-31T19:00:00":       "2024-02-01T07:00:00Z",
		"embargo_until = 2024-01-31 19:00:00":       "2024-02-01T07:00:00Z",
	} {
		src := diag.NewSource("a.toml", []byte(text), nil)
		doc, diags := toml.Parse(src, []byte(text), 0, len(text))
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		kind := &schema.Type{Name: "boat", Fields: []*schema.Field{{Name: "embargo_until", Kind: schema.Date}}}
		r := content.New(content.Key{Type: "boat", ID: "a"}, kind, doc, diag.Span{})
		at, _ := toml.ParseDate(lifts)
		before, after := Audience{Now: at.First.Add(-time.Second)}, Audience{Now: at.First}
		if before.See(r) != Hidden || after.See(r) != Visible {
			t.Errorf("%s does not lift at %s", text, lifts)
		}
	}
}

func plan(t *testing.T, base string) (*Plan, *content.Site) {
	t.Helper()
	s := load(t, fleet)
	return NewPlan(Public(s.Corpus, Audience{Now: now}), base, s.Sections, true), s
}

func TestRoutes(t *testing.T) {
	p, _ := plan(t, "https://harbour.example/safe/")
	var got []string
	for _, r := range p.Routes {
		got = append(got, r.Path)
	}
	want := []string{
		"404.html", "a-z/index.html", "boats/index.html", "index.html", "leaks/b/index.html", "leaks/index.html",
		"leaks/known/2023-01-05/index.html", "leaks/known/2023-03-02/index.html", "leaks/known/index.html", "leaks/secret/index.html", "leaks/silent/index.html", "leaks/taken/index.html", "tags/hull/index.html", "tags/index.html",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if got := p.URL(content.Key{Type: "boat", ID: "open"}); got != "/safe/boats/#open" {
		t.Errorf("a record without a page is at %s", got)
	}
	if got := p.URL(content.Key{Type: "boat", ID: "closed"}); got != "" {
		t.Errorf("a hidden record is at %s", got)
	}
	if tag := p.Tag("hull"); tag == nil || len(tag.Keys) != 1 {
		t.Errorf("the tag of one public record and one secret one has %+v", tag)
	}
	if b := p.Bundled(); len(b) != 1 || b[0].Path != "leaks/b/hull.png" {
		t.Errorf("bundled %v", b)
	}
}

func TestResolve(t *testing.T) {
	p, s := plan(t, "https://harbour.example/")
	from := s.Corpus.Get(content.Key{Type: "leak", ID: "known"})
	bundle := s.Corpus.Get(content.Key{Type: "leak", ID: "b"})
	for _, c := range []struct {
		from    *content.Record
		dest    string
		url     string
		problem Problem
		near    string
	}{
		{from, "https://elsewhere.example/x", "https://elsewhere.example/x", NoProblem, ""},
		{from, "#root-cause", "#root-cause", NoProblem, ""},
		{from, "secret.md", "/leaks/secret/", NoProblem, ""},
		{from, "../leak/secret.md#days", "/leaks/secret/#days", NoProblem, ""},
		{from, "../boat/fleet.toml#open", "/boats/#open", NoProblem, ""},
		{from, "../boat/fleet.toml", "/boats/", NoProblem, ""},
		{from, "../boat/fleet.toml#opan", "", NoSuchRecord, "@/boat/open"},
		{from, "../boat/fleet.toml#closed", "", HiddenRecord, ""},
		{from, "@/leak/secret", "/leaks/secret/", NoProblem, ""},
		{from, "@/leak/secrt", "", NoSuchRecord, "@/leak/secret"},
		{from, "@/leak", "/leaks/", NoProblem, ""},
		{from, "@/boat/draft", "", HiddenRecord, ""},
		{from, "secret.toml", "", NoSuchFile, "secret.md"},
		{from, "../leak/", "/leaks/", NoProblem, ""},
		{from, "_index.md", "/leaks/", NoProblem, ""},
		{from, "/leaks/b/", "/leaks/b/", NoProblem, ""},
		{bundle, "hull.png", "/leaks/b/hull.png", NoProblem, ""},
		{bundle, "../known.md", "/leaks/known/", NoProblem, ""},
		{from, "%zz", "", NoSuchFile, ""},
	} {
		got := p.Resolve(c.from, c.dest)
		if got.URL != c.url || got.Problem != c.problem || got.Near != c.near {
			t.Errorf("%s: got %+v, want %+v", c.dest, got, c)
		}
	}
}

// TestGuess tells what is certain from what only resembles the link.
func TestGuess(t *testing.T) {
	p, s := plan(t, "https://harbour.example/")
	from := s.Corpus.Get(content.Key{Type: "leak", ID: "known"})
	for dest, want := range map[string]Guess{
		"secret.toml":             {"secret.md", true, true},
		"Secret.md":               {"secret.md", true, true},
		"leak/secret.md":          {"secret.md", true, true},
		"../leaks/secret.md":      {"secret.md", true, true},
		"/content/leak/secret.md": {"secret.md", true, true},
		"../open.toml":            {"../boat/fleet.toml#open", false, false},
		"../boat/open.toml":       {"../boat/fleet.toml#open", true, true},
		"../old/secret.md":        {"secret.md", true, true},
		"@/secret":                {"@/leak/secret", true, true},
		"@/leaks/secret":          {"@/leak/secret", true, true},
		"@/boat/secret":           {"@/leak/secret", false, false},
		"@/leak/secrt":            {"@/leak/secret", true, false},
		"secrt.md":                {"secret.md", true, false},
		"@/boat/drafd":            {},
		"../boat/draft.toml":      {},
		"nowhere.md":              {},
	} {
		if got := p.Resolve(from, dest); got.Problem == NoProblem || got.Guess != want {
			t.Errorf("%s: %+v, want %+v", dest, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{"Emergency Shutdown": "emergency-shutdown", "  A/B -- c ": "a-b-c", "Größe": "größe", "日本": "日本", "..": "x5ec1f7e7"} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}
