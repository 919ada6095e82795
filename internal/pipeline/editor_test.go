package pipeline_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing/fstest"
	"time"

	"candor/internal/content"
	"candor/internal/pipeline"
)

// editor is somebody who works on a site without knowing what they do.
type editor struct {
	*rand.Rand
	files fstest.MapFS
	log   []string
	last  tree // what the site was before

	drafts  bool
	now     time.Time
	commits map[string]content.Commit // the last of each file
	history *content.History
}

func newEditor(seed uint64) *editor {
	e := &editor{Rand: rand.New(rand.NewPCG(seed, 3)), files: fstest.MapFS{}, drafts: seed%2 == 1, now: now}
	e.put("site.toml", siteFiles[0])
	e.put("schema/boat.json", strings.NewReplacer("EXTRA", "").Replace(boatType))
	e.put("schema/port.json", portType)
	for name, texts := range ruleFiles {
		e.put(name, texts[0])
	}
	e.put("layouts/page.html", layoutFiles["layouts/page.html"][0])
	for _, name := range []string{"layouts/list.html", "layouts/record.json", "layouts/all.list.json", "layouts/boat/boat.ics", "layouts/boat/boats.list.txt", "layouts/_dated.ics"} {
		e.put(name, layoutFiles[name][0])
	}
	e.put("static/style.css", "body { color: black }\n")
	for range 8 {
		e.editBoat()
	}
	e.editPorts()
	if e.IntN(3) > 0 {
		e.commit()
	}
	return e
}

func (e *editor) put(name, text string) []string {
	e.files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	return []string{name}
}

func (e *editor) remove(name string) []string {
	delete(e.files, name)
	return []string{name}
}

// input is the site as it is now.
func (e *editor) input() pipeline.Input {
	return pipeline.Input{Files: e.files, Theme: plain, History: e.history, Options: pipeline.Options{BuildDate: e.now, Version: "test", Drafts: e.drafts}}
}

func pick[T any](e *editor, list []T) T { return list[e.IntN(len(list))] }

// edit changes something and says what, and which paths a watcher would name.
func (e *editor) edit() (did string, paths []string) {
	n := e.IntN(100)
	switch {
	case e.broken() && e.IntN(4) == 0:
		paths = append(e.put("site.toml", siteFiles[e.IntN(3)]), e.put("schema/boat.json", strings.Replace(boatType, "EXTRA", "", 1))...)
		did = "mended"
	case n < 24:
		paths = e.editBody()
		did = "text"
	case n < 50:
		paths = e.editBoat()
		did = "boat"
	case n < 56:
		paths = e.editPorts()
		did = "ports"
	case n < 64:
		paths = e.delete("content/")
		did = "delete"
	case n < 70:
		paths = e.rename()
		did = "rename"
	case n < 72:
		paths = e.bundle()
		did = "bundle"
	case n < 74:
		paths = e.moveBundle()
		did = "bundle moved"
	case n < 79:
		paths = e.section()
		did = "section"
	case n < 83:
		paths = e.variant(ruleFiles)
		did = "rule"
	case n < 88:
		paths = e.variant(layoutFiles)
		did = "layout"
	case n < 92:
		paths = e.variant(staticFiles)
		did = "static"
	case n < 94:
		paths = e.put("site.toml", pick(e, siteFiles))
		did = "site.toml"
	case n < 95:
		paths = e.schema()
		did = "schema"
	case n < 96:
		e.now = e.now.Add(time.Duration(e.IntN(8)) * time.Hour)
		did = "time"
	case n < 98:
		e.commit()
		did = "commit"
	default:
		paths = e.folder()
		did = "folder"
	}
	return did + " " + strings.Join(paths, " "), paths
}

func (e *editor) boat() string { return fmt.Sprintf("b%d", e.IntN(9)) }

// fields draws the fields of a boat, mistakes among them.
func (e *editor) fields() string {
	var b strings.Builder
	fmt.Fprintf(&b, "title = %q\n", pick(e, []string{"Anna", "Berta", "carla", "Dora Maar", "The one of four words here", "Zoe"}))
	optional := []string{
		fmt.Sprintf("label = \"B-%d\"\n", 100+e.IntN(4)), fmt.Sprintf("towed_by = %q\n", e.boat()),
		fmt.Sprintf("beside = [%q, \"p%d\", \"port/p%d\"]\n", e.boat(), e.IntN(4), e.IntN(4)),
		fmt.Sprintf("tags = [%q, %q]\n", pick(e, []string{"wood", "Steel", "wood "}), pick(e, []string{"new", "old"})),
		fmt.Sprintf("status = %q\n", pick(e, []string{"draft", "embargoed", "published", "withdrawn"})),
		fmt.Sprintf("disclosure = %q\n", pick(e, []string{"none", "full"})),
		fmt.Sprintf("published = %s\n", pick(e, []string{"2022-01-02", "2023-05-06", "2030-01-01", "\"2022\""})),
		fmt.Sprintf("aliases = [%q]\n", pick(e, []string{"/old/", "/older/", "/boat/b1/", "old"})),
		fmt.Sprintf("rank = %d\n", e.IntN(5)), "# a comment\n",
		"waiver = [{rule = \"boat-alone\", reason = \"it is new\"}]\n",
		fmt.Sprintf("embargo_until = %s\n", now.Add(time.Duration(e.IntN(24)-4)*time.Hour).Format(time.RFC3339)),
	}
	for _, f := range optional {
		if e.IntN(3) == 0 {
			b.WriteString(f)
		}
	}
	if e.IntN(12) == 0 {
		b.WriteString(pick(e, []string{"lenght = 3\n", "rank = \"x\"\n", "x = [\n", "title = 1\n"}))
	}
	return b.String()
}

// text draws a body that links to what may not be there.
func (e *editor) text() string {
	var b strings.Builder
	for range e.IntN(5) {
		b.WriteString(pick(e, []string{
			"## Hull\n\nOak, B-101 and B-102.\n\n", "## Mast\n\nThe one of four words here.\n\n", "#### Deep\n\n", "<b>raw</b>\n\n", "TODO\n\n",
			"![](deck.png)\n\n", "![Deck](deck.png)\n\n", "[list](../boat/)\n\n", "[ports](../port/ports.toml#p1)\n\n", "[css](/style.css)\n\n", "[gone](/nowhere/)\n\n",
			"```go\nx := 1\n```\n\n", "[it](#hull)\n\n", "[it](#mast)\n\n",
		}))
		switch e.IntN(4) {
		case 0:
			fmt.Fprintf(&b, "[x](%s.md#hull) and [](@/boat/%s)\n\n", e.boat(), e.boat())
		case 1:
			fmt.Fprintf(&b, "[y](@/port/p%d) and [z](/boat/%s/#mast)\n\n", e.IntN(4), e.boat())
		case 2:
			fmt.Fprintf(&b, "[w](../boat/%s/deck.png)\n\n", e.boat())
		}
	}
	if e.IntN(20) == 0 {
		b.WriteString("\xff\n")
	}
	return b.String()
}

// editBoat writes a boat in one of its forms.
func (e *editor) editBoat() []string {
	id := e.boat()
	switch e.IntN(6) {
	case 0:
		return e.put("content/boat/"+id+".toml", e.fields())
	case 1:
		return append(e.put("content/boat/"+id+".toml", e.fields()), e.put("content/boat/"+id+".md", e.text())...)
	case 2:
		return e.put("content/boat/"+id+"/index.md", "+++\n"+e.fields()+"+++\n"+e.text())
	case 3:
		return e.put("content/boat/B8.md", "+++\n"+e.fields()+"+++\n")
	}
	return e.put("content/boat/"+id+".md", "+++\n"+e.fields()+"+++\n"+e.text())
}

// editBody writes another text behind the same fields.
func (e *editor) editBody() []string {
	var names []string
	for name := range e.files {
		if path.Ext(name) == ".md" && strings.HasPrefix(name, "content/") {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	name := pick(e, names)
	head, _, ok := strings.Cut(strings.TrimPrefix(string(e.files[name].Data), "+++\n"), "+++\n")
	if !ok {
		return e.put(name, e.text())
	}
	return e.put(name, "+++\n"+head+"+++\n"+e.text())
}

func (e *editor) editPorts() []string {
	const draft, ports = "status = \"draft\"\n", "content/port/ports.toml"
	if f := e.files[ports]; f != nil && e.IntN(3) == 0 { // nothing else in the file changes
		text := string(f.Data)
		if strings.Contains(text, draft) {
			return e.put(ports, strings.Replace(text, draft, "", 1))
		}
		return e.put(ports, text+draft)
	}
	if e.IntN(8) == 0 {
		return e.put(ports, "[[port]]\nid = 3\n")
	}
	var b strings.Builder
	for i := range 4 {
		if e.IntN(5) > 0 {
			fmt.Fprintf(&b, "[[port]]\nid = \"p%d\"\ntitle = \"Port %d\"\nhome = %q\n", i, e.IntN(6), e.boat())
			if e.IntN(8) == 0 {
				b.WriteString(draft)
			}
		}
	}
	if e.IntN(15) == 0 {
		b.WriteString("[[port]\n")
	}
	return e.put(ports, b.String())
}

// broken says that the site has no pages: its types cannot be read.
func (e *editor) broken() bool {
	return strings.Contains(string(e.files["schema/boat.json"].Data), "broken") || strings.HasPrefix(string(e.files["site.toml"].Data), "title = [")
}

// commit commits all that there is. Whatever differs from what the last commit
// of a file may have held, here every third file, has a new one.
func (e *editor) commit() {
	next := map[string]content.Commit{}
	for _, name := range e.under("") {
		old, ok := e.commits[name]
		if next[name] = old; !ok || e.IntN(3) == 0 {
			hash := fmt.Sprintf("%040x", e.Uint64())
			next[name] = content.Commit{Hash: hash, Short: hash[30:], When: now.AddDate(0, 0, -e.IntN(20))}
		}
	}
	e.commits = next
	e.history = content.NewHistory(func(file string) (content.Commit, bool) { c, ok := next[file]; return c, ok })
}

// moveBundle gives the folder of a record another name. A watcher tells of the
// two folders, not of what is in them.
func (e *editor) moveBundle() []string {
	from, to := "content/boat/"+e.boat(), "content/boat/"+e.boat()
	if from == to || len(e.under(to+"/")) > 0 {
		return nil
	}
	for _, name := range e.under(from + "/") {
		e.put(to+strings.TrimPrefix(name, from), string(e.files[name].Data))
		e.remove(name)
	}
	return []string{from, to}
}

func (e *editor) under(prefix string) []string {
	var names []string
	for name := range e.files {
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (e *editor) delete(prefix string) []string {
	names := e.under(prefix)
	if len(names) < 4 {
		return nil
	}
	return e.remove(pick(e, names))
}

func (e *editor) rename() []string {
	names := e.under("content/boat/b")
	if len(names) == 0 {
		return nil
	}
	from := pick(e, names)
	to := "content/boat/" + e.boat() + path.Ext(from)
	f := e.files[from]
	return append(e.remove(from), e.put(to, string(f.Data))...)
}

func (e *editor) bundle() []string {
	id := e.boat()
	return e.put("content/boat/"+id+"/"+pick(e, []string{"deck.png", "mast.png"}), pick(e, []string{"one", "two"}))
}

func (e *editor) section() []string {
	return e.put(pick(e, []string{"content/boat/_index.md", "content/_index.md", "content/port/_index.md"}),
		pick(e, []string{"+++\ntitle = \"Ships\"\n+++\nAll of them.\n", "+++\nsummary = \"What floats\"\n+++\n## All\n\n[one](boat/b1.md)\n", "+++\ntitel = \"x\"\n+++\n", "Text [](@/boat/b2).\n"}))
}

func (e *editor) variant(of map[string][]string) []string {
	name := pick(e, slices.Sorted(maps.Keys(of)))
	text := pick(e, of[name])
	if text == "" {
		return e.remove(name)
	}
	return e.put(name, text)
}

func (e *editor) schema() []string {
	extra := pick(e, []string{"", `"draft": {"type": "number"},`, `"wood": {"type": "boolean", "default": true},`, `"broken": {"type": "nothing"},`})
	return e.put("schema/boat.json", strings.Replace(boatType, "EXTRA", extra, 1))
}

// folder moves a whole folder away, or brings it back.
func (e *editor) folder() []string {
	const away = "away/"
	var moved []string
	for _, name := range e.under(away) {
		f := e.files[name]
		delete(e.files, name)
		e.put(strings.TrimPrefix(name, away), string(f.Data))
		moved = append(moved, name)
	}
	if len(moved) > 0 {
		return []string{"content", "away"}
	}
	for _, name := range e.under("content/boat/") {
		f := e.files[name]
		delete(e.files, name)
		e.put(away+name, string(f.Data))
	}
	return []string{"content/boat"}
}

// What the editor writes.
const boatType = `{
  "title": "Boat", "x-date": "/published", "x-parent": "/towed_by", "x-card": {"Told": "/disclosure", "Towed by": "/towed_by"},
  "x-public": {"field": "disclosure", "in": ["full"], "else": ["label", "rank"]},
  "properties": { EXTRA
    "title": {"type": "string", "description": "What it is called"}, "label": {"type": "string"}, "summary": {"type": "string"},
    "status": {"type": "string", "enum": ["draft", "embargoed", "published", "withdrawn", "archived"], "default": "published"},
    "disclosure": {"type": "string", "enum": ["none", "full"], "default": "full"},
    "embargo_until": {"type": "string", "format": "date-time"},
    "published": {"type": "string", "format": "partial-date"}, "rank": {"type": "integer"},
    "tags": {"type": "array", "items": {"type": "string"}}, "aliases": {"type": "array", "items": {"type": "string"}},
    "waiver": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {"rule": {"type": "string"}, "reason": {"type": "string"}, "until": {"type": "string", "format": "date"}}}},
    "beside": {"type": "array", "items": {"type": "string"}, "x-ref": ["boat", "port"], "x-back": "neighbours"},
    "towed_by": {"type": "string", "x-ref": "boat", "x-back": "tows"}
  }, "required": ["title"]
}`

const portType = `{
  "title": "Port", "x-many": true, "x-page": false,
  "properties": {"id": {"type": "string"}, "title": {"type": "string"}, "home": {"type": "string", "x-ref": "boat", "x-back": "ports"},
    "status": {"type": "string", "enum": ["draft", "published"], "default": "published"}},
  "required": ["title"]
}`

var siteFiles = []string{
	"title = \"Harbour\"\nbase_url = \"https://harbour.example/below/\"\nas_of = 2023-06-01\n",
	"title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n[[menu]]\ntype = \"boat\"\n[[menu]]\ntitle = \"One\"\nurl = \"/boat/b1/\"\n",
	"title = \"Haven\"\nbase_url = \"https://harbour.example/\"\n[features]\ntags = false\nfeeds = false\nsocial_cards = false\n[rules]\nplaceholder-text = {severity = \"warning\", reason = \"we are early\"}\n",
	"title = \"Haven\"\nbase_uri = \"https://harbour.example/\"\n",
	"title = [\n",
}

var ruleFiles = map[string][]string{
	"schema/rules/boat-alone.md": {
		"+++\ntitle = \"Boats alone\"\nfor = \"boat\"\nexpr = \"self.neighbours.size() > 0 || self.tows.exists(t, t.rank > 1)\"\nat = \"/title\"\nmessage = \"{self.title} is alone\"\nseverity = \"warning\"\n+++\nWhy.\n",
		"+++\ntitle = \"Boats alone\"\nfor = \"boat\"\nexpr = \"self.neighbours.exists(n, n.title != self.title)\"\nmessage = \"{self.title} is alone\"\n+++\nWhy not.\n",
		"+++\ntitle = \"Boats alone\"\nfor = \"boat\"\nexpr = \"self.nieghbours\"\nmessage = \"x\"\n+++\n", "",
	},
	"schema/rules/tug-missing.md": {
		"+++\ntitle = \"Tugs that rank low\"\nfor = \"boat\"\nwhen = \"has(self.towed_by)\"\nexpr = \"self.towed_by.rank > self.rank\"\nat = \"/towed_by\"\nmessage = \"{self.title} is towed by {self.towed_by.title}\"\n+++\n",
		"+++\ntitle = \"Tugs that rank low\"\nfor = \"boat\"\neach = \"self.neighbours\"\nexpr = \"it.rank >= self.rank\"\nat = \"/rank\"\nmessage = \"{it.title} beside {self.title}\"\n+++\n", "",
	},
	"schema/rules/fleet-small.md": {
		"+++\ntitle = \"A small fleet\"\nfor = \"site\"\nexpr = \"boat.size() > 5 && boat.exists(b, b.rank == 3)\"\nmessage = \"only {boat.size()} boats\"\nseverity = \"warning\"\n+++\n", "",
	},
	"schema/commitments/boats-come.md": {
		"+++\ntitle = \"Every boat gets a neighbour\"\nfor = \"boat\"\nfrom = 2022-01-01\nattaches = \"self.published\"\ndue = \"addMonths(self.published, 3)\"\nevidence = \"self.neighbours\"\ncounts = \"e.rank > 0\"\n+++\nPromised.\n",
		"+++\ntitle = \"Every boat gets a tug\"\nfor = \"boat\"\nfrom = 2022-01-01\nevidence = \"boat\"\ncounts = \"e.rank > 2\"\n+++\nPromised.\n", "",
	},
}

var layoutFiles = map[string][]string{
	"layouts/page.html": {
		`<title>{{.Title}}</title><main>{{range .Menu}}{{range .Links}}<a href="{{.URL}}">{{.Title}}{{.Current}}</a>{{end}}{{end}}` +
			`{{range .Trail}}<a href="{{.URL}}">{{.Title}}</a>{{end}}{{with .Record}}{{.Body}}{{.Label}}{{.Status}}{{.Withheld}}` +
			`{{with .Previous}}<a href="{{.URL}}">{{.Title}}</a>{{end}}{{with .Next}}<a href="{{.URL}}">{{.Title}}</a>{{end}}` +
			`{{range .Backs}}{{.Title}}{{range .Records}}<a href="{{.URL}}">{{.Title}}</a>{{end}}{{end}}{{range .Refs "/beside"}}<i>{{.Title}}: {{.Summary}}</i>{{end}}` +
			`{{range .Twins}}<a href="{{.URL}}">{{.Name}}</a>{{end}}` +
			`{{with .Ref "/towed_by"}}<b id="tug">{{.Title}}{{.Summary}}</b>{{end}}{{range .Get "/tags"}}{{.}}{{end}}{{range .Outcomes}}{{.Standing}}{{range .Evidence}}{{.Title}}{{end}}{{end}}` +
			`{{range .Proves}}{{.Promise.Title}}{{end}}{{end}}{{.Changed.Commit}}{{range .Record.Refs "/beside"}}{{.Changed.Commit}}{{end}}<link href="{{.Asset "style.css"}}"></main>`,
		`<title>{{.Title}}</title>{{with .Record}}{{.Body}}<p id="hull"></p><a href="/nowhere-{{.ID}}">x</a>{{end}}`,
		`<title>{{.Title}</title>`,
		`<title>{{.Titel}}</title>`,
		"",
	},
	"layouts/list.html": {
		`<title>{{.Title}}</title>{{with .Section}}{{.Body}}{{end}}{{range .List}}<p id="{{.ID}}"><a href="{{.URL}}">{{.Title}}</a> {{.Summary}}</p>{{end}}` +
			`{{range .Lists}}<a href="{{.URL}}">{{.Title}} {{.Count}} {{.Summary}}</a>{{end}}{{range .Tags}}<a href="/tags/{{.Slug}}/">{{.Name}}</a>{{end}}{{range .Latest 3}}{{.Title}}{{end}}` +
			`{{range .Outcomes}}{{.Period}}{{.Standing}}{{end}}{{range .Rules}}{{.Title}}{{end}}{{.Changed.Commit}}{{range .List}}{{.Changed.Commit}}{{end}}`,
		`<title>{{.Title}}</title>{{range .Everything}}{{.Name}}{{range .Records}}{{.Title}}{{end}}{{end}}`,
		"",
	},
	"layouts/boat/page.html": {`<title>Boat {{.Title}}</title>{{.Record.Body}}<a href="#tug">t</a>{{with .Get "boat" "b3"}}{{.Title}}{{.PlainText}}{{end}}`, ""},
	"layouts/record.json": {
		`{"title": {{json .Title}}, "values": {{json .Record.Values}}, "backs": {{json .Record.Backs}}, "text": {{json .Record.PlainText}}, "next": {{json .Record.Next}}}`,
		`{"of": {{json .Record.Outcomes}}}`, `{"title": {{json .Title}},}`, `{{.Titel}}`, `{{json`, "",
	},
	"layouts/all.list.json": {`{"all": {{json .List}}, "twins": {{range .Twins}}{{json .URL}}{{end}}}`, `[{{range $i, $r := .List}}{{if $i}},{{end}}{{json $r.Values}}{{end}}]`, ""},
	"layouts/boat/boat.ics": {
		"{{define \"when\"}}{{template \"dated\" .}}{{end}}BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:{{.Record.TagURI}}\nDTSTAMP:{{stamp .AsOf}}\nDTSTART;VALUE=DATE:{{basic .Record.Date}}\nSUMMARY:{{ical .Title}}\nEND:VEVENT\nEND:VCALENDAR\n",
		"BEGIN:VCALENDAR\nSUMMARY:{{ical .Title}}\n", `{{define "when"}}{{.Get "/rank"}}{{end}}x`, `{{define "when"}}{{.Titel}}{{end}}x`, "",
	},
	"layouts/boat/boats.list.txt": {`{{define "when"}}{{template "dated" .}}{{end}}{{range .List}}{{.Title}} {{known .Date}} {{range .Twins}}{{.Name}}{{end}}{{end}}`, ""},
	"layouts/_dated.ics":          {`{{define "dated"}}{{if has (list "day" "moment") (known .Date)}}yes{{end}}{{end}}`, `{{define "dated"}}{{.Get "/published"}}{{end}}`, `{{define "dated"}`, ""},
	"layouts/_part.html":          {`{{define "x"}}x{{end}}`, `{{define "x"}`, ""},
}

var staticFiles = map[string][]string{
	"static/style.css": {"body { color: black }\n", "body { color: red }\n", ""},
	"static/nowhere":   {"here", "there", ""},
	"static/logo.svg":  {"<svg/>", ""},
}
