package config

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
)

func load(t *testing.T, text string) (*Config, diag.List) {
	t.Helper()
	c, diags, err := Load(fstest.MapFS{Name: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return c, diags.Sorted()
}

const whole = `title = "Harbour"
summary = "Boats"
base_url = "https://harbour.example/safe"
language = "en"
as_of = 2023-10-30
banner = "Closed"

[publisher]
name = "The harbour"
profiles = ["https://social.example/@harbour", "https://code.example/harbour"]

[repository]
url = "https://code.example/harbour"
visibility = "public"

[[menu]]
title = "Boats"
type = "boat"

[[menu]]
title = "Elsewhere"
url = "/elsewhere/"
group = "More"

[features]
search = false

[rules]
link-broken = {severity = "warning", reason = "the harbour is being moved"}
late = "error"
`

func TestLoad(t *testing.T) {
	c, diags := load(t, whole)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if c.BaseURL != "https://harbour.example/safe/" || c.AsOf.Format("2006-01-02") != "2023-10-30" || c.Repository.Branch != "main" || c.Repository.Visibility != "public" {
		t.Errorf("got %+v", c)
	}
	if len(c.Menu) != 2 || c.Menu[1].Group != "More" {
		t.Errorf("menu %+v", c.Menu)
	}
	if c.Feature("search") || !c.Feature("tags") {
		t.Error("features are not what was said")
	}
	if o := c.Rules["link-broken"]; o.Severity != diag.Warning || o.Reason == "" {
		t.Errorf("link-broken %+v", o)
	}
	if c.Rules["late"].Severity != diag.Error {
		t.Error("late is no error")
	}
	if p := c.Values()["publisher"].(map[string]any)["profiles"].([]any); len(p) != 2 || p[1] != "https://code.example/harbour" {
		t.Errorf("profiles %v", p)
	}
	if c.Values()["repository"].(map[string]any)["url"] != "https://code.example/harbour" {
		t.Errorf("values %v", c.Values())
	}
	if p := c.At("/rules/link-broken").Position(); p.Line != 29 {
		t.Errorf("the override stands in line %d", p.Line)
	}
}

// Every mistake in site.toml is told at its place with what to do.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`title = "Harbour"`, `titel = "Harbour"`, "1:1 unknown-field did you mean title?"},
		{`language = "en"`, `language = 3`, "4:12 wrong-type"},
		{`as_of = 2023-10-30`, `as_of = "yesterday"`, "5:9 wrong-type"},
		{`as_of = 2023-10-30`, `as_of = 2023-10-30T19:00:00`, "5:9 wrong-type"},
		{`base_url = "https://harbour.example/safe"`, `base_url = "harbour"`, "3:12 bad-format"},
		{`visibility = "public"`, `visibility = "publik"`, "14:14 enum-value did you mean public?"},
		{`name = "The harbour"`, `nam = "The harbour"`, "9:1 unknown-field did you mean name?"},
		{`type = "boat"`, `kind = "boat"`, "16:1 missing-field"},
		{`search = false`, `serach = false`, "26:1 unknown-field did you mean search?"},
		{`search = false`, `search = "no"`, "26:10 wrong-type"},
		{`late = "error"`, `late = "eror"`, "30:8 enum-value did you mean error?"},
		{`url = "https://code.example/harbour"`, `url = "code.example/harbour"`, "13:7 bad-format"},
		{`url = "/elsewhere/"`, `url = "javascript:alert(1)"`, "22:7 bad-format"},
		{`url = "/elsewhere/"`, `url = "//elsewhere.example/"`, "22:7 bad-format"},
		{`name = "The harbour"`, "name = \"The harbour\"\ncontact = \"harbour@example.org\"", "10:11 bad-format"},
		{`https://harbour.example/safe"`, `https://harbour.example/safe?x=1"`, "3:12 bad-format"},
		{`https://harbour.example/safe"`, `https://me:secret@harbour.example/"`, "3:12 bad-format"},
		{`https://harbour.example/safe"`, `https://harbour.example/a/../b/"`, "3:12 bad-format"},
		{`late = "error"`, `late = 3`, "30:8 wrong-type"},
		{`[publisher]`, `[publisher`, "8:"},
		{`profiles = [`, `profile = [`, "10:1 unknown-field did you mean profiles?"},
		{`"https://social.example/@harbour", `, `"http://social.example/@harbour", `, "10:13 bad-format"},
		{`"https://social.example/@harbour", `, `"@harbour", 3, `, "10:13 bad-format write each whole and with https, as in [\"https://social.example/@team\"]\n10:25 wrong-type"},
		{`"https://social.example/@harbour", `, `"https://code.example/harbour", `, "10:45 not-unique"},
		{`profiles = ["https://social.example/@harbour", "https://code.example/harbour"]`, `profiles = "https://code.example/"`, "10:12 wrong-type"},
		{`"https://social.example/@harbour", `, `"https://me:secret@social.example/", `, "10:13 bad-format"},
		{`language = "en"`, `language = "en\r\nX-OWN:1"`, "4:12 bad-format"},
		{`language = "en"`, `file_types = ".gpx"`, "4:14 wrong-type"},
		{`language = "en"`, `file_types = [".gpx", 3]`, "4:23 wrong-type"},
		{`language = "en"`, `file_types = ["gpx"]`, `4:15 bad-format write the dot and lower-case letters or digits, as in ".gpx"`},
		{`language = "en"`, `file_types = [".gpx", ".html"]`, "4:23 bad-format take it out: no site can allow such files"},
		{`language = "en"`, `file_types = [".js"]`, "4:15 bad-format take it out"},
		{`language = "en"`, `file_types = [".svgz"]`, "4:15 bad-format take it out"},
		{`language = "en"`, `file_types = [".gpx", ".gpx"]`, "4:23 not-unique"},
		{`language = "en"`, `language = "English"`, "4:12 bad-format"},
		{`language = "en"`, `language = "en_GB"`, "4:12 bad-format write its code, as in \"en\" or \"pt-BR\""},
		{`summary = "Boats"`, `short_titel = "Boats"`, "2:1 unknown-field did you mean short_title?"},
	} {
		_, diags := load(t, strings.Replace(whole, c.old, c.new, 1))
		var got []string
		for _, d := range diags {
			p := d.Span.Position()
			got = append(got, fmt.Sprintf("%d:%d %s %s", p.Line, p.Column, d.ID, d.Hint))
		}
		for _, want := range strings.Split(c.want, "\n") {
			if !strings.Contains(strings.Join(got, "\n"), want) {
				t.Errorf("%s: got %q, want %q", c.new, got, want)
			}
		}
		if len(got) == 0 {
			t.Errorf("%s: nothing is said", c.new)
		}
	}
}

// What can only have been meant one way can be mended by a program, and is told
// once.
func TestFixes(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`title = "Harbour"`, `titel = "Harbour"`, "title"},
		{`visibility = "public"`, `visibility = 'Public'`, `"public"`},
		{`as_of = 2023-10-30`, `as_of = "2023-10-30"`, "2023-10-30"},
		{`as_of = 2023-10-30`, `as_of = "soon"`, ""},
		{`title = "Harbour"`, "title = \"Harbour\"\ntitel = \"Port\"", ""},
	} {
		_, diags := load(t, strings.Replace(whole, c.old, c.new, 1))
		got := ""
		for _, d := range diags {
			for _, f := range d.Fixes {
				got += f.Edits[0].Text
			}
		}
		if len(diags) != 1 || got != c.want {
			t.Errorf("%s: %v, fixed to %q, want %q", c.new, diags, got, c.want)
		}
	}
}

// A key of the site below the header of a table is told once, and still counts.
func TestStrays(t *testing.T) {
	text := "title = \"Harbour\"\n\n[publisher]\nname = \"The harbour\"\n\n[[menu]]\ntitle = \"Boats\"\ntype = \"boat\"\n\n# Where it is.\nbase_url = \"https://harbour.example/\"\n"
	c, diags := load(t, text)
	if len(diags) != 1 || diags[0].ID != "field-misplaced" || diags[0].Span.Position().Line != 11 || len(diags[0].Fixes) != 1 {
		t.Fatalf("%v", diags)
	}
	if want := `"base_url" stands below [[menu]], so it is read as a part of it`; diags[0].Message != want {
		t.Errorf("%s", diags[0].Message)
	}
	if got := diags[0].Fixes[0].Edits[0].Text; got != "# Where it is.\nbase_url = \"https://harbour.example/\"\n" {
		t.Errorf("moved: %q", got)
	}
	if c.BaseURL != "https://harbour.example/" || len(c.Menu) != 1 {
		t.Errorf("%+v", c)
	}
	_, diags = load(t, "base_url = \"https://harbour.example/\"\n[features]\nsearch = false\ntitle = 3\n[rules]\nsummary = \"All of it\"\n")
	if len(diags) != 3 || diags[1].ID != "wrong-type" && diags[2].ID != "wrong-type" {
		t.Errorf("%v", diags)
	}
	for _, d := range diags {
		if d.ID == "wrong-type" && d.Span.Position().Line != 4 {
			t.Errorf("%v", d.Span.Position())
		}
	}
}

func TestNoSite(t *testing.T) {
	c, diags, err := Load(fstest.MapFS{})
	if err != nil || len(diags) != 1 || diags[0].ID != "no-site" || c == nil {
		t.Errorf("got %v, %v, %v", c, diags, err)
	}
}
