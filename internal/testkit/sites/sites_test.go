package sites_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"candor/internal/pipeline"
	"candor/internal/testkit"
	"candor/internal/testkit/sites"
)

// The smallest theme makes every page of a site, and nothing is said of a sound
// one; building it and checking it say the same of one that is not.
func TestSmallest(t *testing.T) {
	sound := testkit.Files(map[string]string{
		"site.toml":            "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n",
		"schema/boat.json":     `{"title": "Boat", "properties": {"title": {"type": "string"}}}`,
		"content/boat/anna.md": "+++\ntitle = \"Anna\"\n+++\n\nShe sails.\n",
	})
	made, diags := sites.Build(t, sound, testkit.Theme(), pipeline.Options{})
	if len(diags) > 0 {
		t.Error(testkit.Text(t, diags))
	}
	for _, name := range []string{"boat/index.html", "boat/anna/index.html", "404.html"} {
		if len(made[name]) == 0 {
			t.Errorf("%s is not among %v", name, slices.Sorted(maps.Keys(made)))
		}
	}
	wrong := testkit.Over(sound, testkit.Files(map[string]string{"content/boat/bo.md": "+++\ntitel = \"Bo\"\n+++\n"}))
	_, diags = sites.Build(t, wrong, testkit.Theme(), pipeline.Options{})
	said := testkit.Text(t, diags)
	if other := testkit.Text(t, sites.Check(t, wrong, testkit.Theme(), pipeline.Options{})); other != said || !strings.Contains(said, "[unknown-field]") {
		t.Errorf("built:\n%s\nchecked:\n%s", said, other)
	}
}
