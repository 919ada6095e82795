package render

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

func TestStrangerType(t *testing.T) {
	files := archive(t, "boats.txtar")
	s, diags := open(t, files, theme())
	must(t, diags, nil)
	got := pages(t, s)
	for _, c := range []struct{ path, want string }{
		{"boats/anna/index.html", `<html lang="en">`},
		{"boats/anna/index.html", `<title>Anna &amp; &lt;b&gt; · The harbour &lt;book&gt;</title>`},
		{"boats/anna/index.html", `<link rel="canonical" href="https://harbour.example/book/boats/anna/">`},
		{"boats/anna/index.html", `href="/style.0123456789.css"`},
		{"boats/anna/index.html", `<a class="skip" href="#c:main">`},
		{"boats/anna/index.html", `The harbour is <em>closed</em>. <a href="/book/boats/anna/">Why</a>`},
		{"boats/anna/index.html", `<a href="/book/boats/">Boats</a>`},
		{"boats/anna/index.html", `<p class="kicker">Boat · A-1</p>`},
		{"boats/anna/index.html", `<dt>Built</dt><dd><time datetime="1911-05">May 1911</time></dd>`},
		{"boats/anna/index.html", `<dt>Rig</dt><dd>Gaff cutter</dd>`},
		{"boats/anna/index.html", `<dt>Crew</dt><dd><span class="num">3</span></dd>`},
		{"boats/anna/index.html", "12,500.50\u00a0GBP"},
		{"boats/anna/index.html", `<dt>Fit for sea</dt><dd>Yes</dd>`},
		{"boats/anna/index.html", `<a href="https://anna.example/a/page?x=1&amp;y=2">anna.example/a/page?x=1&amp;y=2</a>`},
		{"boats/anna/index.html", `<code class="address">0x35D1<span>b3F3D7966A1DFe207aa4514C12a259A0</span>492B</code>`},
		{"boats/anna/index.html", `<time datetime="2020">2020</time> to <time datetime="2021-03">March 2021</time>`},
		{"boats/anna/index.html", `<a href="/book/berth/#quay">the quay</a> and <a href="/book/boats/bert/">Bert</a>`},
		{"boats/anna/index.html", `<h2 id="rigging">Rigging</h2>`},
		{"boats/anna/index.html", `<h2 id="c:log">Log</h2>`},
		{"boats/anna/index.html", `<th scope="col" class="num">Miles</th>`},
		{"boats/anna/index.html", `<td><a href="/book/berth/#quay">Quay</a></td>`},
		{"boats/anna/index.html", `<p>Sold <em>twice</em>.</p>`},
		{"boats/anna/index.html", `<dt>Moored: until</dt>`},
		{"boats/anna/index.html", `<a href="https://book.example/">book.example</a>`},
		{"boats/anna/index.html", `<dt>Sisters</dt>`},
		{"boats/anna/index.html", `<a rel="tag" href="/book/tags/old/">old</a>`},
		{"boats/anna/index.html", `<code>content/boat/anna.md</code>`},
		{"boats/bert/index.html", `<p class="notice">Withdrawn</p>`},
		{"boats/index.html", `<p class="lead">A boat in the harbour.</p>`},
		{"boats/index.html", `<p>A cutter that is still afloat.</p>`},
		{"berth/index.html", `<section class="inplace" id="quay">`},
		{"berth/index.html", `<dt>Visits</dt><dd><a href="/book/boats/anna/">`},
		{"tags/index.html", `<a href="/book/tags/wood/">wood</a>`},
		{"tags/old/index.html", `<h2>Boats</h2>`},
		{"a-z/index.html", `<h2 id="c:q">Q</h2>`},
		{"rules/boat-without-berth/index.html", `<code>boat-without-berth</code>`},
		{"rules/boat-without-berth/index.html", `<code>has(self.log)</code>`},
		{"rules/index.html", `<h2>Boats</h2>`},
		{"commitments/index.html", `<h2>Upkeep</h2>`},
		{"commitments/painted/index.html", `<a href="/book/boats/anna/">A-1</a></th><td><span class="standing s-kept">kept</span></td>`},
		{"commitments/painted/index.html", `<p>Paint keeps the water out.</p>`},
		{"boats/anna/index.html", `<a href="/book/commitments/painted/">Every boat is painted</a>: <span class="standing s-kept">kept</span>`},
		{"404.html", `<a href="/book/berth/">Berths</a>`},
		{"index.html", `<dt><a href="/book/boats/">Boats</a> <span class="aside">3</span></dt><dd>A boat in the harbour.</dd>`},
	} {
		if !strings.Contains(got[c.path], c.want) {
			t.Errorf("%s lacks %s", c.path, c.want)
		}
	}
}

// A field that is called as one that the program knows, and is of another shape, is
// shown like any other.
func TestOwnMeanings(t *testing.T) {
	s, diags := open(t, archive(t, "piers.txtar"), theme())
	must(t, diags, nil)
	page := pages(t, s)["pier/long/index.html"]
	for _, want := range []string{
		"<h1>Long pier</h1>", "Title deed", "Label number", "Summarised", "Status code", "404", "Withdrawn from use", "Published chart",
		"Updated by", "Ada", "Reviewed by", "Bert", "Alias", "Old pier", "Tagged piers", `<a href="/pier/short/">Short pier</a>`,
		"Reference marks", "green", "How it stands", "Firm", "Waiver signed", "Timber", "Oak", "Licences", "A7",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, never := range []string{`class="notice"`, "article:published_time", `id="c:sources"`, `id="c:standing"`, `id="c:waiver"`, "<dt>Tags</dt>", "Where it comes from"} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %s", never)
		}
	}
}

// What holds of every page, whatever it shows.
func TestEveryPage(t *testing.T) {
	files := archive(t, "boats.txtar")
	s, _ := open(t, files, theme())
	for path, page := range pages(t, s) {
		if err := balanced(page); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if n := strings.Count(page, "<h1"); n != 1 {
			t.Errorf("%s has %d headings of the first level", path, n)
		}
		for _, never := range []string{"<script>", "<style", " style=", " onclick=", "javascript:", "&lt;nil&gt;", "ZgotmplZ", "%!", "<no value>"} {
			if strings.Contains(page, never) {
				t.Errorf("%s contains %s", path, never)
			}
		}
		for _, always := range []string{"<!doctype html>", `<main id="c:main">`, `<nav class="menu"`, `<footer class="imprint">`, `<link rel="stylesheet"`} {
			if !strings.Contains(page, always) {
				t.Errorf("%s lacks %s", path, always)
			}
		}
	}
}

func TestSameTwice(t *testing.T) {
	files := archive(t, "boats.txtar")
	s, _ := open(t, files, theme())
	want := pages(t, s)
	for range 3 {
		again, _ := open(t, files, theme())
		for path, page := range pages(t, again) {
			if page != want[path] {
				t.Errorf("%s differs between two runs", path)
			}
		}
	}
}

// Pages are made by several goroutines at once.
func TestAtOnce(t *testing.T) {
	files := archive(t, "boats.txtar")
	s, _ := open(t, files, theme())
	other, _ := open(t, files, theme())
	want := pages(t, other)
	errs := make(chan error, 8*len(s.Plan.Routes))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, r := range s.Plan.Routes {
				res, err := s.Page(r)
				if err != nil || string(res.HTML) != want[r.Path] {
					errs <- fmt.Errorf("%s: differs, %v", r.Path, err)
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
}

func TestReads(t *testing.T) {
	files := archive(t, "boats.txtar")
	s, _ := open(t, files, theme())
	res, err := s.Page(route(t, s, "boats/anna/index.html"))
	must(t, res.Diags, err)
	seen := map[string]bool{}
	for _, r := range res.Reads {
		seen[r.Key.String()+" "+r.Back] = true
	}
	for _, want := range []string{"boat/anna ", "boat/anna sisters", "boat/carl ", "berth/quay ", "boat/bert "} {
		if !seen[want] {
			t.Errorf("the page read %s, and did not say so", want)
		}
	}
	if len(res.Links) != 2 || res.Links[0].URL != "/book/berth/#quay" {
		t.Errorf("the links of the text are %v", res.Links)
	}
	if res.Layout == nil || res.Layout.Name != "theme/layouts/page.html" {
		t.Errorf("made by %v", res.Layout)
	}
}

// A line of a layout can be read without scrolling.
func TestLayoutLines(t *testing.T) {
	err := fs.WalkDir(theme(), "layouts", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(theme(), name)
		for i, line := range strings.Split(string(b), "\n") {
			if n := utf8.RuneCountInString(line); n > 160 {
				t.Errorf("%s:%d has %d characters", name, i+1, n)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
