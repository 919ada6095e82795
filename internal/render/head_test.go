package render

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wharf is the stranger's site with a title that would break out of anything
// that is not escaped, and profiles of who publishes it.
func wharf(t *testing.T, settings string) map[string]string {
	t.Helper()
	files := archive(t, "boats.txtar")
	const day = `{"type": "string", "format": "partial-date", "description": "A day."}`
	files = with(files, map[string]string{
		"schema/common.json":      strings.Replace(string(files["schema/common.json"].Data), `"tags":`, `"published": `+day+`, "updated": `+day+`, "tags":`, 1),
		"site.toml":               string(files["site.toml"].Data) + settings,
		"content/boat/bobby.toml": "title = '''</script><script>alert(\"1\")</script> & 'it' \\ \u2028'''\nsummary = \"A \\\"quoted\\\" boat.\"\npublished = 2022-05-01\nupdated = \"2023-02\"\nbuilt = \"1999\"\n",
	})
	s, diags := open(t, files, theme())
	must(t, diags, nil)
	return pages(t, s)
}

const publisher = "language = \"en-GB\"\n[publisher]\nname = \"The harbour\"\nurl = \"https://harbour.example/\"\nprofiles = [\"https://social.example/@harbour\", \"https://code.example/harbour\"]\n"

// What every kind of page tells those who link to it.
func TestOpenGraph(t *testing.T) {
	got := wharf(t, publisher)
	const base = "https://harbour.example/book/"
	for _, c := range []struct{ path, kind, title, card string }{
		{"index.html", "website", "The harbour &lt;book&gt;", ""},
		{"boats/index.html", "website", "Boats", "boats/"},
		{"boats/anna/index.html", "article", "Anna &amp; &lt;b&gt;", "boats/anna/"},
		{"tags/index.html", "website", "Tags", ""},
		{"tags/old/index.html", "website", "old", ""},
		{"a-z/index.html", "website", "Everything from A to Z", ""},
		{"rules/index.html", "website", "Rules", "rules/"},
		{"commitments/painted/index.html", "article", "Every boat is painted", "commitments/painted/"},
	} {
		page := got[c.path]
		for property, want := range map[string]string{
			"og:type": c.kind, "og:title": c.title, "og:site_name": "The harbour &lt;book&gt;", "og:locale": "en_GB",
			"og:url": base + strings.TrimSuffix(c.path, "index.html"), "og:image": base + c.card + "card.png",
			"og:image:type": "image/png", "og:image:width": "1200", "og:image:height": "630",
		} {
			if n := strings.Count(page, `<meta property="`+property+`"`); n != 1 {
				t.Errorf("%s has %s %d times", c.path, property, n)
			}
			if !strings.Contains(page, `<meta property="`+property+`" content="`+want+`">`) {
				t.Errorf("%s lacks %s %q", c.path, property, want)
			}
		}
		for _, name := range []string{`property="og:image:alt" content="`, `name="twitter:card" content="summary_large_image"`, `rel="canonical"`} {
			if strings.Count(page, name) != 1 {
				t.Errorf("%s lacks %s", c.path, name)
			}
		}
	}
	for _, want := range []string{`"article:published_time" content="2022-05-01"`, `"article:modified_time" content="2023-02"`, `"og:description" content="A &#34;quoted&#34; boat."`} {
		if !strings.Contains(got["boats/bobby/index.html"], want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, never := range []string{"og:", "twitter:", "canonical", "ld+json"} {
		if strings.Contains(got["404.html"], never) {
			t.Errorf("404.html has %s", never)
		}
	}
	if strings.Contains(wharf(t, "")["index.html"], "og:locale") {
		t.Error("a language without a country is no locale")
	}
}

// The front page alone vouches for the profiles of who publishes the site, and
// names the web manifest; every page links to them at its foot.
func TestProfiles(t *testing.T) {
	got := wharf(t, publisher)
	for path, page := range got {
		home := path == "index.html"
		for _, once := range []string{`<link rel="me" href="https://social.example/@harbour">`, `<link rel="me" href="https://code.example/harbour">`, `<link rel="manifest" href="/book/site.webmanifest">`} {
			if strings.Contains(page, once) != home {
				t.Errorf("%s: %s is there: %v", path, once, !home)
			}
		}
		if !strings.Contains(page, `<li><a href="https://social.example/@harbour">social.example/@harbour</a></li>`) {
			t.Errorf("%s has no link to the profile", path)
		}
	}
	if strings.Contains(wharf(t, "")["index.html"], `rel="me"`) {
		t.Error("nobody has profiles")
	}
}

var dataBlock = regexp.MustCompile(`<script type="application/ld\+json">([^<]*)</script>`)

// told reads what a page tells search engines.
func told(t *testing.T, path, page string) []map[string]any {
	t.Helper()
	found := dataBlock.FindAllStringSubmatch(page, -1)
	if len(found) != 1 || strings.Count(page, "ld+json") != 1 {
		t.Fatalf("%s has %d data blocks", path, len(found))
	}
	var doc struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(found[0][1]), &doc); err != nil || doc.Context != "https://schema.org" {
		t.Fatalf("%s: %v in %s", path, err, found[0][1])
	}
	return doc.Graph
}

// What a page tells search engines says the same as the page, whatever stands
// in its title.
func TestStructured(t *testing.T) {
	got := wharf(t, publisher)
	for path, page := range got {
		if path == "404.html" {
			continue
		}
		g := told(t, path, page)
		last := map[string]string{"index.html": "Organization"}[path]
		if last == "" {
			last = "BreadcrumbList"
		}
		if len(g) != 2 || g[1]["@type"] != last || g[0]["name"] == "" || g[0]["url"] == nil {
			t.Errorf("%s tells %v", path, g)
		}
	}
	want := map[string]any{
		"@type": "WebPage", "@id": "https://harbour.example/book/boats/bobby/#this", "url": "https://harbour.example/book/boats/bobby/",
		"name":     "</script><script>alert(\"1\")</script> & 'it' \\ \u2028",
		"headline": "</script><script>alert(\"1\")</script> & 'it' \\ \u2028", "description": "A \"quoted\" boat.",
		"datePublished": "2022-05-01", "dateModified": "2023-02", "inLanguage": "en-GB",
		"image":     map[string]any{"@type": "ImageObject", "url": "https://harbour.example/book/boats/bobby/card.png", "width": "1200 px", "height": "630 px"},
		"isPartOf":  map[string]any{"@type": "WebSite", "@id": "https://harbour.example/book/#site", "name": "The harbour <book>", "url": "https://harbour.example/book/"},
		"publisher": map[string]any{"@type": "Organization", "@id": "https://harbour.example/book/#publisher", "name": "The harbour"},
	}
	bobby := told(t, "bobby", got["boats/bobby/index.html"])
	if diff := cmp.Diff(want, bobby[0]); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	trail := fmt.Sprint(bobby[1]["itemListElement"])
	for i, at := range []string{"book/ name:Home position:1", "book/boats/ name:Boats position:2", "boats/bobby/ name:</script>"} {
		if !strings.Contains(trail, at) {
			t.Errorf("the way lacks step %d: %s", i, trail)
		}
	}
	home := told(t, "home", got["index.html"])
	if home[0]["@type"] != "WebSite" || home[1]["name"] != "The harbour" || fmt.Sprint(home[1]["sameAs"]) != "[https://social.example/@harbour https://code.example/harbour]" {
		t.Errorf("the front page tells %v", home)
	}
	if bare := told(t, "home", wharf(t, "")["index.html"]); len(bare) != 1 || bare[0]["publisher"] != nil {
		t.Errorf("of a publisher that nobody named it tells %v", bare)
	}
}

// A layout says more of what it shows in a block. What is empty is left out,
// and a thing of which nothing is said is none.
func TestStructuredBlock(t *testing.T) {
	files := with(archive(t, "boats.txtar"), map[string]string{"layouts/boat/page.html": `{{template "_base.html" .}}
{{- define "main"}}<h1>{{.Title}}</h1>{{end}}
{{- define "structured"}}{{.Structured "Vehicle" "name" (upper .Title) "none" (.Record.Get "/nothing") "brand" (dict "@type" "Brand" "name" "") "mainEntity" (dict "@type" "Thing" "name" "x" "url" "")}}{{end}}`})
	s, diags := open(t, files, theme())
	must(t, diags, nil)
	anna := told(t, "anna", pages(t, s)["boats/anna/index.html"])[0]
	if anna["@type"] != "Vehicle" || anna["name"] != "ANNA & <B>" || fmt.Sprint(anna["mainEntity"]) != "map[@type:Thing name:x]" {
		t.Errorf("got %v", anna)
	}
	for _, name := range []string{"none", "brand"} {
		if _, there := anna[name]; there {
			t.Errorf("%s is empty and told", name)
		}
	}
}

var script = regexp.MustCompile(`<script[^>]*>`)

// A script is a file of the site, or data that nobody runs: the policy of the
// site allows no other.
func TestNoInlineScripts(t *testing.T) {
	for path, page := range wharf(t, publisher) {
		for _, tag := range script.FindAllString(page, -1) {
			if tag != `<script type="application/ld+json">` && !strings.HasPrefix(tag, `<script src="/book/`) {
				t.Errorf("%s has %s", path, tag)
			}
		}
	}
}
