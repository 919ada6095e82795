package phrase

import (
	"fmt"
	"strings"

	"candor/internal/wording"
)

// Quoted puts a text that is more than a word in quotation marks.
func Quoted(s string) string {
	s = wording.OneLine(s)
	if strings.ContainsAny(s, " ,;") {
		return "“" + s + "”"
	}
	return s
}

// keep is how many words around a difference are shown.
const keep = 3

// Differing returns the parts of two texts that differ, with a few words
// around them.
func Differing(old, new string) (string, string) {
	a, b := strings.Fields(old), strings.Fields(new)
	head, tail := Common(a, b)
	return Excerpt(a, head, tail), Excerpt(b, head, tail)
}

// Common returns how many words two texts begin and end with in common.
func Common(a, b []string) (head, tail int) {
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head, tail
}

// Excerpt returns the words between a head and a tail of so many, with a few of
// them on each side.
func Excerpt(words []string, head, tail int) string {
	from, to := max(head-keep, 0), len(words)-max(tail-keep, 0)
	s := strings.Join(words[from:to], " ")
	if from > 0 {
		s = "… " + s
	}
	if to < len(words) {
		s += " …"
	}
	return s
}

// Long is from how many words on a text is shown where it differs only.
const Long = 16

// Reworded says how a text changed.
func Reworded(old, new string) string {
	if len(strings.Fields(old)) >= Long || len(strings.Fields(new)) >= Long {
		old, new = Differing(old, new)
	}
	if wording.OneLine(old) == wording.OneLine(new) {
		return fmt.Sprintf("%s, spaced differently", Quoted(new))
	}
	return Quoted(old) + " → " + Quoted(new)
}

// Moved counts the words that are in one text only.
func Moved(old, new string) (added, removed int) {
	n := map[string]int{}
	for w := range strings.FieldsSeq(old) {
		n[w]--
	}
	for w := range strings.FieldsSeq(new) {
		n[w]++
	}
	for _, c := range n {
		added, removed = added+max(c, 0), removed+max(-c, 0)
	}
	return added, removed
}
