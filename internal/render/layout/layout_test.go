package layout_test

import (
	"fmt"
	"html/template"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
	"candor/internal/render/layout"
)

// hint is what to do about a fault that is not better understood.
const hint = "candor help layouts lists the data and functions of layouts"

// page is the data of the layouts here.
type page struct {
	Record *record
	List   []any
	Tag    *tag
}

// Title returns a title with signs that HTML escapes.
func (page) Title() string { return "Anna & <b>" }

type record struct{ Label string }

type tag struct{ Name string }

var words = layout.Vocabulary{
	Functions: template.FuncMap{
		"date": fmt.Sprint, "lower": strings.ToLower, "list": func(v ...any) []any { return v }, "standings": func([]tag) int { return 0 },
		"money": func(v any, currency ...any) string { return fmt.Sprint(v) },
		"first": func(n int, list any) any { return list },
		"div": func(a, b int) (int, error) {
			if b == 0 {
				return 0, fmt.Errorf("nothing can be divided by zero")
			}
			return a / b, nil
		},
	},
	Exports: template.FuncMap{"ical": fmt.Sprint},
	Data:    func() []string { return []string{"Title", "Label", "Name"} },
}

// read parses layouts by their names below the folder.
func read(t *testing.T, texts map[string]string) (*layout.Set, diag.List) {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range texts {
		files["layouts/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	l, diags, err := layout.Load(files, nil, words)
	if err != nil {
		t.Fatal(err)
	}
	return l, diags
}

// load is read for layouts without a fault.
func load(t *testing.T, texts map[string]string) *layout.Set {
	t.Helper()
	l, diags := read(t, texts)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return l
}

// show makes a page with a layout.
func show(t *testing.T, text string) (string, diag.List) {
	t.Helper()
	l, diags := read(t, map[string]string{"page.html": text})
	if l.Find("page.html") == "" {
		return "", diags
	}
	html, more := l.Execute("page.html", page{Record: &record{}})
	return string(html), append(diags, more...)
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
	l := load(t, map[string]string{"boat/x.txt": "{{range 1000000000}}{{end}}"})
	if _, diags := l.Export(l.Exports("boat")[0], page{}); len(diags) != 1 || diags[0].Message != "a file of this layout does not come to an end" {
		t.Errorf("a file: %v", diags)
	}
}

// The steps of one page are not counted against the next.
func TestManyLoops(t *testing.T) {
	if testing.Short() {
		t.Skip("millions of steps take the race detector long")
	}
	l := load(t, map[string]string{"page.html": "{{range 1500000}}{{end}}"})
	for range 4 {
		if _, diags := l.Execute("page.html", page{}); len(diags) > 0 {
			t.Fatal(diags)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, layout, at, message, hint string }{
		{"function", "a\n  {{dat .Title}}", "dat", "there is no function dat", "did you mean date?"},
		{"far function", "{{zzzzzz .Title}}", "zzzzzz", "there is no function zzzzzz", hint},
		{"field", "a\n<p>{{.Titel}}</p>", ".Titel", "nothing is called Titel here", "did you mean Title?"},
		{"deep field", "{{.Record.Lable}}", ".Record.Lable", "nothing is called Lable here", "did you mean Label?"},
		{"action without an end", "a\n<p>{{.Title\n</p>", "<", "< cannot stand in an action: does one before it lack its }}?", hint},
		{"unclosed action", "a\n<p>{{.Title", "{{", "an action that {{ opens is not closed with }}", hint},
		{"unclosed if", "{{if .Title}}", "", "an {{if}}, {{range}}, {{with}}, {{define}} or {{block}} has no {{end}}", hint},
		{"end too many", "{{end}}", "", "there is an {{end}} too many", hint},
		{"else too many", "a {{else}}", "", "there is an {{else}} too many", hint},
		{"variable", "{{$who}}", "$who", "there is no variable $who here", hint},
		{"part", "{{template \"_nothing.html\" .}}", "_nothing.html", "there is no part called _nothing.html", hint},
		{"arguments", "{{money}}", "money", "money takes at least 1 values and was given 0", hint},
		{"method arguments", "{{.Title 3}}", "", "Title takes 0 values and was given 1", hint},
		{"zero", "{{div 1 0}}", "div 1 0", "div: nothing can be divided by zero", hint},
		{"range", "{{range .Title}}{{end}}", ".Title", "{{range}} wants a list", hint},
		{"kind", "{{lower 3}}", "3", "a text is wanted here", hint},
		{"number", "{{first .Title .List}}", ".Title", "a number is wanted here", hint},
		{"list", "{{standings .Title}}", ".Title", "a list of another kind is wanted here", hint},
		{"comparison", "{{lt 1 .Title}}", "lt 1 .Title", "what is compared here is not of the same kind", hint},
		{"quotes", "{{print \"a}}", "", "a quotation mark is missing", hint},
		{"single quotes", "{{print 'abc'}}", "", "texts stand in double quotation marks, as in \"text\"", hint},
		{"tag", "<p class=\"{{.Title}}", "", "the layout ends inside a tag, an attribute or a comment", hint},
		{"branches", "{{if .Title}}<p {{end}}>", "", "the branches of an {{if}}, {{range}} or {{with}} end in different places of the HTML, such as inside and outside a tag", hint},
		{"elements", "{{index (list 1) 3}}", "index (list 1) 3", "the list has not so many elements", hint},
		{"index of a page", "{{index . 0}}", "index . 0", "index and slice want a list or a text, and the numbers of elements", hint},
		{"index by a page", "{{index (list 1) .}}", "", "index and slice want a list or a text, and the numbers of elements", hint},
		{"slice of a number", "{{slice 3}}", "slice 3", "index and slice want a list or a text, and the numbers of elements", hint},
		{"length of a number", "{{len 3}}", "len 3", "len wants a list or a text", hint},
		{"call of a text", "{{call .Title}}", "call .Title", "call wants a function", hint},
		{"for ever", "{{define \"x\"}}{{template \"x\" .}}{{end}}{{template \"x\" .}}", "", "a part calls itself for ever", hint},
		{"nothing", "{{.Tag.Name}}", ".Tag.Name", "Name is read from something that is not there: ask for it with {{with}} first", hint},
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
			if d.Span.Source == nil || d.Span.Source.Name != "layouts/page.html" {
				t.Fatalf("at %v", d.Span)
			}
			if got := c.layout[d.Span.Start:d.Span.End]; c.at != "" && got != c.at {
				t.Errorf("points at %q, not at %q", got, c.at)
			}
		})
	}
}

func TestHeadings(t *testing.T) {
	part := `{{define "all"}}{{range .}}[{{.ID}}|{{.Text}}]{{end}}{{end}}`
	for _, c := range []struct{ name, layout, want string }{
		{"what follows", `<h2 id="a">A</h2>{{headings "all"}}<h2 id="b">B</h2><h3 id="c">C</h3><h2 class="x" id="c:d">D</h2>`,
			`<h2 id="a">A</h2>[b|B][c:d|D]<h2 id="b">B</h2><h3 id="c">C</h3><h2 class="x" id="c:d">D</h2>`},
		{"text", `{{headings "all"}}<h2 id="a">1 &lt; <code>2</code> &amp; 3</h2>`, `[a|1 &lt; 2 &amp; 3]<h2 id="a">1 &lt; <code>2</code> &amp; 3</h2>`},
		{"no anchor", `{{headings "all"}}<h2>A</h2>`, `<h2>A</h2>`},
		{"two places", `{{headings "all"}}<h2 id="a">A</h2>{{headings "all"}}<h2 id="b">B</h2>`, `[a|A][b|B]<h2 id="a">A</h2>[b|B]<h2 id="b">B</h2>`},
		{"a text that looks like one", `{{"<!--headings of what follows: all-->"}}<h2 id="a">A</h2>`, `&lt;!--headings of what follows: all--&gt;<h2 id="a">A</h2>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, diags := show(t, part+c.layout)
			if len(diags) > 0 || got != c.want {
				t.Errorf("%v\n%s\nnot\n%s", diags, got, c.want)
			}
		})
	}
}

// TestHeadingsPart holds that the mistakes in such a part are told.
func TestHeadingsPart(t *testing.T) {
	if testing.Short() {
		t.Skip("what does not end takes the race detector long")
	}
	for layout, want := range map[string]string{
		`{{headings "nothing"}}<h2 id="a">A</h2>`:                                              "there is no part called nothing",
		`{{define "all"}}{{range .}}{{.Txt}}{{end}}{{end}}{{headings "all"}}<h2 id="a">A</h2>`: "nothing is called Txt here",
		`{{define "all"}}{{range 1000000000}}x{{end}}{{end}}{{headings "all"}}`:                "a page of this layout does not come to an end",
	} {
		_, diags := show(t, layout)
		if len(diags) != 1 || diags[0].Message != want {
			t.Errorf("%s: %v", layout, diags)
		}
	}
}
