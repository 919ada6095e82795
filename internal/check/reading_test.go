package check

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"candor/internal/content"
)

// TestReadingSplitNames splits a name by what readers do not see, and finds it where
// it is written.
func TestReadingSplitNames(t *testing.T) {
	unseen := rapid.SampledFrom([]string{"", "**", "*", "_", "`", "~~", "\u00ad", "\u200b", "\u2060", "\ufeff", "&shy;", "&#8203;", "&zwj;", "\ufe0f"})
	hyphen := rapid.SampledFrom([]string{"-", "\\-", "&#45;", "&#x2D;", "&hyphen;", "\u2010", "\u2011", "\u2012", "\u2212", "\uff0d", "\ufe63", "–", "&ndash;"})
	around := rapid.SampledFrom([]string{"", " ", "\n", "> ", "“", "”", ".", " — ", "[x](y) ", "é ", "](", "&", "\\"})
	rapid.Check(t, func(t *rapid.T) {
		var name strings.Builder
		for i, part := range []string{"EX", "2099", "77"} {
			if i > 0 {
				name.WriteString(unseen.Draw(t, "before") + hyphen.Draw(t, "hyphen") + unseen.Draw(t, "behind"))
			}
			name.WriteString(part[:1] + unseen.Draw(t, "inside") + part[1:])
		}
		before := "It " + around.Draw(t, "in front") + " "
		text := before + name.String() + " " + around.Draw(t, "after")
		var w World
		w.hideName("EX-2099-77", content.Key{ID: "x"})
		var places []string
		w.findHidden([]byte(text), func(start, end int, _ content.Key) { places = append(places, text[start:end]) })
		for _, p := range places {
			if p == name.String() {
				return
			}
		}
		t.Fatalf("%q is not found in %q, but %q", name.String(), text, places)
	})
}

// FuzzReading checks that every part of a reading comes from the text, whatever that
// is, and that all of a reading is accounted for.
func FuzzReading(f *testing.F) {
	for _, s := range []string{"a", "EX&#45;2099", "[a](b \"c\")[d][e]", "&amp;&&", "\xff\n> é\\", "…", "](](](", "![x]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, r := range readings(src) {
			for i, p := range r.parts {
				if p.start > p.end || p.start < 0 || int(p.end) > len(src) || int(p.at) >= r.partEnd(i) {
					t.Fatalf("part %d of %q is %v", i, r.text, p)
				}
			}
			for at := range r.text {
				if from, to := r.source(at, at+1); from < 0 || from > to || to > len(src) {
					t.Fatalf("byte %d of %q comes from %d to %d", at, r.text, from, to)
				}
			}
		}
	})
}
