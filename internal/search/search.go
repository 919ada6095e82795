// Package search makes a static search index: files that a script in the
// reader's browser, static/search.js, fetches a few of for each query.
//
// A query costs the root, a directory and a shard for each word and for the
// words as a phrase, and a card for each result that is shown. With up to 10,000
// documents a shard has at most ShardLimit bytes and a card about CardLimit, so
// that a query of five words with eight results stays below 30 kB. The bytes
// depend on nothing but the documents: not on the order in which they were
// added, nor on the number of goroutines that did.
//
// # Words
//
// A word is a run of letters and digits, in lower case, without accents and
// apostrophes, cut to 64 bytes. Words joined by one of - _ . or a comma are a
// compound: each of them is a term, and where the compound has a digit also
// each of its endings as one word: IS-2022-05 is found as is202205, 202205 and
// 05. A word with capitals inside is found by its parts too.
//
// In a query a compound with a digit is one word and every other several. Each
// word loses its ending (see stem), which only ever shortens it, and finds all
// terms that begin with what is left. Those that have the same stem count for
// more. Words such as "the" are left out beside others.
//
// # Weights
//
// Each term of a document has a level from 1 to 12, made from where it stands:
// a whole title, label or id; a word of these; one of a heading or tag, of a field
// or the summary, or of the text, weighed together as BM25 does against the document's
// length. Weights lists what a level is worth. A term of the same stem as the
// word of the query counts three levels higher. The worth is multiplied with
// the number of bits of documents/matches. A title, label or id is also a term
// as a whole, its words with one space between: the phrase. A query of several
// words that is the beginning of a phrase gets a bonus. All is done in
// integers.
//
// What a document covers is the sum of the bits of the words that it has. Those
// that cover the most are found; where a query has three or more words also
// those that cover seven tenths of it. The score counts by the square of the
// share that is covered. So a query of one or two words wants all of them, and
// a question may have one that the page does not.
//
// # Files
//
// root.json: {"version": 1, "docs": n, "types": [[type, title, n, facets]],
// "weights": list, "stop": words, "words": how many of a query are looked up,
// "t": bounds, "p": bounds}. Documents are numbered from 0 in order of type, so
// that each type holds the n after those of the types before it. The facets are
// an object of lists of values.
//
// Bounds say where shards begin, separated by commas: a base-36 digit tells how
// many letters are those of the bound before, the others follow. Those in the
// root are of every DirectorySize-th shard of t/ and p/. The others stand in
// directories: t/<k>.txt has the bounds from shard k×DirectorySize on, and that
// of the shard after its last, where there is one.
//
// t/<i>.bin holds the terms from bound i to the next, in order of their UTF-8
// bytes. An entry is
//
//	byte    how many bytes the term shares with the one before
//	byte    how many follow, then these
//	varint  how many bytes the postings have, then these
//
// The postings are groups, each a byte, level + 16×form, and then by form
//
//	0  list:   varint n, then n times varint (gap to the document before) - 1
//	1  parts:  varint n, then n times varint 2×(gap - 1) + p; where p is 1 a
//	           byte follows that says which part of the document has the term
//	2  bitmap: varint first document, varint bytes, then these, low bit first
//
// Where the postings of a term are many, parts and then levels are given up.
//
// p/<i>.bin has the same form. Its terms are the prefixes whose terms lie in
// several shards: the true prefixes of the bounds of t/. postings join those
// of all these terms, three levels higher for a term of the same stem. So every
// word costs one shard. A facet is the term "=name=value", always in t/.
//
// d/<doc>.json is a card: {"u": url, "t": title, "l": label, "x": part}, and
// d/<doc>.<k>.json the k-th part of a document that has several. A part is a
// list of [id, heading, text], where id is the place in the page, "" for its
// beginning.
package search

import (
	"errors"
	"sync"
)

// Document is one thing that can be found.
type Document struct {
	URL     string // unique; a result leads there
	Title   string
	Label   string
	Names   []string // what else it is asked for by, its id for one
	Tags    []string // words that it is filed under
	Type    string   // results are grouped by type
	Summary string

	// TypeTitle is what readers call the type, in the plural. The same for all
	// documents of the type.
	TypeTitle string

	Facets   map[string]string // what results can be filtered by: name and value in words
	Headings []Heading         // of the text, in order
	Fields   []string          // what the record says besides its text, shown as it is
	Text     string            // plain
}

// Heading is a heading of a document's text.
type Heading struct {
	Text, ID string
	Offset   int // where its section begins in the text, with its own words
}

// The limits, in bytes where nothing else is said.
const (
	ShardLimit = 2048
	CardLimit  = 1200

	DirectorySize = 64 // shards

	entryLimit = 1400 // the postings of a term
	partLimit  = 900  // the text of a part
	maxDocs    = 1 << 20
	maxPart    = 1<<8 - 1
	maxWords   = 6 // of a query
)

// Builder collects documents. Add may be called by several goroutines; it keeps
// the postings of a document but not its text.
type Builder struct {
	again func(url string) (Document, error)
	limit int // of a shard; tests have smaller ones

	mu     sync.Mutex
	docs   []entry
	byTerm map[string]int32
	terms  []term
	opened opened
}

// entry is what the builder keeps of a document.
type entry struct {
	url, typ, title string
	parts           int
	facets          map[string]string
}

// term is a term with its postings, which name documents in the order of
// arrival until the index is finished.
type term struct {
	text     string
	postings []posting
}

// New returns a builder that asks again for a document when its card is made,
// so that no text has to be held in memory.
func New(again func(url string) (Document, error)) *Builder {
	return &Builder{again: again, limit: ShardLimit, byTerm: map[string]int32{}}
}

var errTooMany = errors.New("search: more documents than an index can hold")

// Add takes a document into the index.
func (b *Builder) Add(d Document) error {
	dg := digestPool.Get().(*digest)
	defer digestPool.Put(dg)
	dg.read(d)
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.docs) >= maxDocs {
		return errTooMany
	}
	n := uint32(len(b.docs))
	b.docs = append(b.docs, entry{d.URL, d.Type, d.TypeTitle, dg.parts, d.Facets})
	for _, h := range dg.found {
		b.post(h.term, newPosting(n, h.level(dg.length), h.part))
	}
	for name, value := range d.Facets {
		b.post(facetTerm(name, value), newPosting(n, 1, 0))
	}
	return nil
}

func (b *Builder) post(text string, p posting) {
	i, ok := b.byTerm[text]
	if !ok {
		i = int32(len(b.terms))
		b.byTerm[text] = i
		b.terms = append(b.terms, term{text: text})
	}
	b.terms[i].postings = append(b.terms[i].postings, p)
}

// facetTerm is the term of a facet's value. No word has its first character.
func facetTerm(name, value string) string { return clip("="+name+"="+value, 2*maxWord) }
