package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"net/url"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
	"testing"

	"candor/internal/config"
)

var (
	dataBlock = regexp.MustCompile(`<script type="application/ld\+json">([^<]*)</script>`)
	meta      = regexp.MustCompile(`<meta (?:property|name)="((?:og|article|twitter):[^"]*)" content="([^"]*)">`)
)

// must are the members that search engines want of the kinds of thing that this
// site tells of.
var must = map[string][]string{
	"WebSite": {"name", "url"}, "Organization": {"name"}, "BreadcrumbList": {"itemListElement"},
	"ListItem": {"position", "name", "item"}, "ImageObject": {"url", "width", "height"},
	"WebPage": {"name", "url", "headline", "isPartOf", "image"}, "ProfilePage": {"name", "url", "headline", "mainEntity"},
	"CollectionPage": {"name", "url", "isPartOf", "image"}, "Dataset": {"name", "description", "url"},
	"Article": {"headline", "image", "url", "publisher"}, "TechArticle": {"headline", "image", "url", "publisher"}, "Report": {"headline", "image", "url", "publisher"},
	"Event": {"name", "startDate", "eventStatus"}, "Place": {"name"}, "VirtualLocation": {"url"}, "DigitalDocument": {"name"},
}

var settings = sync.OnceValues(func() (*config.Config, error) {
	cfg, _, err := config.Load(os.DirFS("../.."))
	return cfg, err
})

// TestStructuredData reads what every page tells search engines.
func TestStructuredData(t *testing.T) {
	for _, p := range htmlPages(t) {
		if p == "/404.html" {
			continue
		}
		found := dataBlock.FindSubmatch(files(t)[file(p)])
		if found == nil {
			t.Errorf("%s tells nothing", p)
			continue
		}
		var doc any
		if err := json.Unmarshal(found[1], &doc); err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		for _, wrong := range thing(t, doc) {
			t.Errorf("%s: %s", p, wrong)
		}
	}
}

// thing says what is wrong with a thing and all that it holds.
func thing(t *testing.T, v any) (wrong []string) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			wrong = append(wrong, thing(t, e)...)
		}
	case map[string]any:
		kind, _ := v["@type"].(string)
		members, known := must[kind]
		if !known && v["@graph"] == nil {
			wrong = append(wrong, fmt.Sprintf("nobody looks after the type %q", kind))
		}
		for _, name := range members {
			if s, text := v[name].(string); v[name] == nil || text && s == "" {
				wrong = append(wrong, fmt.Sprintf("a %s has no %s", kind, name))
			}
		}
		for name, e := range v {
			if s, ok := e.(string); ok && (name == "url" || name == "item" || name == "@id") {
				wrong = append(wrong, whole(t, s)...)
			}
			wrong = append(wrong, thing(t, e)...)
		}
	}
	return wrong
}

// whole says what is wrong with an address: it is whole, and leads to a file
// where it is of this site.
func whole(t *testing.T, s string) []string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return []string{fmt.Sprintf("%q is no whole address", s)}
	}
	cfg, err := settings()
	if err != nil {
		t.Fatal(err)
	}
	if rest, ours := strings.CutPrefix(s, cfg.BaseURL); ours {
		rest, _, _ = strings.Cut(rest, "#")
		if files(t)[file("/"+rest)] == nil {
			return []string{fmt.Sprintf("%s leads nowhere", s)}
		}
	}
	return nil
}

// TestOpenGraph holds that every page says to those who link to it where it is,
// what it is called and which picture stands for it.
func TestOpenGraph(t *testing.T) {
	for _, p := range htmlPages(t) {
		got := map[string]string{}
		for _, m := range meta.FindAllSubmatch(files(t)[file(p)], -1) {
			if name := string(m[1]); got[name] != "" {
				t.Errorf("%s has %s twice", p, name)
			} else {
				got[name] = string(m[2])
			}
		}
		if p == "/404.html" {
			if len(got) > 0 {
				t.Errorf("%s cannot be linked to, and has %v", p, got)
			}
			continue
		}
		for _, name := range []string{"og:type", "og:title", "og:url", "og:site_name", "og:locale", "og:image", "og:image:alt", "twitter:card"} {
			if got[name] == "" {
				t.Errorf("%s has no %s", p, name)
			}
		}
		if !strings.HasSuffix(got["og:url"], p) {
			t.Errorf("%s is said to be at %s", p, got["og:url"])
		}
		for _, wrong := range append(whole(t, got["og:url"]), whole(t, got["og:image"])...) {
			t.Errorf("%s: %s", p, wrong)
		}
	}
	for name, b := range files(t) {
		if path.Base(name) != "card.png" {
			continue
		}
		if cfg, err := png.DecodeConfig(bytes.NewReader(b)); err != nil || cfg.Width != 1200 || cfg.Height != 630 || len(b) > 40<<10 {
			t.Errorf("%s is %d bytes, %v, %v", name, len(b), cfg, err)
		}
	}
}
