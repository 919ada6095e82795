package search

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// reader is the script's half of the format once more, so that both can be
// held against each other. It counts what it fetches.
type reader struct {
	t       testing.TB
	files   map[string]File
	root    rootFile
	terms   []string
	prefix  []string
	fetched map[string]int
}

type rootFile struct {
	Version int
	Docs    int
	Types   [][4]json.RawMessage
	T, P    string
}

// result is a document that was found.
type result struct {
	Doc, Score int
	Part       int
	URL        string
}

func open(t testing.TB, files []File) *reader {
	t.Helper()
	r := &reader{t: t, files: map[string]File{}, fetched: map[string]int{}}
	for _, f := range files {
		if _, twice := r.files[f.Path]; twice {
			t.Fatalf("two files %s", f.Path)
		}
		r.files[f.Path] = f
	}
	if err := json.Unmarshal(r.fetch(Root), &r.root); err != nil {
		t.Fatal(err)
	}
	r.terms, r.prefix = readBounds(r.root.T), readBounds(r.root.P)
	return r
}

func (r *reader) fetch(name string) []byte {
	r.t.Helper()
	f, ok := r.files[name]
	if !ok {
		r.t.Fatalf("no file %s", name)
	}
	b, err := f.Bytes()
	if err != nil {
		r.t.Fatal(err)
	}
	r.fetched[name] = len(b)
	return b
}

// cost returns the bytes fetched so far.
func (r *reader) cost() int {
	n := 0
	for _, size := range r.fetched {
		n += size
	}
	return n
}

func readBounds(text string) []string {
	if text == "" {
		return nil
	}
	var out []string
	before := []rune{}
	for _, b := range strings.Split(text, ",") {
		n, err := strconv.ParseInt(b[:1], 36, 32)
		if err != nil {
			panic(err)
		}
		before = append(slices.Clone(before[:n]), []rune(b[1:])...)
		out = append(out, string(before))
	}
	return out
}

// shardOf returns the shard that a term is in.
func shardOf(bounds []string, term string) int {
	return sort.Search(len(bounds), func(i int) bool { return bounds[i] > term }) - 1
}

// shard returns the shard that a term is in, and the bound of the next one.
func (r *reader) shard(folder string, roots []string, term string) (name, next string) {
	dir := shardOf(roots, term)
	if dir < 0 {
		return "", ""
	}
	bounds := readBounds(string(r.fetch(fmt.Sprintf("%s/%d.txt", folder, dir))))
	i := shardOf(bounds, term)
	if i+1 < len(bounds) {
		next = bounds[i+1]
	}
	return fmt.Sprintf("%s/%d.bin", folder, dir*DirectorySize+i), next
}

type found struct{ level, part uint8 }

// eachEntry walks a shard.
func eachEntry(b []byte, do func(term string, postings []byte)) error {
	term := ""
	for len(b) > 0 {
		if len(b) < 3 || int(b[0]) > len(term) || len(b) < 2+int(b[1]) {
			return fmt.Errorf("broken entry after %q", term)
		}
		term = term[:b[0]] + string(b[2:2+b[1]])
		b = b[2+b[1]:]
		n, w := binary.Uvarint(b)
		if w <= 0 || uint64(len(b)-w) < n {
			return fmt.Errorf("broken postings of %q", term)
		}
		do(term, b[w:w+int(n)])
		b = b[w+int(n):]
	}
	return nil
}

// eachPosting walks the postings of a term.
func eachPosting(b []byte, do func(doc int, f found)) {
	uvarint := func() int {
		n, w := binary.Uvarint(b)
		b = b[w:]
		return int(n)
	}
	for len(b) > 0 {
		level, form := b[0]&15, b[0]>>4
		b = b[1:]
		n := uvarint()
		if form == formBitmap {
			size := uvarint()
			for i := range size * 8 {
				if b[i/8]>>(i%8)&1 == 1 {
					do(n+i, found{level, 0})
				}
			}
			b = b[size:]
			continue
		}
		doc := -1
		for range n {
			gap, part := uvarint(), uint8(0)
			if form == formParts {
				if gap&1 == 1 {
					part, b = b[0], b[1:]
				}
				gap >>= 1
			}
			doc += gap + 1
			do(doc, found{level, part})
		}
	}
}

// lookup returns the documents with a term that begins with p.
func (r *reader) lookup(p string) map[int]found {
	out := map[int]found{}
	name, next := r.shard("t", r.terms, p)
	wide := strings.HasPrefix(next, p)
	if wide {
		name, _ = r.shard("p", r.prefix, p)
	}
	if name == "" {
		return out
	}
	err := eachEntry(r.fetch(name), func(term string, postings []byte) {
		if wide && term != p || !strings.HasPrefix(term, p) {
			return
		}
		raise := uint8(0)
		if !wide && stem(term) == p {
			raise = sameStem
		}
		eachPosting(postings, func(doc int, f found) {
			if f.level += raise; f.level > out[doc].level {
				out[doc] = f
			}
		})
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

// search returns what a query finds, the best first.
func (r *reader) search(query string) []result {
	words := wanted(query)
	byDoc := map[int]*result{}
	covered, rarest, total := map[int]int{}, map[int]int{}, 0
	for _, w := range words {
		list := r.lookup(w)
		idf := bits.Len(uint(r.root.Docs / max(1, len(list))))
		total += idf
		for doc, f := range list {
			if byDoc[doc] == nil {
				byDoc[doc] = &result{Doc: doc}
			}
			byDoc[doc].Score += Weights[f.level] * idf
			if covered[doc] += idf; idf > rarest[doc] {
				rarest[doc], byDoc[doc].Part = idf, int(f.part)
			}
		}
	}
	if all := phrase(query); strings.Contains(all, " ") {
		for doc, f := range r.lookup(all) {
			if byDoc[doc] != nil {
				byDoc[doc].Score += phraseBonus(f.level)
			}
		}
	}
	most := 0
	for _, n := range covered {
		most = max(most, n)
	}
	var out []result
	for doc, res := range byDoc {
		if n := covered[doc]; n == most || len(words) > 2 && 10*n >= 7*total {
			res.Score = res.Score * n / total * n / total
			out = append(out, *res)
		}
	}
	slices.SortFunc(out, func(a, b result) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Doc, b.Doc)) })
	return out
}

// phraseBonus is for the beginning of a title, and more for all of it.
func phraseBonus(level uint8) int { return 4 * Weights[level] }

func (r *reader) card(doc int) card {
	var c struct {
		U, T, L string
		X       [][3]string
	}
	if err := json.Unmarshal(r.fetch(fmt.Sprintf("d/%d.json", doc)), &c); err != nil {
		r.t.Fatal(err)
	}
	return card{c.U, c.T, c.L, c.X}
}

// first runs a query as the script does: the results that are shown with their
// cards and parts.
func (r *reader) first(query string, n int) []result {
	out := r.search(query)
	out = out[:min(n, len(out))]
	for i := range out {
		out[i].URL = r.card(out[i].Doc).URL
		if out[i].Part > 0 {
			r.fetch(fmt.Sprintf("d/%d.%d.json", out[i].Doc, out[i].Part))
		}
	}
	return out
}

// wanted returns the words of a query as they are looked up.
func wanted(query string) []string {
	var all, out []string
	for _, w := range queryWords(query) {
		all = append(all, stem(w))
		if !stop[w] {
			out = append(out, stem(w))
		}
	}
	if len(out) == 0 {
		out = all
	}
	seen := map[string]bool{}
	out = slices.DeleteFunc(out, func(w string) bool {
		twice := seen[w]
		seen[w] = true
		return twice
	})
	return out[:min(len(out), maxWords)]
}

var stop = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(stopWords) {
		out[w] = true
	}
	return out
}()
