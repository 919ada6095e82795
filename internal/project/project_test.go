package project

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/content"
	"candor/internal/diag"
)

var now = time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)

func harbour(more map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	put("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n")
	put("schema/boat.json", `{"title": "Boat", "properties": {"title": {"type": "string"}}, "required": ["title"]}`)
	put("content/boat/anna.toml", "title = \"Anna\"\n")
	put("schema/rules/named.md", "+++\ntitle = \"Boats have names\"\nfor = \"boat\"\nexpr = \"self.title != ''\"\nmessage = \"no name\"\n+++\nWhy.\n")
	put("schema/commitments/boats-come.md", "+++\ntitle = \"Boats come\"\nfor = \"site\"\nevidence = \"[1]\"\n+++\nPromised.\n")
	for name, text := range more {
		put(name, text)
	}
	return files
}

func load(t *testing.T, l *Loader, files fstest.MapFS, o Options, changed []string) *Project {
	t.Helper()
	o.BuildDate = now
	p, err := l.Load(t.Context(), files, o, changed)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A rule or a commitment is a record too. One with a mistake is incomplete, so
// that nobody who reads the site, in whatever way, trusts what rests on it.
func TestRecordsOfRules(t *testing.T) {
	p := load(t, new(Loader), harbour(map[string]string{
		"schema/rules/faulty.md":       "+++\ntitle = \"Faulty\"\nfor = \"boat\"\nexpr = \"self.nam\"\nmessage = \"m\"\n+++\nWhy.\n",
		"schema/commitments/faulty.md": "+++\ntitle = \"Faulty\"\nfor = \"site\"\n+++\nWhy.\n",
	}), Options{}, nil)
	for _, c := range []struct {
		key        content.Key
		title      string
		incomplete bool
	}{
		{content.Key{Type: "rule", ID: "named"}, "Boats have names", false},
		{content.Key{Type: "rule", ID: "faulty"}, "Faulty", true},
		{content.Key{Type: "commitment", ID: "boats-come"}, "Boats come", false},
		{content.Key{Type: "commitment", ID: "faulty"}, "Faulty", true},
	} {
		r := p.Content.Corpus.Get(c.key)
		if r == nil || r.Title() != c.title || r.Incomplete != c.incomplete || r.Body.Source == nil {
			t.Errorf("the record of %s is %+v", c.key, r)
		}
	}
}

// Where a type is faulty, reading ends there unless it is to go on.
func TestFaultyType(t *testing.T) {
	files := harbour(map[string]string{"schema/ship.json": `{"title": "Ship", "properties": 1}`, "site.toml": "titel = \"x\"\n"})
	p := load(t, new(Loader), files, Options{}, nil)
	if !p.Faulty() || p.Content != nil || p.Rules != nil || p.Diags.Config.Errors() == 0 {
		t.Errorf("got %+v", p)
	}
	p = load(t, new(Loader), files, Options{KeepGoing: true}, nil)
	if !p.Faulty() || p.Content.Corpus.Get(content.Key{Type: "boat", ID: "anna"}) == nil || len(p.Rules.Rules()) != 1 {
		t.Errorf("going on, got %+v", p)
	}
}

// Promises are judged on the day that was asked for, else on that of site.toml,
// else on that of the build.
func TestAsOf(t *testing.T) {
	day := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }
	dated := harbour(map[string]string{"site.toml": "title = \"Harbour\"\nas_of = 2022-01-01\n"})
	for _, c := range []struct {
		files fstest.MapFS
		asked time.Time
		want  time.Time
	}{
		{harbour(nil), time.Time{}, day(2024)}, {dated, time.Time{}, day(2022)}, {dated, day(2021), day(2021)},
	} {
		if got := load(t, new(Loader), c.files, Options{AsOf: c.asked}, nil).AsOf; !got.Equal(c.want) {
			t.Errorf("the day is %v, want %v", got, c.want)
		}
	}
}

// What the files say no differently is the very same value; what rests on what
// changed is another. Either way the loader finds what a fresh one finds.
func TestLoadAgain(t *testing.T) {
	files := harbour(nil)
	l := new(Loader)
	before := load(t, l, files, Options{}, nil)
	for _, c := range []struct {
		file, text string
		o          Options
		other      string // which values are others: config, types, rules, content
	}{
		{other: ""},
		{file: "static/x.css", text: "x", other: ""},
		{file: "content/boat/anna.toml", text: "title = \"Anne\"\n", other: "content"},
		{file: "content/boat/berta.toml", text: "title = 1\n", other: "content"},
		{file: "schema/rules/named.md", text: "+++\ntitle = \"Other\"\nfor = \"boat\"\nexpr = \"true\"\nmessage = \"m\"\n+++\n", other: "rules content"},
		{file: "site.toml", text: "title = \"Port\"\n", other: "config rules content"},
		{file: "schema/boat.json", text: `{"title": "Boot", "properties": {"title": {"type": "string"}}}`, other: "types rules content"},
		{o: Options{BaseURL: "https://other.example/"}, other: "config rules content"},
	} {
		changed := []string{}
		if c.file != "" {
			files[c.file] = &fstest.MapFile{Data: []byte(c.text), Mode: 0o644}
			changed = append(changed, c.file)
		}
		now := load(t, l, files, c.o, changed)
		other := ""
		for _, v := range []struct {
			name  string
			other bool
		}{
			{"config", before.Config != now.Config}, {"types", before.Types != now.Types}, {"rules", before.Rules != now.Rules},
			{"content", before.Content.Corpus != now.Content.Corpus},
		} {
			if v.other {
				other += " " + v.name
			}
		}
		if want := c.other; other != "" && other[1:] != want || other == "" && want != "" {
			t.Errorf("after a change to %q these are others:%s, want %s", c.file, other, want)
		}
		if got, want := said(now), said(load(t, new(Loader), files, c.o, nil)); !slices.Equal(got, want) {
			t.Errorf("after a change to %q it says\n%q\nfrom scratch\n%q", c.file, got, want)
		}
		before = now
	}
}

func said(p *Project) []string {
	var out []string
	for _, d := range p.Diags.All().Sorted() {
		out = append(out, fmt.Sprint(d.ID, d.Message))
	}
	return append(out, fmt.Sprint(p.Content.Corpus.Len()), p.Config.BaseURL, p.Config.Title)
}

// Severities apply to checks and rules that may be lowered, and to no other.
func TestSeverities(t *testing.T) {
	p := load(t, new(Loader), harbour(map[string]string{"site.toml": `title = "Harbour"
[rules]
review-overdue = "error"
embargo-leak = {severity = "warning", reason = "r"}
nothing = "error"
`}), Options{}, nil)
	l := p.Severities().Apply(diag.List{{ID: "review-overdue", Severity: diag.Warning}, {ID: "embargo-leak", Severity: diag.Error}})
	if l[0].Severity != diag.Error || l[1].Severity != diag.Error {
		t.Errorf("got %v", l)
	}
	ids := map[string]int{}
	for _, d := range p.CheckSeverities() {
		ids[d.ID]++
	}
	if len(ids) != 2 || ids["unknown-rule"] != 1 || ids["rule-not-waivable"] != 1 {
		t.Errorf("it says %v", ids)
	}
}
