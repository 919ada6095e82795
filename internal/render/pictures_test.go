package render

import (
	"strings"
	"testing"
)

func TestGraph(t *testing.T) {
	files := with(archive(t, "boats.txtar"), map[string]string{
		"content/boat/dora.md": "+++\ntitle = \"Dora\"\nsister = \"emma\"\n+++\n",
		"content/boat/emma.md": "+++\ntitle = \"Emma\"\nsister = \"finn\"\n+++\n",
		"content/boat/finn.md": "+++\ntitle = \"Finn\"\nsister = \"emma\"\n+++\n",
		"content/boat/gert.md": "+++\ntitle = \"Gert\"\n+++\n",
		"layouts/boat/list.html": `{{$g := graph .List "/sister"}}{{$g.Columns}} by {{$g.Rows}}:` +
			`{{range $g.Nodes}} {{.Record.ID}}={{.Column}}.{{.Row}}{{end}};{{range $g.Edges}} {{.From.Record.ID}}-{{.To.Record.ID}}{{end}}`,
	})
	s, _ := open(t, files, theme())
	res, err := s.Page(route(t, s, "boats/index.html"))
	must(t, res.Diags, err)
	got := string(res.HTML)
	for _, want := range []string{"dora=0.0", "dora-emma", "emma-finn", "finn-emma"} {
		if !strings.Contains(got, want) {
			t.Errorf("the graph lacks %s: %s", want, got)
		}
	}
	if strings.Contains(got, "gert") {
		t.Errorf("a record that is joined to nothing stands in the graph: %s", got)
	}
}

// Pages of a record on a day.
func TestStates(t *testing.T) {
	files := archive(t, "boats.txtar")
	text := string(files["schema/boat.json"].Data)
	files = with(files, map[string]string{
		"schema/boat.json":     strings.Replace(text, `"x-date": "/built",`, `"x-date": "/built", "x-states": ["/log/*/day"],`, 1),
		"content/boat/dora.md": "+++\ntitle = \"Dora\"\nlog = [{ day = 2020-05-04 }, { day = 2019-01-02 }, { day = \"2021\" }]\n+++\n",
		"layouts/boat/state.html": `{{template "_base.html" .}}{{define "main"}}<h1>{{.Title}}</h1><p>{{.Kind}} {{date .On}}; {{range .States}}{{.URL}}{{if .Current}}!{{end}} {{end}}; ` +
			`{{with .Earlier}}after {{iso .Date}}{{end}}{{with .Later}}before {{iso .Date}}{{end}}; {{range held (.Record.Value "/log").Items .On}}{{.Of.Record.ID}}{{end}}; {{len (where .States "/date" .On)}}{{len (where .States "/day" .On)}}; {{len (where (held (.Record.Value "/log").Items .On) "/day" "2021")}}</p>{{end}}`,
	})
	s, diags := open(t, files, theme())
	must(t, diags, nil)
	got := pages(t, s)
	for _, want := range []string{
		"<title>Dora on 4 May 2020 · ", `<link rel="canonical" href="https://harbour.example/book/boats/dora/2020-05-04/">`,
		"<p>state 4 May 2020; /book/boats/dora/2019-01-02/ /book/boats/dora/2020-05-04/! ; after 2019-01-02; doradoradora; 10; 1</p>",
		`<a href="/book/boats/dora/">Dora</a>`,
	} {
		if page := got["boats/dora/2020-05-04/index.html"]; !strings.Contains(page, want) {
			t.Errorf("the page of a day lacks %s", want)
		}
	}
	delete(files, "layouts/boat/state.html")
	s, _ = open(t, files, theme())
	if res, err := s.Page(route(t, s, "boats/dora/2019-01-02/index.html")); err != nil || res.Layout == nil || res.Layout.Name != "theme/layouts/page.html" {
		t.Errorf("without a layout of its own the page of a day is made by %v, %v", res.Layout, err)
	}
}

// Outcomes can be grouped and looked for by what they are.
func TestOutcomeGet(t *testing.T) {
	files := with(archive(t, "boats.txtar"), map[string]string{
		"layouts/commitment/list.html": `{{range list "/standing" "/promise" "/subject" "/period" "/other"}}{{.}}:{{range group $.Outcomes .}} {{.Key}}={{len .List}}{{end}}
{{end}}`,
	})
	s, diags := open(t, files, theme())
	must(t, diags, nil)
	res, err := s.Page(route(t, s, "commitments/index.html"))
	must(t, res.Diags, err)
	for _, want := range []string{"/standing: kept=", "/promise: painted=", "boat/anna=1", "/period: ="} {
		if !strings.Contains(string(res.HTML), want) {
			t.Errorf("the groups lack %s: %s", want, res.HTML)
		}
	}
}
