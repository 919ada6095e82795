package search

import (
	"strings"
	"sync"
)

// digest is what the index takes from a document: each term once, with the
// places where it stands. It is reused: a term is a string of its own only the
// first time a digest meets it.
type digest struct {
	known  map[string]int32 // into found, where the round is this one
	found  []hit
	parts  int
	length int // of the text, in words
	c      compound
}

// hit is a term of a document.
type hit struct {
	term  string
	place uint32 // worth of title and names
	times uint32 // in the text, other places counting as several
	where uint8  // which places have been counted
	part  uint8  // the first that has it
	shown bool   // a part has it
}

var digestPool = sync.Pool{New: func() any { return &digest{known: map[string]int32{}} }}

// Places, each counted once for a term.
const (
	inWhole = 1 << iota
	inTitle
	inHeading
	inField
)

// What the places are worth; Weights has the same unit. Headings and fields are
// worth as much as the word so many times in the text.
const (
	worthWhole   = 110
	worthName    = 30
	worthText    = 24 // at most
	timesHeading = 4
	timesField   = 2
)

// read fills the digest.
func (d *digest) read(doc Document) {
	clear(d.known)
	d.found, d.parts, d.length = d.found[:0], 0, 0
	d.whole(doc.Title)
	d.terms(doc.Title, inTitle, titleWorth(doc.Title))
	for _, name := range append([]string{doc.Label}, doc.Names...) {
		d.whole(name)
		d.terms(name, inTitle, worthName)
	}
	for _, tag := range doc.Tags {
		eachTerm(tag, &d.c, func(t []byte) { d.at(t).repeat(inHeading, timesHeading) })
	}
	for i, p := range split(doc) {
		d.parts++
		for _, s := range p {
			d.section(s, uint8(min(i, maxPart)))
		}
	}
}

// titleWorth is less for each word of a long title.
func titleWorth(title string) uint32 {
	switch n := len(strings.Fields(title)); {
	case n <= 1:
		return 60
	case n == 2:
		return 50
	case n <= 4:
		return 40
	case n <= 8:
		return 30
	}
	return 24
}

func (d *digest) whole(text string) {
	if p := phrase(text); p != "" {
		d.at([]byte(p)).count(inWhole, worthWhole)
	}
}

func (d *digest) terms(text string, where uint8, worth uint32) {
	eachTerm(text, &d.c, func(t []byte) { d.at(t).count(where, worth) })
}

// section reads a section of a part. A field counts as one, the text by how
// often it has a word.
func (d *digest) section(s section, part uint8) {
	if s.opens {
		eachTerm(s.heading, &d.c, func(t []byte) {
			h := d.at(t)
			h.repeat(inHeading, timesHeading)
			h.show(part)
		})
	}
	eachTerm(s.text, &d.c, func(t []byte) {
		h := d.at(t)
		h.show(part)
		d.length++
		if s.field {
			h.repeat(inField, timesField)
			return
		}
		h.times++
	})
}

func (d *digest) at(t []byte) *hit {
	i, ok := d.known[string(t)]
	if !ok {
		i = int32(len(d.found))
		s := string(t)
		d.known[s] = i
		d.found = append(d.found, hit{term: s})
	}
	return &d.found[i]
}

func (h *hit) count(where uint8, worth uint32) {
	if h.where&where == 0 {
		h.where |= where
		h.place += worth
	}
}

func (h *hit) repeat(where uint8, times uint32) {
	if h.where&where == 0 {
		h.where |= where
		h.times += times
	}
}

func (h *hit) show(part uint8) {
	if !h.shown {
		h.shown, h.part = true, part
	}
}

// level weighs all places of a term, those in the text as BM25 does with
// k1 = 1.2 and b = 0.75 against a document of 300 words.
func (h *hit) level(length int) uint8 {
	worth := h.place
	if h.times > 0 {
		long := uint32(25 + 75*min(length, 3000)/300)
		n := 100 * min(h.times, 1000)
		worth += max(1, worthText*n/(n+120*long/100))
	}
	l := uint8(1)
	for l < topLevel && Weights[l+1] <= int(worth) {
		l++
	}
	return l
}

// Weights is what each level is worth. Those above topLevel are reached by
// terms of the same stem.
var Weights = [16]int{0, 2, 3, 4, 6, 9, 14, 20, 30, 45, 68, 100, 150, 230, 340, 510}

const (
	topLevel = 12
	sameStem = 3
)
