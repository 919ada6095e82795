// Package ruletest is test support for the packages that read and evaluate rules:
// a made-up fleet of boats, its types and records.
package ruletest

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/toml"
)

//go:embed testdata
var testdata embed.FS

// Types loads the types of the fleet.
func Types(t testing.TB) *schema.Set {
	t.Helper()
	files, err := fs.Sub(testdata, "testdata")
	if err != nil {
		t.Fatal(err)
	}
	set, diags, err := meta.Load(files)
	if err != nil || len(diags) > 0 {
		t.Fatalf("the test schemas are wrong: %v %v", diags, err)
	}
	return set
}

// Fleet makes records of TOML texts by "type/id".
func Fleet(t testing.TB, set *schema.Set, texts map[string]string) *content.Corpus {
	t.Helper()
	var records []*content.Record
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		records = append(records, Record(t, set, name, texts[name]))
	}
	return content.NewCorpus(set, records, nil)
}

// Record makes the record "type/id" of a TOML text.
func Record(t testing.TB, set *schema.Set, name, text string) *content.Record {
	t.Helper()
	typ, id, _ := strings.Cut(name, "/")
	b := []byte(text)
	src := diag.NewSource("content/"+name+".toml", b, nil)
	doc, diags := toml.Parse(src, b, 0, len(b))
	if len(diags) > 0 {
		t.Fatalf("%s: %v", name, diags)
	}
	st := set.Type(typ)
	if st == nil {
		t.Fatalf("no type %s", typ)
	}
	return content.New(content.Key{Type: typ, ID: id}, st, doc, diag.Span{})
}

// Day is the day by which the tests evaluate.
func Day() time.Time { return time.Date(2022, 6, 15, 0, 0, 0, 0, time.UTC) }

// Site is what the site of the fleet says of itself.
func Site() map[string]any {
	return map[string]any{
		"title":      "The fleet",
		"publisher":  map[string]any{"profiles": []any{"https://social.example/@fleet"}},
		"repository": map[string]any{"url": "https://example.org/", "visibility": "public", "branch": nil},
	}
}

// Files makes a file system of texts by name.
func Files(files map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// RuleFile writes a rule about boats with one expression and more keys.
func RuleFile(expr, more string) string {
	return fmt.Sprintf("+++\ntitle = \"t\"\nfor = \"boat\"\nexpr = '''%s'''\nmessage = \"broken\"\n%s\n+++\nWhy.\n", expr, more)
}

// Lines prints diagnostics one a line: place, id, underlined text, message.
func Lines(l diag.List) string {
	var out strings.Builder
	for _, d := range l.Sorted() {
		p := d.Span.Position()
		name := "site"
		if d.Span.Source != nil {
			name = d.Span.Source.Name
		}
		fmt.Fprintf(&out, "%s:%d:%d: %s[%s] %s", name, p.Line, p.Column, d.Severity, d.ID, d.Message)
		if text := d.Span.Text(); len(text) > 0 && !strings.Contains(string(text), "\n") {
			fmt.Fprintf(&out, " ^%s^", text)
		}
		if d.Label != "" {
			fmt.Fprintf(&out, " label: %s", d.Label)
		}
		if d.Hint != "" {
			fmt.Fprintf(&out, " hint: %s", d.Hint)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&out, " related: %s ^%s^", r.Message, r.Span.Text())
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// Ada returns the records of the boat ada, and of her friends, by "type/id".
func Ada() map[string]string {
	return map[string]string{
		"boat/ada": `
title = "Ada"
label = "ADA"
rig = "sloop"
crew = 4
value = 1234.5
insured = true
launched = "2019"
home = "quay"
ports = ["quay", "gone", "mole"]
keeper = "mia"
uses = ["racing", "cruising"]
costs = [0.1, 0.2]
[[berth]]
harbour = "quay"
fee = 10
from = 2020-01-01
until = 2020-12-31
[[berth]]
harbour = "mole"
fee = 12.5
from = "2021"
`,
		"boat/bo":        "title = \"Bo\"\nhome = \"nowhere\"\nkeeper = \"harbour/mole\"\n",
		"harbour/quay":   "title = \"Quay\"\ndepth = 3.5\nkind = \"tidal\"\n[address]\ntown = \"Ys\"\n",
		"harbour/mole":   "title = \"Mole\"\n",
		"harbour/rock":   "title = \"Rock\"\n",
		"sailor/mia":     "title = \"Mia\"\nkind = \"skipper\"\naddress = {town = \"Ys\", street = \"Low\"}\n",
		"voyage/first":   "boat = \"ada\"\nbegan = 2020-05-01\nended = 2020-06-01\nkind = \"race\"\n",
		"voyage/second":  "boat = \"ada\"\nbegan = \"2021-07\"\n",
		"voyage/other":   "boat = \"bo\"\nbegan = 2022-01-01\nkind = \"delivery\"\n",
		"charter/rules1": "title = \"Rules\"\nlabel = \"RU1\"\n[[clauses]]\nid = \"c1\"\ngist = \"x\"\n[[clauses]]\nid = \"c2\"\ngist = \"y\"\n",
	}
}
