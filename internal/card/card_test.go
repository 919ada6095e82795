package card

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"sync"
	"testing"
)

// whole is a card on which everything stands.
func whole() Card {
	return Card{
		Kicker: "Finding · IS-2022-05", Title: "A flash loan could vote with borrowed tokens in the same transaction",
		Else: "IS-2022-05", Facts: []Fact{{"Severity", "Critical", true}, {"Disclosed", "16 May 2022", false}},
		Site: "The harbour: a record", Host: "harbour.example",
	}
}

func draw(t testing.TB, c Card) ([]byte, *image.Paletted) {
	t.Helper()
	b, err := PNG(c)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%+v: %v", c, err)
	}
	p, ok := img.(*image.Paletted)
	if !ok || p.Bounds() != image.Rect(0, 0, Width, Height) {
		t.Fatalf("it is a %T of %v", img, img.Bounds())
	}
	return b, p
}

// dots counts the pixels of a part that are not paper.
func dots(p *image.Paletted, x0, y0, x1, y1 int) int {
	n := 0
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			if p.ColorIndexAt(x, y) != paper {
				n++
			}
		}
	}
	return n
}

// The parts of a card, from the left to the right edge.
func kicker(p *image.Paletted) int { return dots(p, 0, 90, Width, titleY-8) }
func title(p *image.Paletted) int  { return dots(p, 0, titleY, Width, factY-44) }
func facts(p *image.Paletted) int  { return dots(p, 0, factY-24, Width, footTop-4) }
func foot(p *image.Paletted) int   { return dots(p, 0, footTop+4, Width, Height) }

// Everything that a card says is on it, and what is empty leaves paper.
func TestParts(t *testing.T) {
	_, p := draw(t, whole())
	_, none := draw(t, Card{})
	for name, of := range map[string]func(*image.Paletted) int{"kicker": kicker, "title": title, "facts": facts} {
		if of(p) == 0 || of(none) != 0 {
			t.Errorf("the %s has %d dots, on an empty card %d", name, of(p), of(none))
		}
	}
	if foot(p) <= foot(none) {
		t.Error("the site has no name at the foot")
	}
}

// A mark is drawn in the accent, which no letter is.
func TestMark(t *testing.T) {
	c := whole()
	_, marked := draw(t, c)
	c.Facts[0].Mark = false
	_, plain := draw(t, c)
	count := func(p *image.Paletted) (n int) {
		for y := factY - 24; y < footTop-4; y++ {
			for x := range Width {
				if p.ColorIndexAt(x, y) > inkFull {
					n++
				}
			}
		}
		return n
	}
	if count(marked) == 0 || count(plain) != 0 {
		t.Errorf("%d dots in the accent, without a mark %d", count(marked), count(plain))
	}
}

// Whatever is written, it stays within the edges and its own part.
func TestEdges(t *testing.T) {
	long := strings.Repeat("Reentrancy in the vault of collateral ", 20)
	for name, text := range map[string]string{
		"long": long, "one word": strings.Repeat("0xA", 120), "wide": strings.Repeat("W", 400), "hyphens": strings.Repeat("cross-chain/", 40),
	} {
		c := Card{Kicker: text, Title: text, Lead: text, Site: text, Host: text}
		for range 6 {
			c.Facts = append(c.Facts, Fact{text, text, true})
		}
		_, p := draw(t, c)
		if n := dots(p, 0, 0, edge-6, Height) + dots(p, Width-edge+2, 0, Width, Height); n > 0 {
			t.Errorf("%s: %d dots beyond the edges", name, n)
		}
		if n := dots(p, 0, factY-44+16, Width, factY-24); n > 0 {
			t.Errorf("%s: %d dots between title and facts", name, n)
		}
		if title(p) == 0 {
			t.Errorf("%s: there is no title", name)
		}
	}
}

// A title that does not fit is another card than its own beginning: it ends in
// an ellipsis.
func TestEllipsis(t *testing.T) {
	p, err := ready()
	if err != nil {
		t.Fatal(err)
	}
	text, _ := p.serif.set(strings.Repeat("A word or two, ", 30))
	lines := p.serif.cutLines(text, 47, inner, 3)
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	last := lines[2]
	if n := len(last); last[n-1].r != '…' || last[n-2].r == ',' || last[n-2].r == ' ' || n < 20 {
		t.Errorf("the last line is %s", spell(last))
	}
	for _, l := range lines {
		if w := p.serif.width(l, 47); w > inner {
			t.Errorf("%s is %d wide", spell(l), w)
		}
	}
}

func spell(line []glyph) string {
	var b strings.Builder
	for _, g := range line {
		b.WriteRune(g.r)
	}
	return b.String()
}

// What is broken into lines is the same text, in lines of about one length.
func TestLines(t *testing.T) {
	p, err := ready()
	if err != nil {
		t.Fatal(err)
	}
	const text = "Flash loan could vote with borrowed MKR in the same transaction"
	glyphs, _ := p.serif.set(text)
	var got []string
	for _, l := range p.serif.lines(glyphs, 70, inner, 3) {
		got = append(got, spell(l))
	}
	if want := "Flash loan could vote|with borrowed MKR|in the same transaction"; strings.Join(got, "|") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
	if p.serif.lines(glyphs, 92, inner, 1) != nil {
		t.Error("two lines fit in one")
	}
}

// A letter that the font lacks is never shown as a box: the line is left out,
// and in the place of a title stands what it is called otherwise.
func TestForeignLetters(t *testing.T) {
	same := func(a, b Card) bool {
		x, _ := draw(t, a)
		y, _ := draw(t, b)
		return bytes.Equal(x, y)
	}
	c := whole()
	for name, text := range map[string]string{
		"Chinese": "港口记录", "Arabic": "سجل الميناء", "Hebrew": "יומן הנמל", "Hindi": "बंदरगाह", "Thai": "ท่าเรือ", "private": "\U000F0000港",
	} {
		foreign, other := c, c
		foreign.Title, foreign.Kicker, other.Title, other.Kicker = text, text, c.Else, ""
		foreign.Facts, other.Facts = []Fact{{text, "a", false}, c.Facts[1], {"a", text, true}}, c.Facts[1:]
		if !same(foreign, other) {
			t.Errorf("%s leaves something on the card", name)
		}
	}
	for text, as := range map[string]string{
		"Harbour 🚢":       "Harbour",
		"  A\n harbour\t": "A harbour",
		"Cafe\u0301":      "Café",
		"A\u200bB":        "AB",
	} {
		a, b := Card{Title: text}, Card{Title: as}
		if !same(a, b) {
			t.Errorf("%q is not set as %q", text, as)
		}
	}
	for _, text := range []string{"Größe", "Łódź", "Πειραιάς", "Владивосток", "10 000 € ≥ 5 × 2 → “yes” – 50 %…"} {
		p, err := ready()
		if err != nil {
			t.Fatal(err)
		}
		if !p.serif.can(text) || !p.sans.can(text) {
			t.Errorf("%s cannot be set", text)
		}
	}
}

// The same text gives the same bytes, whoever draws beside it.
func TestSameBytes(t *testing.T) {
	want, _ := draw(t, whole())
	var wait sync.WaitGroup
	for n := range 8 {
		wait.Go(func() {
			other := whole()
			other.Title = fmt.Sprint("Another ", n, " title")
			for range 4 {
				if b, err := PNG(other); err != nil || bytes.Equal(b, want) {
					t.Error("two titles, one card")
				}
				if b, err := PNG(whole()); err != nil || !bytes.Equal(b, want) {
					t.Error("it is another card")
				}
			}
		})
	}
	wait.Wait()
}

// Any text makes a card that can be read.
func FuzzCard(f *testing.F) {
	f.Add("Finding", "A title", "a lead", "Severity", "Critical")
	f.Add("", "港", "-/-", "\xff", "🚢")
	f.Fuzz(func(t *testing.T, kicker, title, lead, name, value string) {
		c := Card{kicker, title, name, lead, []Fact{{name, value, true}, {value, name, false}}, value, title}
		_, p := draw(t, c)
		if n := dots(p, 0, 0, edge-12, Height) + dots(p, Width-edge+12, 0, Width, Height); n > 0 {
			t.Errorf("%d dots beyond the edges", n)
		}
	})
}

func BenchmarkCard(b *testing.B) {
	list := []Card{whole(), whole(), whole()}
	list[1].Title, list[1].Facts = "Oracle failure", nil
	list[1].Lead = "What to do when a price feed stops, or says what is not so."
	list[2].Title = strings.Repeat("A long title of a document that was amended ", 3)
	b.ReportAllocs()
	size, n := 0, 0
	for b.Loop() {
		out, err := PNG(list[n%len(list)])
		if err != nil {
			b.Fatal(err)
		}
		size += len(out)
		n++
	}
	b.ReportMetric(float64(size)/float64(n), "B/card")
}
