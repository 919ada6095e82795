package render

import (
	"strings"
	"testing"
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
