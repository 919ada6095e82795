package card

import (
	"image"
	"sync"

	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The mark of static/favicon.svg, in 64ths of its grid of 32: a sheet with a
// folded corner, and on it an open ring.
var (
	sheet = [][2]int{{320, 128}, {1344, 128}, {1728, 512}, {1728, 1920}, {320, 1920}}
	fold  = [][2]int{{1344, 128}, {1344, 512}, {1728, 512}}
	// The ring's ends are straight, its edges curves of a control point and an end.
	ringOut = [][2]int{
		{1376, 882}, {1259, 737}, {1073, 724}, {887, 711}, {751, 838}, {614, 966}, {614, 1152},
		{614, 1338}, {751, 1466}, {887, 1593}, {1073, 1580}, {1259, 1567}, {1376, 1422},
	}
	ringIn = [][2]int{
		{1247, 1317}, {1175, 1406}, {1062, 1414}, {948, 1422}, {864, 1344}, {781, 1266}, {781, 1152},
		{781, 1038}, {864, 960}, {948, 882}, {1062, 890}, {1175, 898}, {1247, 987},
	}
)

// markSize is how many pixels the mark's grid of 32 takes.
const markSize = 48

// theMark holds the colours of the mark's pixels.
var theMark = sync.OnceValue(func() []uint8 {
	out := make([]uint8, markSize*markSize)
	layers := []struct {
		draw   func(*vector.Rasterizer)
		colour int // of the shades of the accent
	}{
		{func(z *vector.Rasterizer) { polygon(z, sheet) }, accents},
		{func(z *vector.Rasterizer) { polygon(z, fold) }, 3},
		{ring, 0},
	}
	for _, l := range layers {
		z := vector.NewRasterizer(markSize, markSize)
		l.draw(z)
		mask := image.NewAlpha(image.Rect(0, 0, markSize, markSize))
		z.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
		for i, a := range mask.Pix {
			below := int(out[i])
			out[i] = uint8((below*(255-int(a)) + l.colour*int(a) + 127) / 255)
		}
	}
	return out
})

// mark puts the mark on the canvas, and returns how wide it is.
func (c *canvas) mark(x, y int) int {
	for i, shade := range theMark() {
		if px := i % markSize; shade > 0 {
			c.put(x+px-left, y+i/markSize, inkFull+shade)
		}
	}
	return markSize - 2*left
}

// left is how far the sheet stands from the edge of its grid.
const left = 5 * markSize / 32

func polygon(z *vector.Rasterizer, points [][2]int) {
	for i, p := range points {
		if q := grid(p); i == 0 {
			z.MoveTo(at(q.X, 1), at(q.Y, 1))
		} else {
			z.LineTo(at(q.X, 1), at(q.Y, 1))
		}
	}
	z.ClosePath()
}

func ring(z *vector.Rasterizer) {
	pen := grid(ringOut[0])
	z.MoveTo(at(pen.X, 1), at(pen.Y, 1))
	for _, edge := range [][][2]int{ringOut, ringIn} {
		from := grid(edge[0])
		z.LineTo(at(from.X, 1), at(from.Y, 1))
		for i := 1; i < len(edge); i += 2 {
			curve(z, from, grid(edge[i]), grid(edge[i+1]))
			from = grid(edge[i+1])
		}
	}
	z.ClosePath()
}

// grid turns a point of the mark's grid into one of the picture.
func grid(p [2]int) fixed.Point26_6 {
	return fixed.Point26_6{X: fixed.Int26_6(p[0] * markSize / 32), Y: fixed.Int26_6(p[1] * markSize / 32)}
}
