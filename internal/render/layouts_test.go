package render

import (
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
)

// small is a theme that shows little, so that a test sees what it is about.
func small(more map[string]string) fstest.MapFS {
	return with(fstest.MapFS{}, with2(map[string]string{
		"layouts/page.html": "{{.Title}}", "layouts/list.html": "{{.Title}}", "layouts/index.html": "{{.Title}}",
		"layouts/tags.html": "", "layouts/tag.html": "", "layouts/404.html": "", "layouts/index-of-everything.html": "",
	}, more))
}

func with2(a, b map[string]string) map[string]string {
	for k, v := range b {
		a[k] = v
	}
	return a
}

// show makes one page of the boats with a layout.
func show(t *testing.T, layout string) (string, diag.List) {
	t.Helper()
	files := archive(t, "boats.txtar")
	s, diags := open(t, files, small(map[string]string{"layouts/boat/page.html": layout}))
	res, err := s.Page(route(t, s, "boats/anna/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	return string(res.HTML), append(diags, res.Diags...)
}

// A fault in a part is reported in the part, once, and no page is missed.
func TestFaultInPart(t *testing.T) {
	files := archive(t, "boats.txtar")
	s, diags := open(t, files, small(map[string]string{
		"layouts/_part.html": "\n{{nope}}", "layouts/page.html": `{{template "_part.html" .}}`,
	}))
	if len(diags) != 1 || diags[0].Span.Source.Name != "theme/layouts/_part.html" {
		t.Fatalf("%v", diags)
	}
	line, column := diags[0].Span.Start, diags[0].Span.End
	if line != 3 || column != 7 {
		t.Errorf("at %d to %d", line, column)
	}
	for _, r := range s.Plan.Routes {
		if res, err := s.Page(r); err != nil || len(res.Diags) > 0 {
			t.Errorf("%s: %v %v", r.Path, res.Diags, err)
		}
	}
}

// A layout that cannot be parsed is not silently replaced by the next best.
func TestFaultyLayoutIsNotPassedOver(t *testing.T) {
	html, diags := show(t, "{{nope}}")
	if html != "" || len(diags) != 1 {
		t.Errorf("%q, %v", html, diags)
	}
}

func TestMissingLayout(t *testing.T) {
	files := archive(t, "boats.txtar")
	s, diags := open(t, files, nil)
	must(t, diags, nil)
	res, err := s.Page(route(t, s, "boats/anna/index.html"))
	if err != nil || len(res.Diags) != 1 {
		t.Fatalf("%v %v", res.Diags, err)
	}
	d := res.Diags[0]
	if d.ID != "layout-missing" || d.Message != "there is no layout boat/page.html" || !strings.Contains(d.Hint, "layouts/page.html") {
		t.Errorf("%+v", d)
	}
}

// A file of the site takes the place of the theme's, parts included, and the
// layout of a type goes before the one for all.
func TestLookup(t *testing.T) {
	base := archive(t, "boats.txtar")
	own := small(map[string]string{"layouts/_sign.html": `{{define "sign"}}theme{{end}}`, "layouts/page.html": `page {{template "sign"}}`})
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"theme", nil, "page theme"},
		{"file", map[string]string{"layouts/page.html": `mine {{template "sign"}}`}, "mine theme"},
		{"part", map[string]string{"layouts/_sign.html": `{{define "sign"}}site{{end}}`}, "page site"},
		{"type", map[string]string{"layouts/boat/page.html": `boat {{template "sign"}}`}, "boat theme"},
		{"another type", map[string]string{"layouts/berth/page.html": `berth`}, "page theme"},
		{"a block of its own", map[string]string{
			"layouts/_base.html": `<{{block "main" .}}none{{end}}>`, "layouts/boat/page.html": `{{template "_base.html" .}}{{define "main"}}filled{{end}}`,
		}, "<filled>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, diags := open(t, with(base, c.files), own)
			must(t, diags, nil)
			res, err := s.Page(route(t, s, "boats/anna/index.html"))
			must(t, res.Diags, err)
			if got := string(res.HTML); got != c.want && strings.ReplaceAll(got, "&lt;", "<") != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// What is absent is empty, however deep one asks.
func TestAbsent(t *testing.T) {
	got, diags := show(t, strings.Join([]string{
		`{{with .Tag}}x{{end}}`, `{{with .Section}}x{{end}}`, `{{range .List}}x{{end}}`, `{{.Feed}}`, `{{.ListURL "none"}}`,
		`{{range .All "none"}}x{{end}}`, `{{with .Get "boat" "none"}}x{{end}}`, `{{(.Get "boat" "none").Title}}`,
		`{{(.Record.Ref "/sister").Title}}`, `{{((.Record.Ref "/sister").Ref "/sister").URL}}`, `{{.Record.Get "/no/such"}}`,
		`{{.Record.Get "nonsense"}}`, `{{.Record.Text "/log"}}`, `{{(.Record.Value "/none").Title}}`,
		`{{((.Record.Value "/none").Value "x").Text}}`, `{{(.Record.Value "/none").HTML}}`, `{{range (.Record.Value "/none").Items}}x{{end}}`,
		`{{range (.Record.Value "/none").Columns}}x{{end}}`, `{{((.Record.Value "/none").Ref).Title}}`,
		`{{$r := .Get "boat" "none"}}{{$r.ID}}{{$r.Label}}{{$r.Body}}{{$r.Summary}}{{$r.File}}{{$r.Source}}{{$r.EditURL}}{{$r.Status}}{{$r.TagURL "old"}}`,
		`{{range $r.Facts}}x{{end}}{{range $r.Blocks}}x{{end}}{{range $r.Backs}}x{{end}}{{range $r.Twins}}x{{end}}{{range $r.Headings}}x{{end}}`,
		`{{with $r.Previous}}x{{end}}{{with $r.Next}}x{{end}}{{with $r.Parent}}x{{end}}{{if $r.HasBody}}x{{end}}{{if $r.Withheld}}x{{end}}`,
		`{{range $r.Outcomes}}x{{end}}{{range $r.Proves}}x{{end}}{{range $r.Back "log"}}x{{end}}{{with $r.Date}}x{{end}}{{$r.Type.Name}}`,
		`{{date nil}}{{iso nil}}{{year nil}}{{days nil nil}}{{join nil ","}}{{with where nil "/a" 1}}x{{end}}{{with group nil "/a"}}x{{end}}`,
	}, ""))
	must(t, diags, nil)
	if got != "" {
		t.Errorf("%q", got)
	}
}
