package render

import "testing"

// What layouts read of the site, one page a row.
func TestData(t *testing.T) {
	base := archive(t, "boats.txtar")
	menu := map[string]string{"site.toml": `title = "The harbour"
base_url = "https://harbour.example/book/"
[repository]
url = "https://code.example/harbour"
branch = "main"
[[menu]]
type = "boat"
group = "Fleet"
[[menu]]
title = "Ropes"
url = "/book/knots/"
group = "Book"
[[menu]]
type = "chapter"
group = "Book"
[[menu]]
title = "Elsewhere"
url = "https://example.org/"
`}
	const showMenu = `{{range .Menu}}[{{.Title}}{{if .Current}}*{{end}}:{{range .Links}} {{.Title}}={{.URL}}{{with .Current}}({{.}}){{end}}{{end}}]{{end}}`
	for _, c := range []struct{ name, path, layout, want string }{
		{"menu on a record", "boats/anna/index.html", showMenu,
			"[Fleet*: Boats=/book/boats/(true)][Book: Ropes=/book/book/knots/ The book=/book/book/][: Elsewhere=https://example.org/]"},
		{"menu on a page of its own", "book/knots/index.html", showMenu,
			"[Fleet: Boats=/book/boats/][Book*: Ropes=/book/book/knots/(page) The book=/book/book/(true)][: Elsewhere=https://example.org/]"},
		{"trail", "book/bowline/index.html", `{{range .Trail}}{{.Title}}={{.URL}} {{end}}`, "The book=/book/book/ Knots=/book/book/knots/ "},
		{"trail of a tag", "tags/old/index.html", `{{range .Trail}}{{.Title}}={{.URL}} {{end}}`, "Tags=/book/tags/ "},
		{"neighbours", "book/bowline/index.html", `{{.Record.Previous.Title}} {{.Record.Next.Title}}`, "Knots C-3"},
		{"ends", "book/knots/index.html", `{{.Record.Previous.Title}}|{{.Record.Next.Title}}`, "|Bowline"},
		{"withheld", "book/secret/index.html", `{{.Title}} {{.Record.Withheld}}`, "C-3 true"},
		{"not withheld", "book/knots/index.html", `{{.Record.Withheld}}`, "false"},
		{"facts leave places out", "book/bowline/index.html", `{{range .Record.Facts}}{{.Name}} {{end}}`, "open "},
		{"facts without", "boats/anna/index.html", `{{range .Record.Facts "rig" "crew"}}{{.Name}} {{end}}`, "built price currency seaworthy home paint moored "},
		{"blocks", "boats/anna/index.html", `{{range .Record.Blocks}}{{.Name}} {{end}}`, "log story "},
		{"currency", "boats/anna/index.html", `{{(.Record.Value "/price").Currency}}{{(.Record.Value "/crew").Currency}}`, "GBP"},
		{"columns", "boats/anna/index.html", `{{with .Record.Value "/log"}}{{range .Columns "day"}}{{.Title}} {{.Numbers}} {{end}}{{.Wide}}{{end}}`, "Miles true Berth false false"},
		{"values below", "boats/anna/index.html", `{{((.Record.Value "/log/0").Value "/berth").Ref.Title}} {{(.Record.Value "/moored").Interval}}`, "Quay true"},
		{"kinds", "boats/anna/index.html", `{{range .Record.Fields}}{{.Kind}} {{end}}`, "date word number number text bool url address table list markdown "},
		{"field titles", "boats/anna/index.html", `{{range list "/seaworthy" "/moored/until" "/log/0/day" "/log/first" "/none"}}{{$.Record.FieldTitle .}}; {{end}}`,
			"Fit for sea; Moored: until; Log: day; Log: first; /none; "},
		{"source", "boats/anna/index.html", `{{.Record.File}} {{.Record.EditURL}} {{.Record.HistoryURL}}`,
			"anna https://code.example/harbour/edit/main/content/boat/anna.md https://code.example/harbour/commits/main/content/boat/anna.md"},
		{"order by date", "boats/index.html", `{{range .List}}{{.ID}} {{end}}`, "carl anna bert "},
		{"order by field", "book/index.html", `{{range .List}}{{.ID}} {{end}}{{.Title}}: {{.Summary}}`, "knots bowline secret The book: What a sailor reads."},
		{"latest", "index.html", `{{range .Latest 5}}{{.ID}} {{end}}{{len (.Latest 1)}}{{len (.Latest 5 "chapter")}}`, "carl anna 10"},
		{"everything", "a-z/index.html", `{{range .Everything}}{{.Name}}:{{range .Records}} {{.ID}}{{end}} {{end}}`,
			"A: anna B: bert boat-without-berth bowline buoy C: secret carl E: painted K: knots Q: quay "},
		{"groups", "boats/index.html", `{{range group .List "/rig"}}{{.Text}}={{len .List}} {{end}}{{range group .List "year"}}{{.Key}} {{end}}{{range group .List "letter"}}{{.Key}} {{end}}{{range group .List "file"}}{{.Key}} {{end}}{{range group .List "type"}}{{.Key}}{{end}}`,
			"=2 Gaff cutter=1 1999 1911  C A B carl anna bert Boats"},
		{"groups of lists", "boats/index.html", `{{range group .List "/tags"}}{{.Text}}:{{range .List}} {{.ID}}{{end}} {{end}}`, ": carl bert Old: anna Wood: anna "},
		{"backs", "boats/anna/index.html", `{{range .Record.Backs}}{{.Title}}:{{range .Records}} {{.ID}}{{end}}{{end}}{{len (.Record.Backs "sisters")}}`, "Sisters: carl0"},
		{"outcomes", "commitments/painted/index.html", `{{range .Record.Outcomes}}{{.Subject.ID}} {{.Standing}} {{len .Evidence}}; {{end}}{{range standings .Outcomes}}{{.Name}}={{.Count}} {{end}}`,
			"anna kept 1; bert no public record 0; carl no public record 0; kept=1 no public record=2 "},
		{"outcomes of a record", "boats/anna/index.html", `{{range .Record.Outcomes}}{{.Promise.Title}}{{end}} {{range .Record.Proves}}{{.Standing}}{{end}} {{len (.Outcomes "painted")}} {{len (.Outcomes "none")}}`,
			"Every boat is painted kept 3 0"},
		{"plain page", "404.html", `{{.Kind}} {{.Title}} {{.URL}}`, "404 Page not found /book/404.html"},
		{"addresses", "boats/anna/index.html", `{{.Kind}} {{.Home}} {{.To "/a/"}} {{.Canonical}} {{.Asset "style.css"}} {{.Asset "x.svg"}}`,
			"record /book/ /book/a/ https://harbour.example/book/boats/anna/ /style.0123456789.css /book/x.svg"},
	} {
		t.Run(c.name, func(t *testing.T) {
			layouts := map[string]string{}
			for _, name := range []string{"page", "list", "index", "tags", "tag", "404", "index-of-everything"} {
				layouts["layouts/"+name+".html"] = c.layout
			}
			s, diags := open(t, with(base, menu), with(nil, layouts))
			must(t, diags, nil)
			res, err := s.Page(route(t, s, c.path))
			must(t, res.Diags, err)
			if got := string(res.HTML); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
