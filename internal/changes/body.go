package changes

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/markup"
)

// sameBody says that two records have the same text, line ends aside.
func sameBody(old, new *content.Record) bool {
	return bytes.Equal(text(old), text(new))
}

func text(r *content.Record) []byte {
	return bytes.TrimSpace(bytes.ReplaceAll(r.Body.Text(), []byte("\r\n"), []byte("\n")))
}

func bodyWords(r *content.Record) int { return len(bytes.Fields(text(r))) }

// body says how the text of a record changed.
func body(old, new *content.Record) []Detail {
	if sameBody(old, new) {
		return nil
	}
	a, b := text(old), text(new)
	detail := func(words string) []Detail { return []Detail{{Words: words, Weight: Plain}} }
	switch {
	case len(a) == 0:
		return detail("Text: written, " + count(bodyWords(new), "word", "words"))
	case len(b) == 0:
		return detail("Text: removed, all " + count(bodyWords(old), "word", "words"))
	}
	o, n := markup.Fragment(a), markup.Fragment(b)
	words := also(edited(o.Text, n.Text), headings(o.Headings, n.Headings))
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
	head, tail := common(a, b)
	gone, come := len(a)-head-tail, len(b)-head-tail
	if gone == 0 && come == 0 {
		return ""
	}
	if gone <= few && come <= few {
		return quoted(excerpt(a, head, tail)) + " → " + quoted(excerpt(b, head, tail))
	}
	added, removed := bag(old, new)
	switch {
	case added == 0 && removed == 0:
		return "in another order"
	case removed == 0:
		return count(added, "word", "words") + " added"
	case added == 0:
		return count(removed, "word", "words") + " removed"
	}
	return count(added, "word", "words") + " added, " + number(float64(removed)) + " removed"
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
