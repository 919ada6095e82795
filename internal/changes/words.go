package changes

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/internal/content"
)

// number writes a number with separators and at most six decimals; where there
// are cents there are two of them.
func number(n float64) string {
	s := strconv.FormatFloat(math.Round(math.Abs(n)*1e6)/1e6, 'f', -1, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if len(fraction) == 1 {
		fraction += "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if n < 0 && s != "0" {
		return "−" + whole
	}
	return whole
}

// enumWord writes a word of a closed list: "smart_contract" has no underline
// for people.
func enumWord(s string) string {
	s = strings.ReplaceAll(s, "_", " ")
	if strings.ToUpper(s) == s {
		return strings.ToLower(s)
	}
	return s
}

// quoted puts a text that is more than a word in quotation marks.
func quoted(s string) string {
	s = oneLine(s)
	if strings.ContainsAny(s, " ,;") {
		return "“" + s + "”"
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// join writes a list; its elements may hold commas themselves.
func join(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	sep, last := ", ", " and "
	for _, w := range words {
		if strings.ContainsAny(w, ",;") {
			sep, last = "; ", "; "
		}
	}
	n := len(words) - 1
	return strings.Join(words[:n], sep) + last + words[n]
}

// upper begins a text with a capital.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// lower begins a text without a capital, unless it begins with an acronym.
func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if n == 0 || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// count writes a number of things.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(float64(n)) + " " + many
}

// Marks in front of a part of a path.
const (
	element = "\x00" // the name of an element of a list
	hidden  = "\x01" // the title of a list whose elements say enough themselves
)

// subject writes where something stands: "Payout, instalment, per month".
func subject(path []string) string { return titles(path, hidden, element) }

// general writes the same of all elements of a list: "Payout, steps, until".
func general(path []string) string {
	if !slices.ContainsFunc(path, func(p string) bool { return strings.HasPrefix(p, element) }) {
		return ""
	}
	return titles(path, element, hidden)
}

// titles joins the parts of a path without those that have one mark.
func titles(path []string, without, with string) string {
	var out []string
	for _, p := range path {
		if strings.HasPrefix(p, without) {
			continue
		}
		if p = strings.TrimPrefix(p, with); len(out) > 0 {
			p = lower(p)
		}
		out = append(out, p)
	}
	return strings.Join(out, ", ")
}

// nameOf returns what people call a record: its title, with its label in front
// where that is the id as it is written.
func nameOf(r *content.Record) string {
	title, label := oneLine(r.Title()), r.Label()
	if strings.EqualFold(label, r.ID) && title != label && label != r.ID {
		return label + ", " + title
	}
	return title
}

// keep is how many words around a difference are shown.
const keep = 3

// differing returns the parts of two texts that differ, with a few words
// around them.
func differing(old, new string) (string, string) {
	a, b := strings.Fields(old), strings.Fields(new)
	head, tail := common(a, b)
	return excerpt(a, head, tail), excerpt(b, head, tail)
}

// common returns how many words two texts begin and end with in common.
func common(a, b []string) (head, tail int) {
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head, tail
}

func excerpt(words []string, head, tail int) string {
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

// long is from how many words on a text is shown where it differs only.
const long = 16

// reworded says how a text changed.
func reworded(old, new string) string {
	if len(strings.Fields(old)) >= long || len(strings.Fields(new)) >= long {
		old, new = differing(old, new)
	}
	if oneLine(old) == oneLine(new) {
		return fmt.Sprintf("%s, spaced differently", quoted(new))
	}
	return quoted(old) + " → " + quoted(new)
}
