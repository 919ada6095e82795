package card

// canvas holds the rows of a picture as the file will: a byte that says how the
// row is filtered, which it is not, and two pixels in each that follows.
type canvas struct {
	pix []byte
}

const stride = 1 + Width/2

func newCanvas() *canvas { return &canvas{make([]byte, stride*Height)} }

// The colours: paper, shades of ink on paper, shades of the accent on paper.
const (
	paper      = 0
	hairline   = 2
	inkFull    = steps
	accentFull = 15
	accents    = accentFull - inkFull
)

// ramp says which colour stands for a letter that covers so much of a pixel.
type ramp [steps + 1]uint8

// The ramps of heavy and of light letters. Heavy ones need fewer shades, and
// every shade costs bytes.
var (
	dark  = ramp{0, 0, 2, 2, 4, 4, 6, 8, 8}
	faint = ramp{0, 1, 2, 2, 3, 4, 4, 5, 6}
)

func (c *canvas) put(x, y int, colour uint8) {
	i := y*stride + 1 + x/2
	if x%2 == 0 {
		c.pix[i] = c.pix[i]&0x0f | colour<<4
	} else {
		c.pix[i] = c.pix[i]&0xf0 | colour
	}
}

// fill paints a rectangle.
func (c *canvas) fill(x, y, w, h int, colour uint8) {
	for j := y; j < y+h; j++ {
		for i := x; i < x+w; i++ {
			c.put(i, j, colour)
		}
	}
}

// text stamps a line whose base line begins at a point, and returns its width.
// Large letters stand on every other pixel: the same letter then gives the same
// bytes, which makes the file smaller, and nobody sees it.
func (c *canvas) text(f *face, size, x, y int, ink ramp, line []glyph) int {
	pen := 0
	for _, g := range line {
		at := 64*x + pen*size*64/f.em
		if size >= small {
			at = (at + 64) / 128 * 128
		}
		c.stamp(f.stamp(g, size, at%64), at/64, y, ink)
		pen += g.advance
	}
	return f.pixels(pen, size)
}

// stamp puts a letter on the canvas. Where letters touch, the darker shade
// stays.
func (c *canvas) stamp(s *stamp, x, y int, ink ramp) {
	x, y = x+s.x, y+s.y
	for j := max(0, -y); j < s.h && y+j < Height; j++ {
		row := c.pix[(y+j)*stride+1 : (y+j+1)*stride]
		for i, cover := range s.cover[j*s.w : (j+1)*s.w] {
			shade, at := ink[cover], x+i
			if shade == 0 || at < 0 || at >= Width {
				continue
			}
			two := &row[at/2]
			switch {
			case at%2 == 1 && shade > *two&0x0f:
				*two = *two&0xf0 | shade
			case at%2 == 0 && shade > *two>>4:
				*two = *two&0x0f | shade<<4
			}
		}
	}
}
