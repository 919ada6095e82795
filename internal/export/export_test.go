package export

import (
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"
)

var day = time.Date(2022, 5, 4, 0, 0, 0, 0, time.UTC)

func TestAtom(t *testing.T) {
	b, err := Atom(Feed{
		ID: "tag:harbour.example,2020:feed/", Title: "Harbour & co", URL: "https://harbour.example/feed.xml",
		Page: "https://harbour.example/", Author: "The harbour", Updated: day,
		Entries: []Entry{{ID: "tag:harbour.example,2020:boat/anna", Title: "<Anna>", URL: "https://harbour.example/boat/anna/", Published: day, Updated: day}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
 <id>tag:harbour.example,2020:feed/</id>
 <title>Harbour &amp; co</title>
 <updated>2022-05-04T00:00:00Z</updated>
 <link rel="self" type="application/atom+xml" href="https://harbour.example/feed.xml"></link>
 <link rel="alternate" type="text/html" href="https://harbour.example/"></link>
 <author>
  <name>The harbour</name>
 </author>
 <entry>
  <id>tag:harbour.example,2020:boat/anna</id>
  <title>&lt;Anna&gt;</title>
  <link href="https://harbour.example/boat/anna/"></link>
  <published>2022-05-04T00:00:00Z</published>
  <updated>2022-05-04T00:00:00Z</updated>
 </entry>
</feed>
`
	if string(b) != want {
		t.Errorf("got:\n%s", b)
	}
}

func TestSitemap(t *testing.T) {
	b, err := Sitemap([]Location{{"https://harbour.example/", day}, {URL: "https://harbour.example/a-z/"}})
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		URLs []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.URLs) != 2 || got.URLs[0].LastMod != "2022-05-04" || got.URLs[1].LastMod != "" {
		t.Errorf("got %+v", got)
	}
}

func TestManifest(t *testing.T) {
	b, err := Manifest("1.0", 2, slices.Values([]File{{Path: "index.html", URL: "/", SHA256: "00"}, {Path: "a<b>.txt", SHA256: "01"}}))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Generator, Version string
		Files              []File
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatalf("%v in\n%s", err, b)
	}
	if got.Generator != Generator || len(got.Files) != 2 || got.Files[1].Path != "a<b>.txt" {
		t.Errorf("got %+v", got)
	}
	if b, err := Manifest("1.0", 0, slices.Values([]File{})); err != nil || !json.Valid(b) {
		t.Errorf("an empty one is %s, %v", b, err)
	}
}

func TestHostFiles(t *testing.T) {
	h := string(Headers("/safe/", []string{"/safe/style.0123456789.css"}, []string{".ics", ".own"}, false))
	for _, want := range []string{"/safe/*\n", "default-src 'self'", "nosniff", "/safe/site.webmanifest\n  Content-Type: application/manifest+json\n", "/safe/style.0123456789.css\n  Cache-Control: public, max-age=31536000, immutable\n", "/safe/*.ics\n  Content-Type: text/calendar; charset=utf-8\n"} {
		if !strings.Contains(h, want) {
			t.Errorf("headers lack %q:\n%s", want, h)
		}
	}
	if strings.Contains(h, "noindex") || !strings.Contains(string(Headers("/", nil, nil, true)), "noindex") {
		t.Error("previews alone forbid indexing")
	}
	if got := string(Redirects([]Redirect{{"/b/", "/x/"}, {"/a/", "/y/"}})); got != "/a/ /y/ 301\n/b/ /x/ 301\n" {
		t.Errorf("redirects %q", got)
	}
	if !strings.Contains(string(Robots("https://harbour.example/sitemap.xml", false)), "Sitemap: https://") ||
		!strings.Contains(string(Robots("", true)), "Disallow: /\n") {
		t.Error("robots.txt is not what it should be")
	}
}
