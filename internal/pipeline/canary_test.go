package pipeline_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/pipeline"
)

// ship is a type with a field of every kind. Of a ship that is not disclosed
// only what "else" lists may be seen; of a barge, nothing.
const ship = `{
  "title": "Ship", "x-many": true, "x-parent": "/towed_by", "x-date": "/published", "x-order": "/rank",
  "x-card": {"Cook": "/crew/cook", "Photos": "/photos", "Towed by": "/towed_by", "Published": "/published"},
  "x-public": {"field": "disclosure", "in": ["full"], "else": ["label", "rank"]},
  "properties": {
    "title": {"type": "string"}, "label": {"type": "string"}, "summary": {"type": "string"},
    "status": {"type": "string", "enum": ["draft", "embargoed", "published", "withdrawn"], "default": "published"},
    "disclosure": {"type": "string", "enum": ["none", "full"], "default": "full"},
    "embargo_until": {"type": "string", "format": "date-time"}, "published": {"type": "string", "format": "partial-date"},
    "withdrawn": {"type": "object", "additionalProperties": false, "properties": {"date": {"type": "string", "format": "date"}, "reason": {"type": "string"}}},
    "rank": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "string"}}, "aliases": {"type": "array", "items": {"type": "string"}},
    "log": {"type": "string", "contentMediaType": "text/markdown"}, "photos": {"type": "string", "format": "uri"},
    "ports": {"type": "array", "items": {"type": "string"}},
    "crew": {"type": "object", "additionalProperties": false, "properties": {
      "cook": {"type": "string"}, "sailors": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {
        "name": {"type": "string"}, "papers": {"type": "array", "items": {"type": "string"}}, "came_from": {"type": "string", "x-ref": "ship", "x-back": "left"}}}}}},
    "standing": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {"field": {"type": "string"}, "is": {"type": "string"}, "note": {"type": "string"}}}},
    "references": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {"type": {"type": "string"}, "url": {"type": "string", "format": "uri"}, "title": {"type": "string"}}}},
    "beside": {"type": "array", "items": {"type": "string", "x-ref": ["ship", "barge"], "x-back": "neighbours"}},
    "towed_by": {"type": "string", "x-ref": "ship", "x-back": "tows"}
  }, "required": ["title"]
}`

// commitment is a promise about every ship, whose evidence may be any.
const commitment = `+++
title = "Every ship gets a neighbour"
for = "ship"
from = 2022-01-01
attaches = "self.published"
due = "addMonths(self.published, 3)"
evidence = "ship"
counts = "e.rank > 0"
+++
Promised to the harbour.
`

// secrets are the ways not to be public, each with the fields that make it so
// and those that may be seen all the same.
var secrets = []struct{ kind, typ, fields, seen string }{
	{"draft", "ship", "status = \"draft\"\n", ""},
	{"embargoed", "ship", "status = \"embargoed\"\n", ""},
	{"later", "ship", "embargo_until = 2024-01-01T12:00:01Z\n", ""},
	{"hidden", "barge", "disclosure = \"none\"\n", ""},
	{"partial", "ship", "disclosure = \"none\"\n", "id label list"},
	{"withdrawn", "ship", "status = \"withdrawn\"\nwithdrawn = {date = 2023-05-31, reason = \"It sank.\"}\n", "id title label aliases list"},
}

// marked returns a record in which every text is a marker of its own: "zq",
// the kind and the field.
func marked(kind, fields string) (toml, body string) {
	m := func(field string) string { return "zq" + kind + field }
	toml = fmt.Sprintf(`title = %q
label = %q
summary = %q
tags = [%q]
aliases = ["/%s/"]
log = "A **%s** with [a link](https://%s.example/)."
photos = "https://%s.example/"
ports = ["Rovinj", %q]
published = 2023-01-02
rank = 4711
beside = ["ship/public"]
towed_by = "public"
%s
[crew]
cook = %q
[[crew.sailors]]
name = %q
papers = [%q]
came_from = "public"
[[standing]]
field = "log"
is = "inferred"
note = %q
[[references]]
type = "WEB"
url = "https://%s.example/"
title = %q
`, m("title"), m("label"), m("summary"), m("tags"), m("aliases"), m("log"), m("loglink"), m("photos"), m("ports"), fields,
		m("cook"), m("sailor"), m("papers"), m("standing"), m("refurl"), m("reftitle"))
	body = fmt.Sprintf("## %s\n\nText %s.\n\n```go\n// %s\n```\n\n![%s](%s.jpg)\n\n[it](%s.txt)\n",
		m("heading"), m("body"), m("code"), m("alt"), m("image"), m("file"))
	return toml, body
}

var markedFields = strings.Fields("id title label summary tags aliases log loglink photos ports cook sailor papers standing refurl reftitle heading body code alt image file imagebytes filebytes list")

// canaries is a site with a marked record of each kind, as a bundle, and in a
// file of many; and public ones that refer to them in every way.
func canaries() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	put("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/below/\"\n[repository]\nurl = \"https://forge.example/harbour\"\nvisibility = \"private\"\n")
	put("schema/ship.json", ship)
	put("schema/barge.json", strings.Replace(strings.Replace(strings.NewReplacer(
		`"title": "Ship"`, `"title": "Barge"`, `"left"`, `"left_barge"`, `"neighbours"`, `"barges"`, `"tows"`, `"barge_tows"`).Replace(ship),
		`, "else": ["label", "rank"]`, "", 1), `"x-parent": "/towed_by", `, "", 1))
	put("schema/rules/ship-nameless.md", "+++\ntitle = \"Ships without a name\"\nfor = \"ship\"\nexpr = \"self.title != 'x'\"\nmessage = \"{self.label} has no name\"\n+++\nWhy.\n")
	put("schema/commitments/ships-come.md", commitment)
	// Beside the twins of the theme, exports that tell all they can get hold of.
	put("layouts/_all.txt", allOfRecord)
	put("layouts/all.txt", `{{template "all" .Record}}`)
	put("layouts/all.list.txt", `{{range .List}}{{template "all" .}}{{end}}`)
	put("layouts/ship/all.ics", calendarOfRecord)
	put("layouts/ship/asked.txt", `{{define "when"}}{{.ID}}{{.Text "/label"}}{{end}}{{template "all" .Record}}`)
	var beside, links strings.Builder
	for n, s := range secrets {
		for _, how := range []string{"", "many"} {
			kind := s.kind + how
			toml, body := marked(kind, s.fields)
			id := "zq" + kind + "id"
			if how == "many" {
				nested := strings.NewReplacer("[[crew.", "[["+s.typ+".crew.", "[crew]", "["+s.typ+".crew]", "[[standing]]", "[["+s.typ+".standing]]", "[[references]]", "[["+s.typ+".references]]")
				put("content/"+s.typ+"/zq"+kind+"list.toml", "[["+s.typ+"]]\nid = \""+id+"\"\n"+nested.Replace(toml))
			} else {
				put("content/"+s.typ+"/"+id+"/index.md", "+++\n"+toml+"+++\n"+body)
				put("content/"+s.typ+"/"+id+"/zq"+kind+"image.jpg", "zq"+kind+"imagebytes")
				put("content/"+s.typ+"/"+id+"/zq"+kind+"file.txt", "zq"+kind+"filebytes")
				fmt.Fprintf(&links, "[x](../%s/%s/index.md) and [](@/%s/%s), [y](../%s/%s/zq%sfile.txt)\n\n", s.typ, id, s.typ, id, s.typ, id, kind)
			}
			fmt.Fprintf(&beside, "%q, ", s.typ+"/"+id)
			if s.seen == "" {
				put("schema/rules/rests-on-"+fmt.Sprint(n)+how+".md", fmt.Sprintf("+++\ntitle = %q\nfor = \"ship\"\nclause = {%s = %q, id = %q}\nexpr = \"true\"\nmessage = \"m\"\n+++\nWhy.\n", s.kind+how, s.typ, id, "zq"+kind+"heading"))
			}
		}
	}
	put("content/ship/public.md", "+++\ntitle = \"Public\"\nlog = \"See [it](@/ship/zqdraftid).\"\nbeside = ["+beside.String()+"]\n+++\n"+links.String())
	return files
}

const allOfRecord = `{{define "all"}}{{.ID}} {{.Title}} {{.Label}} {{.Summary}} {{.Body}} {{.PlainText}} {{json .Values}} {{json .Backs}} {{json .Fields}}
{{json (.Value "/log")}} {{json (.Get "/clause")}} {{range .Refs "/beside"}}{{json .}} {{json .Values}}{{end}}{{json (.Ref "/towed_by")}}
{{range .Headings}}{{.Text}}{{end}}{{range .Outcomes}}{{json .Subject}}{{json .Evidence}}{{end}}{{range .Proves}}{{json .Promise}}{{end}}{{range .Twins}}{{.Canonical}}{{end}}{{end}}`

const calendarOfRecord = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:{{ical .Record.TagURI}}
DTSTAMP:20220101T000000Z
DTSTART:20220101T000000Z
SUMMARY:{{ical .Title}}
DESCRIPTION:{{ical .Record.Summary}} {{ical .Record.PlainText}}
END:VEVENT
END:VCALENDAR
`

// What is not public leaves no byte in the output, whatever refers to it. The
// site has mistakes, and its pages are looked at all the same: they are what a
// preview shows.
func TestCanaries(t *testing.T) {
	for _, drafts := range []bool{false, true} {
		out := tree{}
		checkMistakes(t, render(t, canaries(), pipeline.Options{Drafts: drafts}, out))
		all := joined(out)
		for _, s := range secrets {
			for _, how := range []string{"", "many"} {
				for _, field := range markedFields {
					m := "zq" + s.kind + how + field
					if (s.kind == "draft" && drafts) || strings.Contains(" "+s.seen+" ", " "+field+" ") {
						continue
					}
					if i := bytes.Index(all, []byte(m)); i >= 0 {
						t.Errorf("%s is in the output: %s", m, all[max(0, i-120):min(len(all), i+80)])
					}
				}
			}
		}
	}
}

// The same record is found in full where it is public: the test above would
// see what it looks for.
func TestCanariesSing(t *testing.T) {
	out := tree{}
	files := canaries()
	toml, body := marked("open", "")
	files["content/ship/zqopenid/index.md"] = &fstest.MapFile{Data: []byte("+++\n" + toml + "+++\n" + body)}
	files["content/ship/zqopenid/zqopenimage.jpg"] = &fstest.MapFile{Data: []byte("zqopenimagebytes")}
	files["content/ship/zqopenid/zqopenfile.txt"] = &fstest.MapFile{Data: []byte("zqopenfilebytes")}
	files["content/ship/zqopenlist.toml"] = &fstest.MapFile{Data: []byte("[[ship]]\nid = \"one\"\ntitle = \"One\"\n")}
	render(t, files, pipeline.Options{}, out)
	all := joined(out)
	for _, field := range markedFields {
		if !bytes.Contains(all, []byte("zqopen"+field)) {
			t.Errorf("zqopen%s is nowhere in the output", field)
		}
	}
	for _, m := range []string{"zqpartiallabel", "zqwithdrawntitle", "It sank."} {
		if !bytes.Contains(all, []byte(m)) {
			t.Errorf("%s is nowhere in the output", m)
		}
	}
}

// A card is a picture, in which no marker can be looked for: what is drawn on it
// is looked at instead. It comes from what the public sees, as pages do.
func TestCanariesOnCards(t *testing.T) {
	files := canaries()
	toml, body := marked("open", "")
	files["content/ship/zqopenid/index.md"] = &fstest.MapFile{Data: []byte("+++\n" + toml + "+++\n" + body)}
	out, _, err := pipeline.Build(t.Context(), pipeline.Input{Files: files, Theme: plain, Options: pipeline.Options{BuildDate: now}})
	if err != nil {
		t.Fatal(err)
	}
	cards, err := out.Cards()
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprint(cards)
	for _, s := range secrets {
		for _, field := range markedFields {
			if strings.Contains(" "+s.seen+" ", " "+field+" ") {
				continue
			}
			for _, how := range []string{"", "many"} {
				if m := "zq" + s.kind + how + field; strings.Contains(all, m) {
					t.Errorf("%s stands on a card", m)
				}
			}
		}
	}
	for _, m := range []string{"zqopentitle", "zqopenlabel", "zqopensummary", "zqopencook", "zqopenphotos.example", "zqpartiallabel", "Not disclosed.", "zqwithdrawntitle", "Withdrawn."} {
		if !strings.Contains(all, m) {
			t.Errorf("%s is on no card: %s", m, all)
		}
	}
}

// The commit of a file is told by its hash and its day. Of a file that holds
// what is not public, and of one that refers to such, no page tells either.
func TestCanariesInHistory(t *testing.T) {
	files := canaries()
	files["content/ship/open.toml"] = &fstest.MapFile{Data: []byte("title = \"Open\"\nbeside = [\"ship/public\"]\n")}
	commit := func(file string) content.Commit {
		hash := diag.HashOf([]byte(file)).String()[:40]
		return content.Commit{Hash: hash, Short: hash[:10], When: time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC)}
	}
	told := map[string]bool{"content/ship/open.toml": true, "schema/rules/ship-nameless.md": true, "schema/commitments/ships-come.md": true}
	h := content.NewHistory(func(file string) (content.Commit, bool) {
		c := commit(file)
		if !told[file] {
			c.When = time.Date(2031, 12, 30, 0, 0, 0, 0, time.UTC) // the newest of all, wherever it is asked for
		}
		return c, true
	})
	out, _, err := pipeline.Build(t.Context(), pipeline.Input{Files: files, Theme: candor.Theme, History: h, Options: pipeline.Options{BuildDate: now}})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, name := range paths(t, out) {
		b, err := fs.ReadFile(out, name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(b)
	}
	seen := map[string]bool{}
	for name, text := range all {
		if strings.Contains(text, "2031-12-30") {
			t.Errorf("%s tells of the day", name)
		}
		for file := range files {
			if strings.Contains(text, commit(file).Short) {
				seen[file] = true
			}
		}
	}
	if !maps.Equal(seen, told) {
		t.Errorf("the commits of %v are told, not those of %v", seen, told)
	}
}

// checkMistakes makes sure that the site has no mistakes but those it is made
// for: what is not read cannot leak.
func checkMistakes(t *testing.T, diags diag.List) {
	t.Helper()
	meant := map[string]bool{"embargo-leak": true, "embargo-without-end": true, "reference-to-unpublished": true, "link-broken": true}
	for _, d := range diags {
		if !meant[d.ID] {
			t.Errorf("the site has a mistake:\n%s", lines(diag.List{d}))
		}
	}
}

// joined returns all paths and bytes of an output.
func joined(out tree) []byte {
	var all bytes.Buffer
	for _, name := range out.paths() {
		all.WriteString("\n" + name + "\n")
		all.Write(out[name])
	}
	return all.Bytes()
}

// The twins of a record that is shown in part hold what its page shows, and say
// that there is more.
func TestTwinsOfTheWithheld(t *testing.T) {
	out := tree{}
	render(t, canaries(), pipeline.Options{}, out)
	var twin struct {
		Withheld          bool
		Label, Text, Date *string
		Fields            map[string]any
		ReferredBy        map[string]any `json:"referred_by"`
	}
	if err := json.Unmarshal(out["ship/zqpartialid/record.json"], &twin); err != nil {
		t.Fatal(err)
	}
	if !twin.Withheld || *twin.Label != "zqpartiallabel" || *twin.Text != "" || twin.Date != nil {
		t.Errorf("the twin is %s", out["ship/zqpartialid/record.json"])
	}
	if got := slices.Sorted(maps.Keys(twin.Fields)); !slices.Equal(got, []string{"label", "rank"}) {
		t.Errorf("the twin holds %v", got)
	}
	for name := range out {
		if strings.Contains(name, "zqhidden") || strings.Contains(name, "zqembargoed") {
			t.Errorf("%s is there", name)
		}
	}
}

// Twins tell all that is public.
func TestTwinsTell(t *testing.T) {
	out := tree{}
	files := canaries()
	toml, body := marked("open", "")
	files["content/ship/zqopenid.md"] = &fstest.MapFile{Data: []byte("+++\n" + toml + "+++\n" + body)}
	render(t, files, pipeline.Options{}, out)
	for _, name := range []string{"record.json", "all.txt"} {
		for _, field := range strings.Fields("id title label summary tags aliases log photos ports cook sailor papers standing refurl reftitle heading body") {
			if !bytes.Contains(out["ship/zqopenid/"+name], []byte("zqopen"+field)) {
				t.Errorf("%s lacks zqopen%s:\n%s", name, field, out["ship/zqopenid/"+name])
			}
		}
	}
	for _, name := range []string{"ship/zqopenid/all.ics", "ship/zqopenid/asked.txt", "ship/all.txt", "ship/records.json"} {
		if !bytes.Contains(out[name], []byte("zqopentitle")) {
			t.Errorf("%s lacks the title:\n%s", name, out[name])
		}
	}
}
