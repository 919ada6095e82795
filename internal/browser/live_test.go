package browser

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"candor/internal/outside"
)

// step is something that an author does, and what the open page becomes.
type step struct {
	Name    string             `json:"name"`
	Files   map[string]*string `json:"files,omitempty"`  // nil: deleted
	Rename  []string           `json:"rename,omitempty"` // from, to
	Opens   string             `json:"opens,omitempty"`
	Status  int                `json:"status,omitempty"`
	Shows   string             `json:"shows,omitempty"`
	Without string             `json:"without,omitempty"`
	Title   string             `json:"title,omitempty"`
	Style   []string           `json:"style,omitempty"` // a property of the body and its value
	Panel   []string           `json:"panel,omitempty"` // all that it says; none: there is no panel
	Link    string             `json:"link,omitempty"`  // what a link of the panel ends in
	Judge   bool               `json:"judge,omitempty"`
}

func put(name, text string) map[string]*string { return map[string]*string{name: &text} }

func gone(name string) map[string]*string { return map[string]*string{name: nil} }

// harbour is a small site in the theme's dress.
var harbour = map[string]string{
	"site.toml":        "title = \"Harbour\"\nbase_url = \"https://harbour.example/book/\"\n",
	"schema/boat.json": boat,
	"schema/rules/boat-alone.md": "+++\ntitle = \"Boats alone\"\nfor = \"boat\"\nexpr = \"self.title != 'Nobody'\"\nat = \"/title\"\n" +
		"message = \"{self.title} is no name\"\nhint = \"give the boat a name\"\n+++\nBoats have names.\n",
	"content/boat/anna.md":      anna,
	"content/boat/bert.md":      "+++\ntitle = \"Bert\"\n+++\nHe floats.\n",
	"content/boat/eva/index.md": "+++\ntitle = \"Eva\"\n+++\nShe is in the yard.\n",
}

const (
	boat = `{"title": "Boat", "x-plural": "Boats", "type": "object", "properties": {
  "title": {"type": "string", "description": "What it is called"},
  "mast": {"type": "string", "description": "What the mast is made of"}
}, "required": ["title"]}
`
	anna = "+++\ntitle = \"Anna\"\nmast  = \"oak\"\n+++\nShe sails.\n"
)

// mistakes are what an author of the harbour does in an hour.
var mistakes = []step{
	{Name: "open", Opens: "boat/anna/", Shows: "She sails."},
	{Name: "text", Files: put("content/boat/anna.md", strings.Replace(anna, "sails", "rows", 1)), Shows: "She rows.", Without: "She sails."},
	{
		Name: "mistake", Files: put("content/boat/anna.md", strings.NewReplacer("mast ", "mats ", "sails", "sank").Replace(anna)),
		Shows: "She rows.", Without: "She sank.", Judge: true, Link: "/content/boat/anna.md:3:1",
		Panel: []string{"1 error", "as it was before", "unknown-field", "content/boat/anna.md:3:1", `mats = "oak"`, `did you mean "mast"?`},
	},
	{Name: "another page with the mistake", Opens: "boat/bert/", Shows: "He floats.", Panel: []string{"1 error", "content/boat/anna.md:3:1"}},
	{Name: "mended from elsewhere", Files: put("content/boat/anna.md", anna), Shows: "He floats."},
	{Name: "back", Opens: "boat/anna/", Shows: "She sails."},
	{Name: "syntax", Files: put("content/boat/anna.md", strings.Replace(anna, `"Anna"`, `"Anna`, 1)), Shows: "She sails.", Panel: []string{"toml-syntax", "content/boat/anna.md:2"}},
	{Name: "mended", Files: put("content/boat/anna.md", strings.Replace(anna, "sails", "lands", 1)), Shows: "She lands."},
	{Name: "list", Opens: "boat/", Shows: "Bert"},
	{Name: "deleted", Files: gone("content/boat/bert.md"), Shows: "Anna", Without: "Bert"},
	{Name: "its page", Opens: "boat/bert/", Status: 404, Shows: "This page is not here"},
	{Name: "again there", Files: put("content/boat/bert.md", harbour["content/boat/bert.md"]), Shows: "He floats."},
	{Name: "deleted while open", Files: gone("content/boat/bert.md"), Status: 404, Shows: "This page is not here"},
	{Name: "yard", Opens: "boat/eva/", Shows: "She is in the yard."},
	{Name: "folder renamed", Rename: []string{"content/boat/eva", "content/boat/iva"}, Status: 404, Shows: "This page is not here"},
	{Name: "its new page", Opens: "boat/iva/", Shows: "She is in the yard."},
	{Name: "type folder renamed", Rename: []string{"content/boat", "content/boats"}, Status: 404, Shows: "This page is not here", Panel: []string{"boats"}},
	{Name: "type folder back", Rename: []string{"content/boats", "content/boat"}, Shows: "She is in the yard."},
	{Name: "style", Files: put("static/style.css", "body { color: rgb(1, 2, 3) }\n"), Style: []string{"color", "rgb(1, 2, 3)"}},
	{Name: "style again", Files: put("static/style.css", "body { color: rgb(3, 2, 1) }\n"), Style: []string{"color", "rgb(3, 2, 1)"}},
	{Name: "style of the theme", Files: gone("static/style.css"), Shows: "She is in the yard."},
	{Name: "layout", Files: put("layouts/page.html", "{{template \"_base.html\" .}}{{define \"main\"}}<h1>{{.Title}} the boat</h1>{{end}}"), Shows: "Eva the boat"},
	{Name: "layout mistake", Files: put("layouts/page.html", "{{template \"_base.html\" .}}{{define \"main\"}}<h1>{{.Titel}} the boat</h1>{{end}}"), Shows: "Eva the boat", Panel: []string{"layout-failed", "layouts/page.html:1", "did you mean Title?"}},
	{Name: "layout of the theme", Files: gone("layouts"), Shows: "She is in the yard."},
	{Name: "schema", Files: put("schema/boat.json", strings.Replace(boat, `["title"]`, `["title", "mast"]`, 1)), Panel: []string{"missing-field", "mast"}},
	{Name: "schema mistake", Files: put("schema/boat.json", "{"), Shows: "She is in the yard.", Panel: []string{"schema-syntax", "schema/boat.json:1"}},
	{Name: "schema mended", Files: put("schema/boat.json", boat), Shows: "She is in the yard."},
	{Name: "rule", Files: put("schema/rules/boat-alone.md", strings.ReplaceAll(harbour["schema/rules/boat-alone.md"], "Nobody", "Eva")), Panel: []string{"boat-alone", "Eva is no name", "give the boat a name"}},
	{Name: "rule mistake", Files: put("schema/rules/boat-alone.md", strings.ReplaceAll(harbour["schema/rules/boat-alone.md"], "self.title !=", "self.titel !=")), Panel: []string{"schema/rules/boat-alone.md:4", "title"}},
	{Name: "rule gone", Files: gone("schema/rules"), Shows: "She is in the yard."},
	{Name: "site.toml", Files: put("site.toml", strings.Replace(harbour["site.toml"], "Harbour", "Haven", 1)), Title: "Eva · Haven"},
	{Name: "site.toml mistake", Files: put("site.toml", strings.Replace(harbour["site.toml"], "title", "titel", 1)), Panel: []string{"site.toml:1:1", "did you mean title?"}},
	{Name: "site.toml mended", Files: put("site.toml", harbour["site.toml"]), Title: "Eva · Harbour"},
}

// ours are a few slips in this repository's own site.
func ours(t *testing.T) []step {
	t.Helper()
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	const text, fields = "content/about/contact.md", "content/finding/is-2022-05.toml"
	return []step{
		{Name: "our page", Opens: "about/contact/", Shows: "Contact"},
		{Name: "our text", Files: put(text, read(text)+"\nWritten a moment ago.\n"), Shows: "Written a moment ago."},
		{Name: "our mistakes", Files: put(text, read(text)+"\nSee [that](../finding/is-2022-99.toml) and <b>this</b>.\n"), Judge: true, Shows: "See that", Panel: []string{"2 errors", text, "link-broken", "raw-html"}, Link: ".md:" + lastLine(read(text)) + ":12"},
		{Name: "our text mended", Files: put(text, read(text)), Without: "See that"},
		{Name: "our finding", Opens: "findings/is-2022-05/", Shows: "IS-2022-05"},
		{Name: "our field", Files: put(fields, strings.Replace(read(fields), "\ndisclosure", "\ndisclosur", 1)), Shows: "IS-2022-05", Panel: []string{fields, `did you mean "disclosure"?`}},
		{Name: "our field mended", Files: put(fields, read(fields)), Shows: "IS-2022-05"},
	}
}

// lastLine is the number of the second line behind a text.
func lastLine(text string) string { return strconv.Itoa(strings.Count(text, "\n") + 2) }

// TestLive writes on sites that candor serve shows, and looks on in a browser.
func TestLive(t *testing.T) {
	t.Parallel()
	outside.Need(t, "node")
	chromium(t)
	outside.Modules(t)
	candor := outside.Candor(t)
	t.Run("small", func(t *testing.T) {
		dir := t.TempDir()
		for name, text := range harbour {
			to := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(to, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		live(t, candor, dir, mistakes)
	})
	t.Run("ours", func(t *testing.T) { live(t, candor, outside.OwnSite(t), ours(t)) })
}

// live serves a folder and takes the steps in it.
func live(t *testing.T, candor, dir string, steps []step) {
	t.Helper()
	server := exec.Command(candor, "-C", dir, "-q", "serve", "-p", "0")
	server.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1796083200")
	server.Stderr = os.Stderr
	stdout, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = server.Process.Kill()
		_ = server.Wait() // it was killed
	}()
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	script(t, "live.mjs", map[string]any{
		"address": strings.TrimSpace(address), "dir": dir, "steps": steps, "shots": os.Getenv("CANDOR_SHOTS"),
	})
}
