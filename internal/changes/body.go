package changes

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/changes/match"
	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/content"
	"candor/internal/markup"
	"candor/internal/wording"
)

func bodyWords(r *content.Record) int { return len(bytes.Fields(match.Text(r))) }

// body says how the text of a record changed.
func body(old, new *content.Record) []report.Detail {
	if match.SameText(old, new) {
		return nil
	}
	a, b := match.Text(old), match.Text(new)
	detail := func(words string) []report.Detail { return []report.Detail{{Words: words, Weight: report.Plain}} }
	switch {
	case len(a) == 0:
		return detail("Text: written, " + wording.Count(float64(bodyWords(new)), "word", "words"))
	case len(b) == 0:
		return detail("Text: removed, all " + wording.Count(float64(bodyWords(old)), "word", "words"))
	}
	o, n := markup.Fragment(a), markup.Fragment(b)
	words := report.Also(edited(o.Text, n.Text), headings(o.Headings, n.Headings))
	if words == "" {
		words = "links, code or form changed"
	}
	return detail("Text: " + words)
}

// few is up to how many words a change to a text is shown in full.
const few = 12

// edited says how many words changed, or which if they are few.
func edited(old, new string) string {
	a, b := strings.Fields(old), strings.Fields(new)
	head, tail := phrase.Common(a, b)
	gone, come := len(a)-head-tail, len(b)-head-tail
	if gone == 0 && come == 0 {
		return ""
	}
	if gone <= few && come <= few {
		return phrase.Quoted(phrase.Excerpt(a, head, tail)) + " → " + phrase.Quoted(phrase.Excerpt(b, head, tail))
	}
	added, removed := phrase.Moved(old, new)
	switch {
	case added == 0 && removed == 0:
		return "in another order"
	case removed == 0:
		return wording.Count(float64(added), "word", "words") + " added"
	case added == 0:
		return wording.Count(float64(removed), "word", "words") + " removed"
	}
	return wording.Count(float64(added), "word", "words") + " added, " + wording.Amount(float64(removed)) + " removed"
}

// headings says which came and went.
func headings(old, new []markup.Heading) string {
	var words []string
	for _, h := range missing(new, old) {
		words = append(words, "new section “"+h+"”")
	}
	for _, h := range missing(old, new) {
		words = append(words, "section “"+h+"” is gone")
	}
	return strings.Join(words, "; ")
}

// missing returns the headings of a that b has not.
func missing(a, b []markup.Heading) []string {
	var out []string
	for _, h := range a {
		if !slices.ContainsFunc(b, func(o markup.Heading) bool { return o.Text == h.Text }) {
			out = append(out, h.Text)
		}
	}
	return out
}
