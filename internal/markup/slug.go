package markup

import (
	"strconv"
	"strings"
	"unicode"
)

// nameless is the id of a heading without a letter or digit. GitHub leaves it
// empty, which HTML does not allow.
const nameless = "section"

// slug returns the id that GitHub makes of a heading's text: lower case,
// without punctuation, a hyphen for each space.
func slug(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(text))
}

// slugs keeps the ids of one text apart.
type slugs map[string]int

// unique returns id, or id with the first number that makes it new.
func (s slugs) unique(id string) string {
	base := id
	for {
		if _, taken := s[id]; !taken {
			s[id] = 0
			return id
		}
		s[base]++
		id = base + "-" + strconv.Itoa(s[base])
	}
}
