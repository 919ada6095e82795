package search

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// build makes an index of documents, with the given number of goroutines.
func build(t testing.TB, docs []Document, workers int) []File {
	t.Helper()
	byURL := map[string]Document{}
	for _, d := range docs {
		byURL[d.URL] = d
	}
	b := New(func(url string) (Document, error) { return byURL[url], nil })
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(docs); i += workers {
				if err := b.Add(docs[i]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if len(docs) < 100 {
		b.limit = 60 // so that few documents have many shards
	}
	files, err := b.Files(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// anyWord draws words as texts have them.
func anyWord() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`[a-e]{1,5}(s|ies|ing|ed|y|e)?`),
		rapid.SampledFrom([]string{
			"IS-2022-05", "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B", "vat.sol", "MCD_VAT", "1,000,000", "João",
			"DssFlash", "don't", "emergency", "policies", "stopped", "eip155:1", "Łódź", "Οδός", "日本語", "2022-05-17", "v1.2.3",
		}),
		rapid.StringMatching(`[\pL\pN'_.-]{1,9}`),
	)
}

func anyDocument(n int) *rapid.Generator[Document] {
	return rapid.Custom(func(t *rapid.T) Document {
		text := func(label string, most int) string {
			return strings.Join(rapid.SliceOfN(anyWord(), 0, most).Draw(t, label), " ")
		}
		d := Document{
			URL: fmt.Sprintf("/%d/", n), Title: text("title", 6), Label: text("label", 1), Summary: text("summary", 8),
			Type: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "type"), Text: text("text", 300),
			Fields: rapid.SliceOfN(anyWord(), 0, 5).Draw(t, "fields"),
		}
		d.TypeTitle = strings.ToUpper(d.Type)
		if at := strings.IndexByte(d.Text, ' '); at > 0 {
			d.Headings = []Heading{{Text: "", ID: "h", Offset: at + 1}}
		}
		return d
	})
}

func anySite(t *rapid.T) []Document {
	var docs []Document
	for i := range rapid.IntRange(1, 40).Draw(t, "documents") {
		docs = append(docs, anyDocument(i).Draw(t, "document"))
	}
	return docs
}

// Every word of a document finds it, and so does every beginning of three or
// more letters.
func TestEveryWordFinds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		docs := anySite(rt)
		r := open(t, build(t, docs, 2))
		d := docs[rapid.IntRange(0, len(docs)-1).Draw(rt, "which")]
		place := -1
		for i := range docs {
			if r.card(i).URL == d.URL {
				place = i
			}
		}
		everything := strings.Fields(strings.Join(append(d.Fields, d.Title, d.Label, d.Summary, d.Text), " "))
		if len(everything) == 0 {
			return
		}
		word := rapid.SampledFrom(everything).Draw(rt, "word")
		runes := []rune(word)
		for n := min(3, len(runes)); n <= len(runes); n++ {
			query := string(runes[:n])
			if len(queryWords(query)) == 0 {
				continue
			}
			if !finds(r, query, place) {
				rt.Fatalf("%q does not find the document with %q", query, word)
			}
		}
	})
}

func finds(r *reader, query string, doc int) bool {
	for _, w := range wanted(query) {
		if _, ok := r.lookup(w)[doc]; !ok {
			return false
		}
	}
	return true
}

// The same documents give the same bytes, whatever the order they come in and
// however many goroutines bring them.
func TestSameBytes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		docs := anySite(rt)
		want := build(t, docs, 1)
		shuffled := rapid.Permutation(docs).Draw(rt, "order")
		got := build(t, shuffled, 3)
		if len(got) != len(want) {
			rt.Fatalf("%d files, then %d", len(want), len(got))
		}
		for i := range want {
			a, _ := want[i].Bytes()
			b, _ := got[i].Bytes()
			if want[i].Path != got[i].Path || !bytes.Equal(a, b) {
				rt.Fatalf("%s differs", want[i].Path)
			}
		}
	})
}

// vocabulary has words as a language has them: few of them stand everywhere.
func vocabulary(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]string, n)
	for i := range out {
		b := make([]byte, 3+r.IntN(8))
		for k := range b {
			b[k] = "etaoinshrdlucmfw"[min(r.IntN(16), r.IntN(16))]
		}
		out[i] = string(b)
	}
	return out
}

// large makes documents of about 140 words.
func large(n int) []Document {
	words, r := vocabulary(30000), rand.New(rand.NewPCG(3, 4))
	sentence := func(n int) string {
		s := make([]string, n)
		for i := range s {
			at := int(float64(len(words)) * pow4(r.Float64()))
			s[i] = words[at]
		}
		return strings.Join(s, " ")
	}
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = Document{
			URL: fmt.Sprintf("/%06d/", i), Title: sentence(5), Label: fmt.Sprintf("X-%06d", i), Type: string(rune('a' + i%9)),
			Summary: sentence(12), Text: sentence(120), Facets: map[string]string{"Severity": words[i%5]},
		}
	}
	return docs
}

func pow4(f float64) float64 { return f * f * f * f }

// With 10,000 documents no query of five words costs more than 30 kB, and no
// shard is over its limit.
func TestBudget(t *testing.T) {
	if testing.Short() {
		t.Skip("ten thousand documents")
	}
	const n = 10000
	docs := large(n)
	files := build(t, docs, 4)
	for _, f := range files {
		if f.Path != Root && f.Path[0] == 'd' {
			continue
		}
		b, err := f.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if f.Path != Root && len(b) > ShardLimit {
			t.Errorf("%s has %d bytes", f.Path, len(b))
		}
	}
	worst, r := 0, rand.New(rand.NewPCG(5, 6))
	for range 300 {
		d := docs[r.IntN(len(docs))]
		words := strings.Fields(d.Title + " " + d.Summary)
		r.Shuffle(len(words), func(i, k int) { words[i], words[k] = words[k], words[i] })
		query := strings.Join(words[:1+r.IntN(5)], " ")
		reader := open(t, files)
		if len(reader.first(query, 8)) == 0 {
			t.Fatalf("%q finds nothing", query)
		}
		worst = max(worst, reader.cost())
	}
	t.Logf("%d documents, %d files, the dearest query %d bytes, root %d", n, len(files), worst, len(open(t, files).fetch(Root)))
	if worst > 30000 {
		t.Errorf("a query costs %d bytes", worst)
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"IS-2022-05", "don't stop_it.now, 1,000", "DssFlash's", "ǅabc İstanbul ʼn", "a\xffb", "x" + strings.Repeat("é", 60)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		terms := map[string]bool{}
		eachTerm(text, new(compound), func(b []byte) {
			if len(b) == 0 || len(b) > maxWord || !isTerm(string(b)) {
				t.Fatalf("term %q", b)
			}
			terms[string(b)] = true
		})
		for _, w := range queryWords(text) {
			if !terms[w] {
				t.Errorf("the word %q is no term of %q", w, text)
			}
			if s := stem(w); !strings.HasPrefix(w, s) || s == "" {
				t.Errorf("%q becomes %q", w, s)
			}
		}
	})
}

func isTerm(s string) bool {
	for _, r := range s {
		if !isWord(r) {
			return false
		}
	}
	return true
}
