package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/internal/content"
	"candor/internal/schema"
)

// phrase is something that a record is called.
type phrase struct {
	text   string
	offset int // of the token that it is found by
	key    content.Key
}

// phrases finds any of many phrases in a text, in one pass that does not
// depend on how many there are. Capitals do not count, and a line break is a
// space.
type phrases struct {
	byToken map[string][]phrase
	likely  [1 << 10]uint64 // a bit for each fingerprint of a token
}

// longest is how long a token may be to be looked up.
const longest = 64

func (ps *phrases) add(text string, key content.Key) {
	start, end := keyToken(text)
	if start == end || end-start > longest {
		return
	}
	if ps.byToken == nil {
		ps.byToken = map[string][]phrase{}
	}
	token := strings.ToLower(text[start:end])
	ps.byToken[token] = append(ps.byToken[token], phrase{text, start, key})
	f := fingerprint(token)
	ps.likely[f/64] |= 1 << (f % 64)
}

// keyToken returns the range of the token by which a phrase is found: the
// first with a digit, else the longest.
func keyToken(s string) (start, end int) {
	for at := 0; ; {
		from, to := nextToken(s, at)
		if from == to {
			return start, end
		}
		if strings.ContainsAny(s[from:to], "0123456789") {
			return from, to
		}
		if to-from > end-start {
			start, end = from, to
		}
		at = to
	}
}

// inToken holds the bytes of words, labels and ids. A dot is none of them: it
// ends sentences too.
var inToken = func() (t [256]bool) {
	for c := range t {
		t[c] = c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf
	}
	return t
}()

// nextToken returns the first token at or behind an offset, without the
// hyphens and underscores at its ends; from equals to where there is none.
func nextToken[T string | []byte](s T, at int) (from, to int) {
	for at < len(s) {
		for at < len(s) && (!inToken[s[at]] || s[at] == '-' || s[at] == '_') {
			at++
		}
		from = at
		for at < len(s) && inToken[s[at]] {
			at++
		}
		to = at
		for to > from && (s[to-1] == '-' || s[to-1] == '_') {
			to--
		}
		if to > from {
			return from, to
		}
	}
	return len(s), len(s)
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// fingerprint says in 16 bits what a token looks like.
func fingerprint[T string | []byte](token T) uint {
	n := len(token)
	f := uint(lower(token[0])) | uint(lower(token[n-1]))<<8
	return (f*31 + uint(lower(token[n/2]))*257 + uint(n)*8191) & 0xffff
}

// find calls yield for every phrase in the text, with its range there.
func (ps *phrases) find(text []byte, yield func(start, end int, p phrase)) {
	if len(ps.byToken) == 0 {
		return
	}
	var folded [longest]byte
	for at := 0; ; {
		from, to := nextToken(text, at)
		if from == to {
			return
		}
		at = to
		f := fingerprint(text[from:to])
		if to-from > longest || ps.likely[f/64]&(1<<(f%64)) == 0 {
			continue
		}
		for i, c := range text[from:to] {
			folded[i] = lower(c)
		}
		for _, p := range ps.byToken[string(folded[:to-from])] {
			if start, end, ok := p.around(text, from); ok {
				yield(start, end, p)
			}
		}
	}
}

// around returns the range of the phrase in a text in which its token stands
// at an offset, and whether all of it is there.
func (p phrase) around(text []byte, token int) (start, end int, ok bool) {
	start = token
	for i := p.offset - 1; i >= 0; i-- {
		if start == 0 || !alike(p.text[i], text[start-1]) {
			return 0, 0, false
		}
		start--
		for p.text[i] == ' ' && start > 0 && space(text[start-1]) {
			start--
		}
	}
	end = token
	for i := p.offset; i < len(p.text); i++ {
		if end == len(text) || !alike(p.text[i], text[end]) {
			return 0, 0, false
		}
		end++
		for p.text[i] == ' ' && end < len(text) && space(text[end]) {
			end++
		}
	}
	return start, end, !adjoins(text, start-1, -1) && !adjoins(text, end, 1)
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

func alike(a, b byte) bool { return lower(a) == lower(b) || a == ' ' && space(b) }

// adjoins says that a word goes on from an offset in a direction, 1 or -1.
// Hyphens and underscores at its end are dashes and emphasis.
func adjoins(text []byte, at, direction int) bool {
	for at >= 0 && at < len(text) && (text[at] == '-' || text[at] == '_') {
		at += direction
	}
	return at >= 0 && at < len(text) && inToken[text[at]]
}

// index collects what records are called.
func (w *World) index() {
	seen := map[string]bool{} // what records that are seen are called
	var hidden []*content.Record
	labels := map[string][]content.Key{}
	for _, t := range w.Records.Types().Types() {
		for _, r := range w.Records.All(t.Name) {
			if w.Plan.View.Hidden(r.Key) {
				hidden = append(hidden, r)
				continue
			}
			for _, name := range append([]string{r.Title(), r.Label(), r.ID}, r.MeantTexts(schema.Tags)...) {
				seen[strings.ToLower(name)] = true
			}
			if label := r.MeantText(schema.Label); telling(label) && w.Plan.URL(r.Key) != "" {
				labels[label] = append(labels[label], r.Key)
			}
		}
	}
	for label, keys := range labels {
		if len(keys) == 1 {
			w.public.add(label, keys[0])
		}
	}
	for _, r := range hidden {
		w.hide(r, seen)
	}
}

// hide adds what gives a hidden record away: its label, its place, an id that is
// no common word, and a title of so many words that nobody writes it by chance.
// What something else is called as well gives nothing away.
func (w *World) hide(r *content.Record, seen map[string]bool) {
	w.hideName(r.Key.String(), r.Key)
	label, title := r.MeantText(schema.Label), strings.Join(strings.Fields(r.Title()), " ")
	if telling(label) && !seen[strings.ToLower(label)] {
		w.hideName(label, r.Key)
	}
	if r.ID != label && distinctive(r.ID) && !seen[strings.ToLower(r.ID)] {
		if w.hiddenIDs == nil {
			w.hiddenIDs = map[content.Key]bool{}
		}
		w.hiddenIDs[r.Key] = true
		w.hideName(r.ID, r.Key)
	}
	if title != label && strings.Count(title, " ") >= 3 && !seen[strings.ToLower(r.Title())] {
		w.hideName(title, r.Key)
	}
}

// hideName adds a name as it is written, and as it reads.
func (w *World) hideName(name string, key content.Key) {
	w.hidden.add(name, key)
	r := read([]byte(name), '-')
	w.hiddenRead.add(string(r.text), key)
}

// telling says that a label is no common word: it has a digit and at least
// four characters.
func telling(label string) bool {
	return utf8.RuneCountInString(label) >= 4 && strings.ContainsAny(label, "0123456789")
}

// distinctive reports whether nobody writes an id by chance: it has letters, a
// digit, at least eight characters and a hyphen or underscore; or, without a digit,
// at least three words, none of which joins others as in "proof-of-concept".
func distinctive(id string) bool {
	words := strings.FieldsFunc(strings.ToLower(id), func(r rune) bool { return r == '-' || r == '_' })
	if len(words) < 2 || !strings.ContainsFunc(id, unicode.IsLetter) {
		return false
	}
	if strings.ContainsAny(id, "0123456789") {
		return utf8.RuneCountInString(id) >= 8
	}
	joins := func(w string) bool { return joiners[w] }
	return len(words) >= 3 && utf8.RuneCountInString(id) >= 12 && !slices.ContainsFunc(words, joins)
}

// joiners holds the words in the middle of compounds that are common.
var joiners = map[string]bool{
	"a": true, "an": true, "and": true, "as": true, "at": true, "by": true, "for": true, "from": true, "in": true,
	"of": true, "on": true, "or": true, "the": true, "to": true, "up": true, "with": true,
}

// findHidden calls yield for everything that a hidden record is called, with its
// range in the text: as it is written, and as readers see it. A name that is found
// both ways is yielded twice.
func (w *World) findHidden(text []byte, yield func(start, end int, key content.Key)) {
	if len(w.hidden.byToken) == 0 {
		return
	}
	found := func(start, end int, p phrase) {
		if !w.inAddress(text, start, end, p.key) {
			yield(start, end, p.key)
		}
	}
	w.hidden.find(text, found)
	for _, r := range readings(text) {
		w.hiddenRead.find(r.text, func(start, end int, p phrase) {
			from, to := r.source(start, end)
			found(from, to, p)
		})
	}
}

// inAddress reports whether what was found is an id alone, as a part of a path:
// there others gave the name, to a repository for instance.
func (w *World) inAddress(text []byte, start, end int, key content.Key) bool {
	return w.hiddenIDs[key] && start > 0 && text[start-1] == '/' && strings.EqualFold(string(text[start:end]), key.ID)
}

// Named is a place in a text that names a record which the public does not see.
type Named struct {
	Key        content.Key
	Start, End int
}

// Hidden returns the first place in a text for each record that it names and that
// the public does not see.
func (w *World) Hidden(text []byte) []Named {
	w.once.Do(w.prepare)
	var out []Named
	var told map[content.Key]bool
	w.findHidden(text, func(start, end int, key content.Key) {
		if told == nil {
			told = map[content.Key]bool{}
		}
		if !told[key] {
			told[key] = true
			out = append(out, Named{key, start, end})
		}
	})
	return out
}
