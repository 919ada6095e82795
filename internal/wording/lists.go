package wording

import (
	"slices"
	"strings"
)

// most is how many words a short list names.
const most = 12

// List returns words with commas between them and a conjunction before the last:
// "a, b and c".
func List(words []string, conjunction string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}

// ShortList is List, but names the first twelve of more than a dozen words.
func ShortList(words []string, conjunction string) string {
	if len(words) > most {
		return strings.Join(words[:most], ", ") + ", …"
	}
	return List(words, conjunction)
}

// Series returns the elements of a list that may hold commas themselves: with
// commas and "and" where none does, else with semicolons.
func Series(words []string) string {
	if slices.ContainsFunc(words, func(w string) bool { return strings.ContainsAny(w, ",;") }) {
		return strings.Join(words, "; ")
	}
	return List(words, "and")
}

// Quoted returns the words, each between quotation marks.
func Quoted(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = Quote(w)
	}
	return out
}

// QuotedList returns quoted words with commas and a conjunction, at most a dozen.
func QuotedList(words []string, conjunction string) string {
	return ShortList(Quoted(words), conjunction)
}
