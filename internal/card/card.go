// Package card draws the picture that stands for a page where others link to
// it: a card of 1200 by 630 pixels, as a PNG.
//
// Text goes in, bytes come out; the same text gives the same bytes. The card
// looks as the site does: paper, ink, the double rule of a gazette, and the
// site's mark. A title is set as large as it fits, its lines of about one
// length, and ends in an ellipsis where it does not fit at all.
//
// # Letters
//
// The letters are those of Liberation Serif and Sans, which hold Latin, Greek
// and Cyrillic. A line that they cannot set whole is left out, never shown as
// boxes; in the place of such a title stands the card's Else. Signs that are
// not part of a word, such as emoji, are passed over.
//
// # Speed
//
// A site has as many cards as pages. So the canvas holds what the file will: 16
// colours in four bits a pixel. A letter is drawn once in each size, and kept.
package card

// Width and Height of every card, in pixels.
const (
	Width  = 1200
	Height = 630
)

// Colours of the card, as in the site's style sheet.
const (
	Paper  = "#fdfdfb"
	Ink    = "#1b2329"
	Accent = "#0b5268"
)

// Card is what a card says. What is empty is left out.
type Card struct {
	Kicker string // what kind of page it is
	Title  string
	Else   string // stands for a title that cannot be set
	Lead   string // a sentence below a short title
	Facts  []Fact
	Site   string // the title of the site
	Host   string // where the site is
}

// Fact is a thing to know at a glance. A mark stands before a word of a closed
// list, so that it is seen without reading all.
type Fact struct {
	Name, Value string
	Mark        bool
}

// Measures of the card, in pixels from its top left corner.
const (
	edge    = 68
	inner   = Width - 2*edge
	kickerY = 128 // base lines
	titleY  = 158 // the top of the first line
	factY   = 449
	footY   = 579
	footTop = 527
)

// titleSizes are tried from the first on. So many of them are large.
var titleSizes = []int{92, 80, 70, 62, 54, 47, 42}

const largeSizes = 4

// Measures of the lead.
const (
	leadSize   = 30
	leadStep   = 43
	leadGap    = 44 // from the title to the first base line
	leadIndent = 60 // of its right edge
)

// PNG draws a card.
func PNG(c Card) ([]byte, error) {
	p, err := ready()
	if err != nil {
		return nil, err
	}
	cv := p.canvas()
	defer p.free(cv)
	cv.fill(edge, 46, inner, 9, inkFull)
	cv.fill(edge, 60, inner, 2, inkFull)
	d := drawing{press: p, cv: cv}
	d.line(p.sans, 27, edge, kickerY, inner, faint, c.Kicker)
	bottom := footTop - 30
	if d.facts(c.Facts) {
		bottom = factY - 44
	}
	d.title(c, bottom)
	d.foot(c)
	return cv.png()
}

// drawing is a card that is being drawn.
type drawing struct {
	*press
	cv *canvas
}

// line sets a text in one line, cut where it is too long, and returns how wide
// it came to be. A text that the face cannot set is left out.
func (d *drawing) line(f *face, size, x, y, width int, ink ramp, text string) int {
	glyphs, ok := f.set(text)
	if !ok || len(glyphs) == 0 {
		return 0
	}
	return d.cv.text(f, size, x, y, ink, f.cut(glyphs, size, width))
}

// title sets the title as large as it fits above the bottom, and the lead below
// it where both fit whole.
func (d *drawing) title(c Card, bottom int) {
	glyphs, ok := d.serif.set(c.Title)
	if !ok || len(glyphs) == 0 {
		glyphs, _ = d.serif.set(c.Else)
	}
	sentence, _ := d.sans.set(c.Lead)
	lead, _ := wrap(sentence, (inner-leadIndent)*d.sans.em/leadSize)
	size, lines := d.fit(glyphs, bottom-titleY, lead)
	y := titleY
	for _, l := range lines {
		d.cv.text(d.serif, size, edge-size/24, y+size*86/100, dark, l)
		y += leading(size)
	}
	if y+leadHeight(lead) > bottom {
		return
	}
	for i, l := range lead {
		d.cv.text(d.sans, leadSize, edge, y+leadGap+i*leadStep, faint, l)
	}
}

// fit returns the largest size in which a title fits a height, together with
// the lead if the title can be large then, and its lines.
func (d *drawing) fit(title []glyph, height int, lead [][]glyph) (int, [][]glyph) {
	for _, size := range titleSizes[:largeSizes] {
		room := (height - leadHeight(lead)) / leading(size)
		if lines := d.serif.lines(title, size, inner, room); lines != nil && len(lead) > 0 {
			return size, lines
		}
	}
	size := 0
	for _, size = range titleSizes {
		if lines := d.serif.lines(title, size, inner, height/leading(size)); lines != nil {
			return size, lines
		}
	}
	return size, d.serif.cutLines(title, size, inner, height/leading(size))
}

// leadHeight is the room that a lead takes below a title.
func leadHeight(lead [][]glyph) int {
	if len(lead) == 0 {
		return 0
	}
	return leadGap + (len(lead)-1)*leadStep + leadSize/2
}

func leading(size int) int { return size * 113 / 100 }

// facts sets the facts beside each other, and says whether there are any.
func (d *drawing) facts(list []Fact) bool {
	const gap, most = 44, 4
	x := edge
	for _, f := range list[:min(len(list), most)] {
		if !d.sans.can(f.Name) || !d.sans.can(f.Value) {
			continue
		}
		left := Width - edge - x
		if left < 150 {
			break
		}
		if x > edge {
			d.cv.fill(x-gap/2-1, factY-22, 2, 62, hairline)
		}
		x += max(d.fact(f, x, left), 120) + gap
	}
	return x > edge
}

// fact sets a fact's name above its value, and returns how wide they are.
func (d *drawing) fact(f Fact, x, width int) int {
	name := d.line(d.sans, 21, x, factY, width, faint, f.Name)
	at := x
	if f.Mark {
		d.cv.fill(at, factY+19, 20, 20, accentFull)
		at += 31
	}
	value := d.line(d.serif, 34, at, factY+40, width-(at-x), dark, f.Value)
	return max(name, at-x+value)
}

// foot sets the site's mark and title, and where it is.
func (d *drawing) foot(c Card) {
	d.cv.fill(edge, footTop, inner, 2, inkFull)
	x := edge + d.cv.mark(edge, footTop+20)
	host := 0
	if glyphs, ok := d.sans.set(c.Host); ok && len(glyphs) > 0 {
		glyphs = d.sans.cut(glyphs, 24, inner/2)
		host = d.sans.width(glyphs, 24)
		d.cv.text(d.sans, 24, Width-edge-host, footY, faint, glyphs)
	}
	d.line(d.serif, 29, x+16, footY, Width-edge-host-x-48, dark, c.Site)
}
