package render

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"candor/internal/content"
	"candor/internal/render/layout"
	"candor/internal/site"
)

// made makes one export of the boats, beside the page of a path.
func made(t *testing.T, layouts map[string]string, name, path string) (File, layout.Export) {
	t.Helper()
	s, diags := open(t, with(archive(t, "boats.txtar"), layouts), small(nil))
	r := route(t, s, path)
	for _, e := range s.Layouts.Exports(r.Key.Type) {
		if e.Name == name && e.List == (r.Kind == site.ListPage) {
			f, err := s.Export(e, r)
			if err != nil {
				t.Fatal(err)
			}
			f.Diags = append(diags, f.Diags...)
			return f, e
		}
	}
	t.Fatalf("there is no %s of %s", name, path)
	return File{}, layout.Export{}
}

func TestExportFunctions(t *testing.T) {
	cases := []struct{ call, want string }{
		{`json .Title`, `"Anna & <b>"`},
		{`json "a\"\n\u2028</script>"`, `"a\"\n\u2028\u003c/script\u003e"`},
		{`json (list 1 2.50 true nil "a")`, `[1,2.5,true,null,"a"]`},
		{`json (dict "b" 1 "a" (dict))`, `{"a":{},"b":1}`},
		{`json 0.000001`, `0.000001`},
		{`json 12345678901.5`, `12345678901.5`},
		{`json (.Record.Get "/built")`, `"1911-05"`},
		{`json .AsOf`, `"2023-10-30"`},
		{`json (.Record.Value "/none")`, `null`},
		{`json (.Record.Ref "/sister")`, `null`},
		{`json .Record.Date`, `"1911-05"`},
		{`json (.Get "boat" "carl").Parent`, `null`},
		{`json (.Get "boat" "carl")`, `{"id":"carl","type":"boat","url":"https://harbour.example/book/boats/carl/"}`},
		{`json ((.Get "boat" "carl").Value "/sister")`, `{"id":"anna","type":"boat","url":"https://harbour.example/book/boats/anna/"}`},
		{`json (.Get "berth" "quay")`, `{"id":"quay","type":"berth","url":"https://harbour.example/book/berth/#quay"}`},
		{`json (.Record.Value "/story")`, `"Sold twice."`},
		{`json (.Record.Value "/moored")`, `{"from":"2020","until":"2021-03"}`},
		{`json (.Record.Value "/log")`, `[{"berth":{"id":"quay","type":"berth","url":"https://harbour.example/book/berth/#quay"},"day":"2020-06-01","miles":1200},{"day":"2020-07"}]`},
		{`json .Record.Backs`, `{"sisters":[{"id":"carl","type":"boat","url":"https://harbour.example/book/boats/carl/"}]}`},
		{`json (.Get "boat" "bert").Values`, `{"status":"withdrawn","title":"Bert"}`},
		{`json (.Record.Back "none")`, `[]`},
		{`json (.Record.Value "/log").Items`, `[{"berth":{"id":"quay","type":"berth","url":"https://harbour.example/book/berth/#quay"},"day":"2020-06-01","miles":1200},{"day":"2020-07"}]`},
		{`json .Record.Outcomes`, `[{"evidence":[{"id":"anna","type":"boat","url":"https://harbour.example/book/boats/anna/"}],"period":"","promise":{"id":"painted","type":"commitment","url":"https://harbour.example/book/commitments/painted/"},"standing":"kept","subject":{"id":"anna","type":"boat","url":"https://harbour.example/book/boats/anna/"}}]`},
		{`json (split "a b" " ")`, `["a","b"]`},
		{`ical "a, b; c\\d\n\re\x01"`, `a\, b\; c\\d\ne`},
		{`ical nil`, ``},
		{`stamp "2022-07-08T22:00:00+02:00"`, `20220708T200000Z`},
		{`stamp "2022-07"`, `20220701T000000Z`},
		{`stamp nil`, ``},
		{`basic "2022-07-08"`, `20220708`},
		{`basic "2022-07-08T23:00:00-02:00"`, `20220709`},
		{`basic "2022-07"`, ``},
		{`known "2022"`, `year`},
		{`known "2022-07"`, `month`},
		{`known .AsOf`, `day`},
		{`known "2022-07-08T22:00:00Z"`, `moment`},
		{`known nil`, ``},
		{`date (dayAfter "2022-12-31")`, `1 January 2023`},
		{`date (dayAfter "2022-07-08T22:00:00Z")`, `9 July 2022`},
		{`date (dayAfter nil)`, ``},
		{`.Record.Get "/none"`, ``},
		{`(.Get "boat" "bert").Date`, ``},
		{`with .Record.Get "/built"}}{{.}}{{end`, `1911-05`},
		{`if true}}{{range list 1000000.5 nil}}{{.}};{{end}}{{else}}{{.}}{{end`, `1000000.5;;`},
	}
	for _, c := range cases {
		f, _ := made(t, map[string]string{"layouts/boat/x.txt": "{{" + c.call + "}}"}, "x.txt", "boats/anna/index.html")
		if must(t, f.Diags, nil); string(f.Bytes) != c.want {
			t.Errorf("%s is %s\nnot %s", c.call, f.Bytes, c.want)
		}
	}
	help := Help()
	for name := range exportFunctions() {
		if !slices.ContainsFunc(cases, func(c struct{ call, want string }) bool { return strings.Contains(c.call, name+" ") }) {
			t.Errorf("%s is not tried", name)
		}
		if !regexp.MustCompile(`(?m)^\s*` + name + `\b`).MatchString(help) {
			t.Errorf("%s is not described", name)
		}
	}
}

// The file of an export is made with what its page sees, and what it reads is
// noted.
func TestExport(t *testing.T) {
	f, _ := made(t, map[string]string{
		"layouts/boat/x.json": `{"b": {{json .Record.Title}}, "a": {{template "who" .}}}`, "layouts/_who.json": `{{define "who"}}{{json (.Get "boat" "carl").ID}}{{end}}`,
	}, "x.json", "boats/anna/index.html")
	if must(t, f.Diags, nil); string(f.Bytes) != "{\n \"a\": \"carl\",\n \"b\": \"Anna & <b>\"\n}\n" {
		t.Errorf("%s", f.Bytes)
	}
	for _, id := range []string{"anna", "carl"} {
		if !slices.Contains(f.Reads, content.Read{Key: content.Key{Type: "boat", ID: id}}) {
			t.Errorf("%s was read and not noted: %v", id, f.Reads)
		}
	}
	f, _ = made(t, map[string]string{"layouts/x.list.txt": `{{.Kind}} {{.URL}} {{range .List}}{{.ID}} {{end}}`}, "x.txt", "boats/index.html")
	if must(t, f.Diags, nil); string(f.Bytes) != "list /book/boats/ carl anna bert " {
		t.Errorf("%s", f.Bytes)
	}
}

// What is wrong with a template is told at its place; with what it makes, by
// the file.
func TestExportFaults(t *testing.T) {
	for _, c := range []struct{ name, layout, message, hint, flaw string }{
		{"function", "{{icla .Title}}", "there is no function icla", "did you mean ical?", ""},
		{"field", "{{.Record.TagUri}}", "nothing is called TagUri here", "did you mean TagURI?", ""},
		{"no form", "{{json .Menu}}", "json: what it is given has no form in JSON", "candor help layouts lists the data and functions of layouts", ""},
		{"part", `{{template "none"}}`, "there is no part called none", "candor help layouts lists the data and functions of layouts", ""},
		{"endless", `{{define "again"}}` + strings.Repeat("text ", 5000) + `{{template "again" .}}{{end}}{{template "again" .}}`, "a file of this layout does not come to an end", "look for a part that calls itself, or for lists within lists", ""},
		{"no JSON", `{"a": {{.Title}}}`, "", "", "it is no JSON in line 1: invalid character 'A' looking for beginning of value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, _ := made(t, map[string]string{"layouts/boat/x.json": c.layout}, "x.json", "boats/anna/index.html")
			if f.Flaw != c.flaw || len(f.Bytes) > 0 {
				t.Errorf("makes %q: %s", f.Bytes, f.Flaw)
			}
			if c.message == "" {
				must(t, f.Diags, nil)
				return
			}
			if len(f.Diags) != 1 || f.Diags[0].Message != c.message || f.Diags[0].Hint != c.hint || f.Diags[0].Span.Source.Name != "layouts/boat/x.json" {
				t.Errorf("says %v", f.Diags)
			}
		})
	}
}

// A part that cannot be parsed is told once, and the files are still there.
func TestExportFaultInPart(t *testing.T) {
	f, e := made(t, map[string]string{"layouts/boat/x.json": `{{template "who" .}}`, "layouts/_who.json": `{{define "who"}}{{nope}}{{end}}`}, "x.json", "boats/anna/index.html")
	if len(f.Diags) != 1 || f.Diags[0].Span.Source.Name != "layouts/_who.json" || len(f.Bytes) > 0 || e.Asks {
		t.Errorf("says %v, makes %q", f.Diags, f.Bytes)
	}
}

// The part "when" sees the record's own values and nothing else.
func TestWhen(t *testing.T) {
	for _, c := range []struct {
		when, id, message string
		want              bool
	}{
		{`{{if .Get "/built"}} yes {{end}}`, "anna", "", true},
		{`{{if .Get "/built"}} yes {{end}}`, "bert", "", false},
		{`{{.ID}}{{.Text "/title"}}`, "bert", "", true},
		{`{{known .Date}}`, "carl", "", true},
		{`{{known .Date}}`, "bert", "", false},
		{`{{template "built" .}}`, "carl", "", true},
		{`{{template "endless" .}}`, "anna", "a file of this layout does not come to an end", false},
		{`{{.Backs}}`, "anna", "nothing is called Backs here", false},
	} {
		s, diags := open(t, with(archive(t, "boats.txtar"), map[string]string{
			"layouts/boat/x.txt": `{{define "when"}}` + c.when + `{{end}}`, "layouts/_x.txt": `{{define "built"}}{{.Get "/built"}}{{end}}{{define "endless"}}` + strings.Repeat("text ", 5000) + `{{template "endless" .}}{{end}}`,
		}), small(nil))
		must(t, diags, nil)
		got, diags := Wants(s.Layouts, s.Layouts.Exports("boat")[0], s.Plan.View.Get(content.Key{Type: "boat", ID: c.id}))
		if got != c.want || len(diags) > 0 != (c.message != "") || len(diags) > 0 && diags[0].Message != c.message {
			t.Errorf("%s of %s: %t, %v", c.when, c.id, got, diags)
		}
	}
}
