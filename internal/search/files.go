package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// File is a file of the index. Its bytes are made when they are asked for.
type File struct {
	Path  string // below the folder of the index
	Bytes func() ([]byte, error)
}

// opened is the document whose files were asked for last. Whoever opens all
// files opens those of a document one after the other, and each would take the
// whole of it.
type opened struct {
	doc   int
	cards func() ([][]byte, error)
}

// cardsOf returns what makes the files of a document.
func (b *Builder) cardsOf(doc int) func() ([][]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.opened.cards == nil || b.opened.doc != doc {
		b.opened = opened{doc, sync.OnceValues(func() ([][]byte, error) {
			d, err := b.again(b.docs[doc].url)
			if err != nil {
				return nil, err
			}
			return cards(d)
		})}
	}
	return b.opened.cards
}

// card returns the file of a part of a document.
func (b *Builder) card(doc, part int) ([]byte, error) {
	cards, err := b.cardsOf(doc)()
	if err == nil && part >= len(cards) {
		err = errChanged
	}
	if err != nil {
		return nil, err
	}
	return cards[part], nil
}

// Root is the path of the file that is read first.
const Root = "root.json"

var errChanged = errors.New("search: a document is no longer what it was when it was added")

// Files finishes the index and returns its files. The builder is used up. The
// error may be that of the context.
func (b *Builder) Files(ctx context.Context) ([]File, error) {
	if err := b.renumber(ctx); err != nil {
		return nil, err
	}
	terms, err := b.pack(ctx)
	if err != nil {
		return nil, err
	}
	prefixes, err := b.packPrefixes(ctx, terms.bounds)
	if err != nil {
		return nil, err
	}
	root, err := b.root(terms, prefixes)
	if err != nil {
		return nil, err
	}
	b.terms = nil
	for i := range b.docs {
		b.docs[i].facets = nil
	}
	return slices.Concat([]File{fixed(Root, root)}, terms.list("t/"), prefixes.list("p/"), b.cards()), nil
}

// list returns the shards and their directories.
func (s *shards) list(folder string) []File {
	var out []File
	for i, bytes := range s.files {
		if i%DirectorySize == 0 {
			end := min(i+DirectorySize+1, len(s.bounds))
			out = append(out, fixed(folder+strconv.Itoa(i/DirectorySize)+".txt", []byte(boundText(s.bounds[i:end]))))
		}
		out = append(out, fixed(folder+strconv.Itoa(i)+".bin", bytes))
	}
	return out
}

func fixed(path string, bytes []byte) File {
	return File{path, func() ([]byte, error) { return bytes, nil }}
}

// renumber puts documents, terms and postings in the order of the index, which
// does not depend on the order of arrival.
func (b *Builder) renumber(ctx context.Context) error {
	b.byTerm = nil
	order := make([]int, len(b.docs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int {
		return cmp.Or(strings.Compare(b.docs[x].typ, b.docs[y].typ), strings.Compare(b.docs[x].url, b.docs[y].url))
	})
	place, docs := make([]uint32, len(order)), make([]entry, len(order))
	for i, at := range order {
		place[at], docs[i] = uint32(i), b.docs[at]
		if i > 0 && docs[i].typ == docs[i-1].typ && docs[i].url == docs[i-1].url {
			return fmt.Errorf("search: two documents at %s", docs[i].url)
		}
	}
	b.docs = docs
	slices.SortFunc(b.terms, func(x, y term) int { return strings.Compare(x.text, y.text) })
	for _, t := range b.terms {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i, p := range t.postings {
			t.postings[i] = newPosting(place[p.doc()], p.level(), p.part())
		}
		slices.Sort(t.postings)
	}
	return nil
}

func (b *Builder) pack(ctx context.Context) (*shards, error) {
	s, k := &shards{limit: b.limit}, new(packer)
	for _, t := range b.terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s.add(t.text, k.pack(t.postings, entryLimit))
	}
	s.close()
	return s, nil
}

// packPrefixes joins the terms of each prefix that one shard does not hold.
func (b *Builder) packPrefixes(ctx context.Context, bounds []string) (*shards, error) {
	s, u := &shards{limit: b.limit}, newUnion(len(b.docs))
	k := new(packer)
	for _, p := range straddlers(bounds) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		at := sort.Search(len(b.terms), func(i int) bool { return b.terms[i].text >= p })
		for ; at < len(b.terms) && strings.HasPrefix(b.terms[at].text, p); at++ {
			raise := uint8(0)
			if stem(b.terms[at].text) == p {
				raise = sameStem
			}
			u.add(b.terms[at].postings, raise)
		}
		s.add(p, k.pack(u.take(), entryLimit))
	}
	s.close()
	return s, nil
}

func (b *Builder) root(terms, prefixes *shards) ([]byte, error) {
	return encode(struct {
		Version  int      `json:"version"`
		Docs     int      `json:"docs"`
		Types    [][4]any `json:"types"`
		Weights  [16]int  `json:"weights"`
		Stop     string   `json:"stop"`
		Words    int      `json:"words"`
		Terms    string   `json:"t"`
		Prefixes string   `json:"p"`
	}{1, len(b.docs), b.types(), Weights, stopWords, maxWords, boundText(terms.roots()), boundText(prefixes.roots())})
}

// types returns name, title, number and facets of each type.
func (b *Builder) types() [][4]any {
	out := [][4]any{}
	for from := 0; from < len(b.docs); {
		to := from
		for to < len(b.docs) && b.docs[to].typ == b.docs[from].typ {
			to++
		}
		out = append(out, [4]any{b.docs[from].typ, b.docs[from].title, to - from, facets(b.docs[from:to])})
		from = to
	}
	return out
}

func facets(docs []entry) map[string][]string {
	sets := map[string]map[string]bool{}
	for _, d := range docs {
		for name, value := range d.facets {
			if sets[name] == nil {
				sets[name] = map[string]bool{}
			}
			sets[name][value] = true
		}
	}
	out := map[string][]string{}
	for name, set := range sets {
		out[name] = slices.Sorted(maps.Keys(set))
	}
	return out
}

func (b *Builder) cards() []File {
	var out []File
	for i, d := range b.docs {
		for k := range d.parts {
			name := "d/" + strconv.Itoa(i)
			if k > 0 {
				name += "." + strconv.Itoa(k)
			}
			out = append(out, File{name + ".json", func() ([]byte, error) { return b.card(i, k) }})
		}
	}
	return out
}
