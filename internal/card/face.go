package card

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// face is a font with all that was found out about it. Several goroutines use
// it at once.
type face struct {
	font *sfnt.Font
	em   int // units of the font in a letter's height

	mu     sync.RWMutex
	sfnt   sfnt.Buffer
	forms  map[rune]form
	kerns  map[[2]sfnt.GlyphIndex]int
	stamps map[stampKey]*stamp
}

// form is a letter of the font; its index is 0 where the font has none.
type form struct {
	index   sfnt.GlyphIndex
	advance int // in units of the font
}

// glyph is a letter in a line: how far it moves those that follow, kerning
// included.
type glyph struct {
	r       rune
	index   sfnt.GlyphIndex
	advance int
}

func newFace(ttf []byte) (*face, error) {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, err
	}
	return &face{
		font: f, em: int(f.UnitsPerEm()),
		forms: map[rune]form{}, kerns: map[[2]sfnt.GlyphIndex]int{}, stamps: map[stampKey]*stamp{},
	}, nil
}

// longest is how many letters of a text are looked at; no card has room for
// more.
const longest = 400

// set turns a text into glyphs. It says no where a letter is missing or would
// have to be shaped.
func (f *face) set(text string) ([]glyph, bool) {
	text = strings.Join(strings.FieldsFunc(norm.NFC.String(text), blank), " ")
	out := make([]glyph, 0, min(len(text), longest))
	for _, r := range text {
		if len(out) == longest {
			break
		}
		m := f.form(r)
		switch {
		case m.index != 0 && unshaped(r):
			if n := len(out); n > 0 {
				out[n-1].advance += f.kern(out[n-1].index, m.index)
			}
			out = append(out, glyph{r, m.index, m.advance})
		case !passedOver(r):
			return nil, false
		}
	}
	return out, true
}

// can says that the face can set a text and that there is one.
func (f *face) can(text string) bool {
	glyphs, ok := f.set(text)
	return ok && len(glyphs) > 0
}

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// unshaped letters stand one after the other from left to right.
func unshaped(r rune) bool {
	return r < unicode.MaxASCII || unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Common) && !unicode.IsMark(r)
}

// passedOver are signs that no word is made of: pictures, and what chooses
// between their forms.
func passedOver(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sk, unicode.Cf, unicode.Co, unicode.Variation_Selector)
}

func (f *face) form(r rune) form {
	f.mu.RLock()
	m, ok := f.forms[r]
	f.mu.RUnlock()
	if ok {
		return m
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if i, err := f.font.GlyphIndex(&f.sfnt, r); err == nil && i != 0 {
		if w, err := f.font.GlyphAdvance(&f.sfnt, i, fixed.Int26_6(f.em), font.HintingNone); err == nil {
			m = form{i, int(w)}
		}
	}
	f.forms[r] = m
	return m
}

// kern returns what two letters move apart, in units of the font.
func (f *face) kern(a, b sfnt.GlyphIndex) int {
	k := [2]sfnt.GlyphIndex{a, b}
	f.mu.RLock()
	n, ok := f.kerns[k]
	f.mu.RUnlock()
	if ok {
		return n
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if w, err := f.font.Kern(&f.sfnt, a, b, fixed.Int26_6(f.em), font.HintingNone); err == nil {
		n = int(w)
	}
	f.kerns[k] = n
	return n
}

// width returns how wide a line is, in pixels.
func (f *face) width(line []glyph, size int) int {
	n := 0
	for _, g := range line {
		n += g.advance
	}
	return f.pixels(n, size)
}

func (f *face) pixels(units, size int) int { return (units*size + f.em - 1) / f.em }
