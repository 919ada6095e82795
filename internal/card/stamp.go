package card

import (
	"image"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// stamp is a letter in one size, drawn: how much of each pixel it covers, in
// steps.
type stamp struct {
	x, y, w, h int // from the pen on the base line to the top left corner
	cover      []uint8
}

// steps is how many shades there are from paper to ink.
const steps = 8

type stampKey struct {
	index sfnt.GlyphIndex
	size  int
	shift uint8 // of the pen between two pixels, in quarters
}

// small letters are placed between pixels: the gaps between them would look
// uneven otherwise.
const small = 40

// stamp returns a letter in a size, drawn for a pen that stands so many 64ths
// behind a pixel's edge.
func (f *face) stamp(g glyph, size, frac int) *stamp {
	k := stampKey{index: g.index, size: size}
	if size < small {
		k.shift = uint8(frac / 16)
	}
	f.mu.RLock()
	s := f.stamps[k]
	f.mu.RUnlock()
	if s != nil {
		return s
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	s = f.draw(k)
	f.stamps[k] = s
	return s
}

// draw makes a stamp. Curves are taken apart in whole numbers and the
// rasterizer gets lines alone, for which it computes the same on every machine.
func (f *face) draw(k stampKey) *stamp {
	segments, err := f.font.LoadGlyph(&f.sfnt, k.index, fixed.I(k.size), nil)
	if err != nil || len(segments) == 0 {
		return &stamp{}
	}
	b := segments.Bounds()
	shift := fixed.Int26_6(k.shift) * 16
	x0, y0 := (b.Min.X + shift).Floor(), b.Min.Y.Floor()
	s := &stamp{x: x0, y: y0, w: (b.Max.X + shift).Ceil() - x0, h: b.Max.Y.Ceil() - y0}
	if s.w <= 0 || s.h <= 0 {
		return &stamp{}
	}
	off := fixed.Point26_6{X: shift - fixed.I(x0), Y: -fixed.I(y0)}
	z := vector.NewRasterizer(s.w, s.h)
	trace(z, segments, off)
	mask := image.NewAlpha(image.Rect(0, 0, s.w, s.h))
	z.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	s.cover = make([]uint8, len(mask.Pix))
	for i, a := range mask.Pix {
		s.cover[i] = uint8((int(a)*steps + 127) / 255)
	}
	return s
}

// trace draws the outline of a letter.
func trace(z *vector.Rasterizer, segments sfnt.Segments, off fixed.Point26_6) {
	var pen fixed.Point26_6
	for _, s := range segments {
		switch a := s.Args; s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			pen = a[0].Add(off)
			z.MoveTo(at(pen.X, 1), at(pen.Y, 1))
		case sfnt.SegmentOpLineTo:
			pen = a[0].Add(off)
			z.LineTo(at(pen.X, 1), at(pen.Y, 1))
		case sfnt.SegmentOpQuadTo:
			curve(z, pen, a[0].Add(off), a[1].Add(off))
			pen = a[1].Add(off)
		case sfnt.SegmentOpCubeTo: // TrueType has none
		}
	}
	z.ClosePath()
}

// curve draws a curve as a few lines.
func curve(z *vector.Rasterizer, p, q, r fixed.Point26_6) {
	const n = 8
	for i := fixed.Int26_6(1); i <= n; i++ {
		a, b, c := (n-i)*(n-i), 2*i*(n-i), i*i
		z.LineTo(at(a*p.X+b*q.X+c*r.X, n*n), at(a*p.Y+b*q.Y+c*r.Y, n*n))
	}
}

// at returns a place of so many 64ths of a pixel, times by.
func at(v fixed.Int26_6, by int) float32 { return float32(v) / float32(64*by) }
