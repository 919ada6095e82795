package render

import (
	"fmt"
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

// What writes nothing comes to an end too, in pages and in what stands beside them.
func TestEndless(t *testing.T) {
	if testing.Short() {
		t.Skip("millions of steps take the race detector long")
	}
	doubled := `{{define "p30"}}{{end}}`
	for i := range 30 {
		doubled += fmt.Sprintf(`{{define "p%d"}}{{template "p%d" .}}{{template "p%d" .}}{{end}}`, i, i+1, i+1)
	}
	for _, c := range []struct{ name, layout string }{
		{"loops within loops", "{{range 100000}}{{range 100000}}{{if .}}{{else}}{{end}}{{end}}{{end}}"},
		{"a loop within a part", `{{with .Title}}{{template "p" .}}{{end}}{{define "p"}}{{range 1000000000}}{{continue}}{{end}}{{end}}`},
		{"parts that call each other twice", doubled + `{{template "p0" .}}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, diags := show(t, c.layout); len(diags) != 1 || diags[0].Message != "a page of this layout does not come to an end" {
				t.Errorf("a page: %v", diags)
			}
		})
	}
	s, diags := open(t, with(archive(t, "boats.txtar"), map[string]string{"layouts/boat/x.txt": "{{range 1000000000}}{{end}}"}), small(nil))
	f, err := s.Export(s.Layouts.Exports("boat")[0], route(t, s, "boats/anna/index.html"))
	if diags = append(diags, f.Diags...); err != nil || len(diags) != 1 || diags[0].Message != "a file of this layout does not come to an end" {
		t.Errorf("a file: %v %v", diags, err)
	}
}

// The steps of one page are not counted against the next.
func TestManyLoops(t *testing.T) {
	if testing.Short() {
		t.Skip("millions of steps take the race detector long")
	}
	s, diags := open(t, archive(t, "boats.txtar"), small(map[string]string{"layouts/boat/page.html": "{{range 1500000}}{{end}}"}))
	for range 4 {
		res, err := s.Page(route(t, s, "boats/anna/index.html"))
		if diags = append(diags, res.Diags...); err != nil || len(diags) > 0 {
			t.Fatal(diags, err)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, layout, at, message, hint string }{
		{"function", "a\n  {{dat .Title}}", "dat", "there is no function dat", "did you mean date?"},
		{"far function", "{{zzzzzz .Title}}", "zzzzzz", "there is no function zzzzzz", faultHint},
		{"field", "a\n<p>{{.Titel}}</p>", ".Titel", "nothing is called Titel here", "did you mean Title?"},
		{"deep field", "{{.Record.Lable}}", ".Record.Lable", "nothing is called Lable here", "did you mean Label?"},
		{"action without an end", "a\n<p>{{.Title\n</p>", "<", "< cannot stand in an action: does one before it lack its }}?", faultHint},
		{"unclosed action", "a\n<p>{{.Title", "{{", "an action that {{ opens is not closed with }}", faultHint},
		{"unclosed if", "{{if .Title}}", "", "an {{if}}, {{range}}, {{with}}, {{define}} or {{block}} has no {{end}}", faultHint},
		{"end too many", "{{end}}", "", "there is an {{end}} too many", faultHint},
		{"else too many", "a {{else}}", "", "there is an {{else}} too many", faultHint},
		{"variable", "{{$who}}", "$who", "there is no variable $who here", faultHint},
		{"part", "{{template \"_nothing.html\" .}}", "_nothing.html", "there is no part called _nothing.html", faultHint},
		{"arguments", "{{money}}", "money", "money takes at least 1 values and was given 0", faultHint},
		{"method arguments", "{{.Title 3}}", "", "Title takes 0 values and was given 1", faultHint},
		{"zero", "{{div 1 0}}", "div 1 0", "div: nothing can be divided by zero", faultHint},
		{"range", "{{range .Title}}{{end}}", ".Title", "{{range}} wants a list", faultHint},
		{"kind", "{{lower 3}}", "3", "a text is wanted here", faultHint},
		{"number", "{{first .Title .List}}", ".Title", "a number is wanted here", faultHint},
		{"list", "{{standings .Title}}", ".Title", "a list of another kind is wanted here", faultHint},
		{"comparison", "{{lt 1 .Title}}", "lt 1 .Title", "what is compared here is not of the same kind", faultHint},
		{"quotes", "{{print \"a}}", "", "a quotation mark is missing", faultHint},
		{"single quotes", "{{print 'abc'}}", "", "texts stand in double quotation marks, as in \"text\"", faultHint},
		{"tag", "<p class=\"{{.Title}}", "", "the layout ends inside a tag, an attribute or a comment", faultHint},
		{"branches", "{{if .Title}}<p {{end}}>", "", "the branches of an {{if}}, {{range}} or {{with}} end in different places of the HTML, such as inside and outside a tag", faultHint},
		{"elements", "{{index (list 1) 3}}", "index (list 1) 3", "the list has not so many elements", faultHint},
		{"for ever", "{{define \"x\"}}{{template \"x\" .}}{{end}}{{template \"x\" .}}", "", "a part calls itself for ever", faultHint},
		{"nothing", "{{.Tag.Name}}", ".Tag.Name", "Name is read from something that is not there: ask for it with {{with}} first", faultHint},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, diags := show(t, c.layout)
			if len(diags) != 1 {
				t.Fatalf("%d diagnostics: %v", len(diags), diags)
			}
			d := diags[0]
			if d.ID != "layout-failed" || d.Message != c.message || d.Hint != c.hint {
				t.Errorf("%s: %q, hint %q", d.ID, d.Message, d.Hint)
			}
			if d.Span.Source == nil || d.Span.Source.Name != "theme/layouts/boat/page.html" {
				t.Fatalf("at %v", d.Span)
			}
			if got := c.layout[d.Span.Start:d.Span.End]; c.at != "" && got != c.at {
				t.Errorf("points at %q, not at %q", got, c.at)
			}
		})
	}
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
