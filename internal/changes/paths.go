package changes

import (
	"slices"
	"strings"

	"candor/internal/wording"
)

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
			p = wording.Uncapital(p)
		}
		out = append(out, p)
	}
	return strings.Join(out, ", ")
}
