package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWord is how many bytes of a word count.
const maxWord = 64

// compound is words that stand together without a space.
type compound struct {
	text  []byte // the words, folded, one behind the other
	parts []int  // where each begins in text
	camel []int  // where a capital follows a small letter
	digit bool
}

func (c *compound) reset() {
	c.text, c.parts, c.camel, c.digit = c.text[:0], c.parts[:0], c.camel[:0], false
}

// part returns the i-th word of the compound.
func (c *compound) part(i int) []byte {
	if i+1 < len(c.parts) {
		return c.text[c.parts[i]:c.parts[i+1]]
	}
	return c.text[c.parts[i]:]
}

// scan calls do with each compound of a text. The compound is reused.
func scan(text string, c *compound, do func(*compound)) {
	c.reset()
	var before rune // the word character before, 0 at the begin of a part
	for i, r := range text {
		switch {
		case isWord(r):
			c.add(before, r)
			before = r
			continue
		case before != 0 && unicode.Is(unicode.M, r):
			continue
		case before != 0 && isApostrophe(r) && wordAt(text[i+utf8.RuneLen(r):]):
			continue
		case before != 0 && isJoiner(r) && wordAt(text[i+1:]):
			before = 0
			continue
		}
		before = 0
		if len(c.text) > 0 {
			do(c)
			c.reset()
		}
	}
	if len(c.text) > 0 {
		do(c)
		c.reset()
	}
}

func (c *compound) add(before, r rune) {
	if before == 0 {
		c.parts = append(c.parts, len(c.text))
	} else if unicode.IsLower(before) && unicode.IsUpper(r) {
		c.camel = append(c.camel, len(c.text))
	}
	c.digit = c.digit || r >= '0' && r <= '9'
	c.text = utf8.AppendRune(c.text, fold(r))
}

// isWord leaves out what UTF-16 writes as two units, so that browsers order
// terms as we do.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return r <= 0xFFFF && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.Is(unicode.N, r))
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func isJoiner(r rune) bool { return r == '-' || r == '_' || r == '.' || r == ',' }

func wordAt(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && isWord(r)
}

// accents pairs small Latin letters with the letter without the accent.
const accents = "àaáaâaãaäaåaçcèeéeêeëeìiíiîiïiñnòoóoôoõoöoùuúuûuüuýyÿyāaăaąaćcĉcċcčcďdēeĕeėeęeěeĝgğgġgģgĥhĩiīiĭiįi" +
	"ĵjķkĺlļlľlńnņnňnōoŏoőoŕrŗrřrśsŝsşsšsţtťtũuūuŭuůuűuųuŵwŷyźzżzžzơoưuǎaǐiǒoǔuǖuǘuǚuǜuǟaǡaǧgǩkǫoǭoǰjǵgǹnǻa" +
	"ȁaȃaȅeȇeȉiȋiȍoȏoȑrȓrȕuȗușsțtȟhȧaȩeȫoȭoȯoȱoȳy"

// fold returns the small letter without its accent.
func fold(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	if r < 0xC0 {
		return r
	}
	if r = unicode.ToLower(r); r < utf8.RuneSelf || r > 0x24F {
		return r
	}
	if i := strings.IndexRune(accents, r); i >= 0 {
		return rune(accents[i+utf8.RuneLen(r)])
	}
	return r
}

// eachTerm calls do with each term that a text is found by. The bytes are
// reused.
func eachTerm(text string, c *compound, do func([]byte)) {
	scan(text, c, func(c *compound) {
		for i := range c.parts {
			do(clipBytes(c.part(i)))
			if c.digit && i+1 < len(c.parts) {
				do(clipBytes(c.text[c.parts[i]:]))
			}
		}
		if !c.digit && len(c.camel) > 0 {
			c.humps(do)
		}
	})
}

// humps calls do with the parts of words with capitals inside.
func (c *compound) humps(do func([]byte)) {
	for i, at := range c.camel {
		end := len(c.text)
		if i+1 < len(c.camel) {
			end = c.camel[i+1]
		}
		for _, p := range c.parts {
			if p > at {
				end = min(end, p)
				break
			}
		}
		if end-at > 1 {
			do(clipBytes(c.text[at:end]))
		}
	}
}

// queryWords returns the words that a text asks for: a compound with a digit
// is one.
func queryWords(text string) []string {
	var out []string
	scan(text, new(compound), func(c *compound) {
		if c.digit {
			out = append(out, string(clipBytes(c.text)))
			return
		}
		for i := range c.parts {
			out = append(out, string(clipBytes(c.part(i))))
		}
	})
	return out
}

// phrase returns a text as one term.
func phrase(text string) string { return clip(strings.Join(queryWords(text), " "), 2*maxWord) }

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func clipBytes(b []byte) []byte {
	if len(b) <= maxWord {
		return b
	}
	n := maxWord
	for !utf8.RuneStart(b[n]) {
		n--
	}
	return b[:n]
}

// stopWords are left out of a query beside others.
const stopWords = "a about an and are as at be been but by can could did do does for from get had happen happened has have how i if in into is it " +
	"its made make me my need of on or our out should so that the their then there they this to us was we were what when where which who why " +
	"will with would you your"

// stem cuts the ending of an English word. It never changes a letter, so that
// what is left is a prefix of the word.
func stem(w string) string {
	if len(w) < 4 || strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 {
		return w
	}
	switch {
	case ends(w, 6, "ies"):
		return w[:len(w)-3]
	case ends(w, 4, "s") && !ends(w, 4, "ss") && !ends(w, 4, "us") && !ends(w, 4, "is"):
		w = w[:len(w)-1]
	}
	switch {
	case ends(w, 6, "ing"):
		return undouble(w[:len(w)-3])
	case ends(w, 5, "ed") && !ends(w, 5, "eed"):
		return undouble(w[:len(w)-2])
	case ends(w, 4, "e") && !ends(w, 4, "ee"), ends(w, 5, "y"):
		return w[:len(w)-1]
	}
	return w
}

func ends(w string, least int, with string) bool {
	return len(w) >= least && strings.HasSuffix(w, with)
}

// undouble turns stopp, of stopped, into stop.
func undouble(w string) string {
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("lsz", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}
