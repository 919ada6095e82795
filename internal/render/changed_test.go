package render

import (
	"strings"
	"testing"
	"time"

	"candor/internal/content"
)

// commits is a history of some files: a day of May 2022 each. The hash says
// which.
func commits(days map[string]int) *content.History {
	return content.NewHistory(func(file string) (content.Commit, bool) {
		day, ok := days[file]
		hash := strings.Repeat(string(rune('a'+day)), 40)
		return content.Commit{Hash: hash, Short: hash[:10], When: time.Date(2022, 5, day, 23, 30, 0, 0, time.UTC)}, ok
	})
}

// What a page is made from says when the page was last changed.
func TestChanged(t *testing.T) {
	const layout = `{{with .Changed}}{{date .Date}} {{.Commit}} {{.URL}}{{else}}-{{end}}`
	files := with(archive(t, "boats.txtar"), map[string]string{
		"content/boat/_index.md": "+++\ntitle = \"Boats\"\n+++\n",
		"content/boat/dora.toml": "title = \"Dora\"\ntags = [\"wood\"]\n", "content/boat/dora.md": "Oak.\n",
		"content/boat/emma/index.md": "+++\ntitle = \"Emma\"\n+++\n![hull](hull.png)\n", "content/boat/emma/hull.png": "x",
		"content/berth/more.toml": "[[berth]]\nid = \"pier\"\ntitle = \"Pier\"\n[[berth]]\nid = \"hidden\"\ntitle = \"Hidden\"\nstatus = \"draft\"\n",
	})
	s, diags := open(t, files, small(map[string]string{
		"layouts/boat/page.html": layout + `{{range .Record.Refs "/sister"}} {{.Title}}: {{.Changed.Commit}}{{end}}`,
		"layouts/list.html":      layout, "layouts/index.html": layout, "layouts/tag.html": layout, "layouts/tags.html": layout,
	}))
	must(t, diags, nil)
	s.Config.Repository.URL = "https://forge.example/boats/"
	s.History = commits(map[string]int{
		"content/boat/anna.md": 3, "content/boat/carl.toml": 2, "content/boat/bert.toml": 9, "content/boat/dora.toml": 4, "content/boat/dora.md": 5,
		"content/boat/emma/index.md": 1, "content/boat/emma/hull.png": 6, "content/berth/all.toml": 2, "content/berth/more.toml": 10,
		"content/boat/_index.md": 1, "schema/rules/boat-without-berth.md": 7,
	})
	const url = " https://forge.example/boats/commit/"
	say := func(day string, hash string) string {
		return day + " May 2022 " + strings.Repeat(hash, 10) + url + strings.Repeat(hash, 40)
	}
	got := pages(t, s)
	for path, want := range map[string]string{
		"boats/anna/index.html": say("3", "d"),
		"boats/carl/index.html": say("2", "c") + " Anna &amp; &lt;b&gt;: dddddddddd",
		"boats/dora/index.html": say("5", "f"), // the newer of two files
		"boats/emma/index.html": say("6", "g"), // its image
		"boats/bert/index.html": "-",           // withdrawn: what its file says is not seen
		"boats/index.html":      say("6", "g"),
		"berth/index.html":      say("2", "c"), // the other file holds a draft
		"tags/wood/index.html":  say("5", "f"),
		"tags/index.html":       say("7", "h"),
		"index.html":            say("7", "h"),
	} {
		if got[path] != want {
			t.Errorf("%s says %q, not %q", path, got[path], want)
		}
	}
	s.Config.Repository.URL = ""
	if res, err := s.Page(route(t, s, "boats/anna/index.html")); err != nil || string(res.HTML) != "3 May 2022 dddddddddd " {
		t.Errorf("without a repository it says %q, %v", res.HTML, err)
	}
	for what, h := range map[string]*content.History{"no history": nil, "an empty one": commits(nil)} {
		s.History = h
		s.shared.newest.Clear()
		for path, page := range pages(t, s) {
			if strings.Contains(page, "May") {
				t.Errorf("%s: %s says %q", what, path, page)
			}
		}
	}
}

// The theme says it on every page, beside the source.
func TestThemeSaysWhenChanged(t *testing.T) {
	s, diags := open(t, archive(t, "boats.txtar"), theme())
	must(t, diags, nil)
	s.Config.Repository.URL = "https://forge.example/boats"
	s.History = commits(map[string]int{"content/boat/anna.md": 3, "content/boat/carl.toml": 4})
	line := func(day int, hash string) string {
		return time.Date(2022, 5, day, 0, 0, 0, 0, time.UTC).Format(`<time datetime="2006-01-02">2 January 2006</time> in `) +
			`<a href="https://forge.example/boats/commit/` + strings.Repeat(hash, 40) + `"><code>` + strings.Repeat(hash, 10) + `</code></a>`
	}
	got := pages(t, s)
	for path, want := range map[string]string{
		"boats/anna/index.html": "<dt>Last changed</dt><dd>" + line(3, "d") + "</dd>",
		"boats/index.html":      "Last changed " + line(4, "e") + ".",
		"index.html":            "Last changed " + line(4, "e") + ".",
	} {
		if n := strings.Count(got[path], "Last changed"); n != 1 || !strings.Contains(got[path], want) {
			t.Errorf("%s says %d times when it was changed:\n%s", path, n, got[path])
		}
	}
	for _, path := range []string{"404.html", "boats/bert/index.html"} {
		if strings.Contains(got[path], "Last changed") {
			t.Errorf("%s says when it was changed", path)
		}
	}
}

// Who noted a commit hears of it when it is another: by another history, by
// what its file holds, or by what came into the list.
func TestCommitsSince(t *testing.T) {
	const pair = "[[berth]]\nid = \"pier\"\ntitle = \"Pier\"\n[[berth]]\nid = \"pole\"\ntitle = \"Pole\"\n"
	history := commits(map[string]int{"content/boat/anna.md": 3, "content/berth/all.toml": 2, "content/berth/more.toml": 4})
	of := func(typ, id string) content.Read {
		return content.Read{Key: content.Key{Type: typ, ID: id}, Of: content.Commits}
	}
	for what, test := range map[string]struct {
		file, text string
		history    *content.History
		dirty      []content.Read
		newest     string // of the berths afterwards
	}{
		"nothing":          {"content/berth/more.toml", pair, history, nil, "e"},
		"another title":    {"content/berth/more.toml", strings.Replace(pair, "Pole", "Post", 1), history, []content.Read{of("berth", "pole")}, "e"},
		"a draft beside":   {"content/berth/more.toml", pair + "status = \"draft\"\n", history, []content.Read{of("berth", "pier"), of("berth", "pole"), of("berth", ""), of("", "")}, "c"},
		"another history":  {"content/berth/more.toml", pair, commits(map[string]int{"content/berth/more.toml": 4, "content/berth/all.toml": 9}), []content.Read{of("berth", "quay"), of("boat", "anna"), of("berth", ""), of("boat", ""), of("", "")}, "j"},
		"a boat that left": {"content/boat/anna.md", "+++\ntitle = \"Anna\"\nstatus = \"draft\"\n+++\n", history, []content.Read{of("boat", "anna"), of("boat", ""), of("", "")}, "e"},
	} {
		t.Run(what, func(t *testing.T) {
			files := with(archive(t, "boats.txtar"), map[string]string{"content/berth/more.toml": pair})
			old, _ := open(t, files, small(nil))
			now, _ := open(t, with(files, map[string]string{test.file: test.text}), small(nil))
			old.History, now.History = history, test.history
			for _, typ := range []string{"boat", "berth"} {
				old.newest(typ)
			}
			got := now.CommitsSince(old, now.Plan.View.Since(old.Plan.View.Corpus))
			for _, r := range test.dirty {
				if !got[r] {
					t.Errorf("%v may be another, and nobody is told", r)
				}
			}
			if kept := of("boat", "carl"); got[kept] {
				t.Error("a boat without a commit has another")
			}
			if c := now.newest("berth"); c.Short != strings.Repeat(test.newest, 10) {
				t.Errorf("the newest commit of the berths is %s", c.Short)
			}
		})
	}
}
