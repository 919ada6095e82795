package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FieldTitle returns the title of a field that has none of its own, from its
// name: "Embargo until" for "embargo_until". A field called "url" is a "Link".
func FieldTitle(name string) string {
	if name == "url" {
		return "Link"
	}
	return Capital(strings.ReplaceAll(name, "_", " "))
}

// Term returns a word of a closed list as it stands by itself: "Smart contract"
// for "smart_contract". A word with a capital is a name and keeps its form:
// "SEV-1".
func Term(word string) string {
	if strings.ToLower(word) != word {
		return strings.ReplaceAll(word, "_", " ")
	}
	return Capital(Spaced(word))
}

// InlineTerm returns a word of a closed list as it stands within a sentence:
// "smart contract" for "smart_contract". A word in capitals only is emphasis and
// loses it: "must" for "MUST".
func InlineTerm(word string) string {
	word = strings.ReplaceAll(word, "_", " ")
	if strings.ToUpper(word) == word {
		return strings.ToLower(word)
	}
	return word
}

var separators = strings.NewReplacer("_", " ", "-", " ")

// Spaced returns a name with spaces in place of its underscores and hyphens.
func Spaced(name string) string { return separators.Replace(name) }

// SortKey returns a title as it is sorted: in small letters, and without the signs
// in front of it.
func SortKey(title string) string {
	return strings.ToLower(strings.TrimLeftFunc(title, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }))
}

// Initial returns the capital letter that a title is found under, "#" where it
// begins with a digit or holds no letter.
func Initial(title string) string {
	if c, _ := utf8.DecodeRuneInString(SortKey(title)); unicode.IsLetter(c) {
		return strings.ToUpper(string(c))
	}
	return "#"
}
