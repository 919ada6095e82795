package pipeline_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/pipeline"
)

// The web manifest says what site.toml says, and names pictures that are there
// in the sizes that it states.
func TestWebManifest(t *testing.T) {
	out := tree{}
	checkMistakes(t, render(t, wharf("short_title = \"Port\"\n"), pipeline.Options{}, out))
	var m struct {
		ID, Name, Lang, Scope, Display, Description string
		ShortName                                   string `json:"short_name"`
		StartURL                                    string `json:"start_url"`
		Theme                                       string `json:"theme_color"`
		Background                                  string `json:"background_color"`
		Icons                                       []struct{ Src, Sizes, Type, Purpose string }
	}
	if err := json.Unmarshal(out["site.webmanifest"], &m); err != nil {
		t.Fatal(err)
	}
	if m.Name != "Harbour" || m.ShortName != "Port" || m.Description != "Boats." || m.Lang != "en" || m.Display != "minimal-ui" ||
		m.StartURL != "/below/" || m.Scope != "/below/" || m.ID != "/below/" || len(m.Theme) != 7 || len(m.Background) != 7 {
		t.Errorf("got %+v", m)
	}
	purposes := ""
	for _, i := range m.Icons {
		b, ok := out[strings.TrimPrefix(i.Src, "/below/")]
		if !ok {
			t.Errorf("%s is not there", i.Src)
		}
		purposes += i.Purpose
		if i.Sizes == "any" {
			continue
		}
		cfg, err := png.DecodeConfig(bytes.NewReader(b))
		if size := fmt.Sprintf("%dx%d", cfg.Width, cfg.Height); err != nil || size != i.Sizes {
			t.Errorf("%s is of %s, not %s: %v", i.Src, size, i.Sizes, err)
		}
	}
	if len(m.Icons) != 4 || purposes != "maskable" {
		t.Errorf("the pictures are %+v", m.Icons)
	}
	for name, size := range map[string]int{"apple-touch-icon.png": 180, "favicon.ico": 0} {
		if cfg, err := png.DecodeConfig(bytes.NewReader(out[name])); size > 0 && (err != nil || cfg.Width != size) || len(out[name]) == 0 {
			t.Errorf("%s is %v, %v", name, cfg, err)
		}
	}
	plainly := tree{}
	renderWith(t, wharf(""), plain, pipeline.Options{}, plainly)
	if b := string(plainly["site.webmanifest"]); !strings.Contains(b, `"short_name": "Harbour"`) || strings.Contains(b, "icons") {
		t.Errorf("without a short title and pictures it is %s", b)
	}
}

// The name of a file in static/ is no line of _headers, and no other address.
func TestOddAssets(t *testing.T) {
	files := wharf("")
	for _, name := range []string{"a\n  X-Own: 1\n/*.css", "b #?*:%.js"} {
		files["static/"+name] = &fstest.MapFile{Data: []byte("x{}")}
	}
	files["layouts/404.html"] = &fstest.MapFile{Data: []byte(`<script src="{{.Asset "b #?*:%.js"}}"></script>`)}
	out := tree{}
	checkMistakes(t, render(t, files, pipeline.Options{}, out))
	if h := string(out["_headers"]); strings.Contains(h, "X-Own: 1\n") || strings.Count(h, "*") != 2 || !strings.Contains(h, "/below/b%20%23%3F%2A%3A%25.") {
		t.Errorf("the host is told\n%s", h)
	}
	if !strings.Contains(string(out["404.html"]), `src="/below/b%20%23%3F%2A%3A%25.`) {
		t.Errorf("pages ask for %s", out["404.html"])
	}
}
