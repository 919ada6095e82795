package render

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// long says that a layout would count far, call itself, or print without end:
// that is slow, and no fault.
var long = regexp.MustCompile(`[0-9]{3}|template|block|print|range`)

// goWords are what only those who know the program's language understand.
var goWords = regexp.MustCompile(`\b(?:render|layout|fn|site|schema|toml|content|config|rule|reflect|template|time)\.\w+|interface \{\}|\bmap\[|\bstruct\b|\bnil\b|float64|int64|\b(?:of|with|in) type\b`)

// FuzzLayout holds what is said of any layout to its promises: it stands in the
// layout, in words that no programmer is needed for.
func FuzzLayout(f *testing.F) {
	for _, s := range []string{
		"{{.Title}}", "{{dat .Title}}", "{{.Record.Titel}}", "{{if .Title}}", "{{end}}", "{{.Title", "<p {{if .Title}}>{{end}}",
		"{{with .Record.Value \"/log\"}}{{range .Items}}{{.Get \"/day\"}}{{end}}{{end}}", "{{index .List 3}}", "{{$x}}", "{{/* a */}}",
		"<script>{{.Title}}</script>", "<a href=\"{{.Record.Get \"/home\"}}\">", "{{lower 3}}", "{{.Record.Previous.Next.Title}}",
		"{{money .Title .Record}}", "{{'a'}}", "{{define \"x\"}}{{end}}", "{{.Config.Title.X}}", "{{len 3}}", "{{nil}}", "{{break}}",
	} {
		f.Add(s)
	}
	files := archive(f, "boats.txtar")
	base, _ := open(f, files, small(nil))
	f.Fuzz(func(t *testing.T, text string) {
		if long.MatchString(text) {
			t.Skip()
		}
		layouts, diags, err := Load(fstest.MapFS{"layouts/boat/page.html": {Data: []byte(text)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		s := &Site{Plan: base.Plan, Config: base.Config, Layouts: layouts, Body: parse}
		res, err := s.Page(route(t, s, "boats/anna/index.html"))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range append(diags, res.Diags...) {
			if d.Span.Source == nil || d.Span.Start < 0 || d.Span.Start > d.Span.End || d.Span.End > len(text) {
				t.Errorf("%q: at %v", text, d.Span)
			}
			if said := strings.NewReplacer(text, "").Replace(d.Message); goWords.MatchString(said) && !goWords.MatchString(text) || strings.Contains(said, "template:") {
				t.Errorf("%q: %s", text, d.Message)
			}
		}
	})
}

// boat draws a record with any of its fields.
func boat(t *rapid.T) string {
	var b strings.Builder
	text := rapid.StringMatching(`[ -~äß€]{1,120}`)
	fmt.Fprintf(&b, "title = %q\n", strings.TrimSpace("x"+text.Draw(t, "title")))
	for _, f := range []struct{ name, pattern string }{
		{"built", `"(19|20)[0-9]{2}(-0[1-9])?"`}, {"rig", `"(gaff_cutter|sloop)"`}, {"crew", `-?[1-9][0-9]{0,5}`},
		{"price", `[1-9][0-9]{0,6}\.[0-9]{1,6}`}, {"currency", `"[A-Z]{3}"`}, {"seaworthy", `true|false`},
		{"home", `"https://[a-z]{1,9}\.example/[a-z/?&=]{0,80}"`}, {"sister", `"(anna|carl)"`},
		{"moored", `\{from = "20[0-2][0-9]"(, until = "203[0-9]-12-31")?\}`},
		{"log", `\[(\{day = "2020-01"(, miles = [1-9]\.5)?\}, ){1,20}\]`},
		{"tags", `\["[a-z]{1,9}"\]`},
	} {
		if rapid.Bool().Draw(t, "has "+f.name) {
			fmt.Fprintf(&b, "%s = %s\n", f.name, rapid.StringMatching(f.pattern).Draw(t, f.name))
		}
	}
	if rapid.Bool().Draw(t, "has story") {
		fmt.Fprintf(&b, "story = %q\n", text.Draw(t, "story"))
	}
	return b.String()
}

// Whatever a record holds, its page is whole, and shows its title as written.
func TestAnyRecord(t *testing.T) {
	files := archive(t, "boats.txtar")
	whole, _ := open(t, files, theme())
	rapid.Check(t, func(rt *rapid.T) {
		text := boat(rt)
		s, _ := open(t, with(files, map[string]string{"content/boat/dora.toml": text}), nil)
		s.Layouts = whole.Layouts
		for _, path := range []string{"boats/dora/index.html", "boats/index.html", "a-z/index.html"} {
			res, err := s.Page(route(t, s, path))
			must(t, res.Diags, err)
			page := string(res.HTML)
			if err := balanced(page); err != nil {
				rt.Fatalf("%s: %v\n%s\n%s", path, err, text, page)
			}
			if strings.Contains(page, "ZgotmplZ") || strings.Contains(page, "&lt;nil&gt;") {
				rt.Fatalf("%s of\n%s\n%s", path, text, page)
			}
		}
	})
}
