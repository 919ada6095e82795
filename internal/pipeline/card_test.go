package pipeline_test

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/pipeline"
)

// wharf is a site with a page of every kind.
func wharf(settings string) fstest.MapFS {
	return fstest.MapFS{
		"site.toml":            {Data: []byte("title = \"Harbour\"\nsummary = \"Boats.\"\nbase_url = \"https://harbour.example/below/\"\n" + settings)},
		"schema/boat.json":     {Data: []byte(`{"title": "Boat", "x-card": {"Built": "/built"}, "x-states": ["/refit"], "properties": {"title": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}, "built": {"type": "string", "format": "partial-date"}, "refit": {"type": "string", "format": "date"}}}`)},
		"content/boat/anna.md": {Data: []byte("+++\ntitle = \"Anna\"\ntags = [\"wood\"]\nbuilt = 1901-05-01\nrefit = 1950-01-02\n+++\nA boat.\n")},
	}
}

var ogImage = regexp.MustCompile(`<meta property="og:image" content="([^"]*)">`)

// Every page but that for lost readers names a picture by its whole address,
// and the picture is there.
func TestCards(t *testing.T) {
	out := tree{}
	checkMistakes(t, render(t, wharf(""), pipeline.Options{}, out))
	of := map[string]string{}
	for name, b := range out {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		found := ogImage.FindAllSubmatch(b, -1)
		if name == "404.html" {
			if len(found) > 0 {
				t.Error("404.html has a card")
			}
			continue
		}
		if len(found) != 1 {
			t.Errorf("%s has %d pictures", name, len(found))
			continue
		}
		rel, ok := strings.CutPrefix(string(found[0][1]), "https://harbour.example/below/")
		cfg, err := png.DecodeConfig(bytes.NewReader(out[rel]))
		if !ok || err != nil || cfg.Width != 1200 || cfg.Height != 630 {
			t.Errorf("%s: %s is %v, %v", name, found[0][1], cfg, err)
		}
		of[name] = rel
	}
	want := map[string]string{
		"index.html": "card.png", "boat/index.html": "boat/card.png", "boat/anna/index.html": "boat/anna/card.png",
		"boat/anna/1950-01-02/index.html": "boat/anna/card.png", "tags/index.html": "card.png", "tags/wood/index.html": "card.png", "a-z/index.html": "card.png",
	}
	for name, card := range want {
		if of[name] != card {
			t.Errorf("%s has the card %q, want %q", name, of[name], card)
		}
	}
	if !bytes.Contains(out["boat/anna/index.html"], []byte(`<meta property="og:image:alt" content="Boat: Anna. Built: 1 May 1901">`)) {
		t.Errorf("what stands on the card is not told: %s", out["boat/anna/index.html"])
	}
}

// A site that wants no cards has neither files nor tags.
func TestNoCards(t *testing.T) {
	with, without := tree{}, tree{}
	render(t, wharf(""), pipeline.Options{}, with)
	checkMistakes(t, render(t, wharf("[features]\nsocial_cards = false\n"), pipeline.Options{}, without))
	for name, b := range without {
		if strings.HasSuffix(name, "card.png") || bytes.Contains(b, []byte("og:image")) || bytes.Contains(b, []byte("summary_large_image")) {
			t.Errorf("%s is or has a card", name)
		}
	}
	for name := range maps.Keys(with) {
		if without[name] == nil && !strings.HasSuffix(name, "card.png") {
			t.Errorf("%s is missing too", name)
		}
	}
}

// A picture of the author's at the place of a card is told.
func TestCardTaken(t *testing.T) {
	files := wharf("")
	files["content/boat/berta/index.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"Berta\"\n+++\n![Berta](card.png)\n")}
	var photo bytes.Buffer
	if err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	files["content/boat/berta/card.png"] = &fstest.MapFile{Data: photo.Bytes()}
	diags := render(t, files, pipeline.Options{}, tree{})
	if len(diags) != 1 || diags[0].ID != "url-collision" || !strings.Contains(diags[0].Message, "boat/berta/card.png") {
		t.Errorf("got %v", diags)
	}
}
