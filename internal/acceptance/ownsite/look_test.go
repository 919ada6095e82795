package ownsite_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"candor/internal/card"
)

// TestOneLook holds that what is drawn by other means has the colours of the
// style sheet: the social cards, and the bars that browsers colour.
func TestOneLook(t *testing.T) {
	token := func(name string) []string {
		var out []string
		for _, m := range regexp.MustCompile(`--`+name+`: (#[0-9a-f]{6});`).FindAllStringSubmatch(text(t, "static/style.css"), -1) {
			out = append(out, m[1])
		}
		if len(out) != 3 { // light, dark, dark by choice
			t.Fatalf("the style sheet has %d colours %s", len(out), name)
		}
		return out
	}
	for name, colour := range map[string]string{"paper": card.Paper, "ink": card.Ink, "link": card.Accent} {
		if want := token(name)[0]; colour != want {
			t.Errorf("cards have %s for %s, the style sheet %s", colour, name, want)
		}
	}
	var bars []string
	for _, m := range regexp.MustCompile(`<meta name="theme-color" content="([^"]*)"`).FindAllStringSubmatch(text(t, "layouts/_base.html"), -1) {
		bars = append(bars, m[1])
	}
	if want := token("paper")[:2]; !slices.Equal(bars, want) {
		t.Errorf("browsers are told %v, the style sheet has %v", bars, want)
	}
}

func text(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
