package card

import (
	"sync"

	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
)

// press is what all cards share.
type press struct {
	serif, sans *face
	canvases    sync.Pool
}

// ready returns the press. Fonts are read when the first card is drawn, for
// most commands draw none.
var ready = sync.OnceValues(func() (*press, error) {
	serif, err := newFace(liberationserifbold.TTF)
	if err != nil {
		return nil, err
	}
	sans, err := newFace(liberationsansregular.TTF)
	if err != nil {
		return nil, err
	}
	p := &press{serif: serif, sans: sans}
	p.canvases.New = func() any { return newCanvas() }
	return p, nil
})

// canvas returns an empty canvas.
func (p *press) canvas() *canvas {
	c := p.canvases.Get().(*canvas)
	clear(c.pix)
	return c
}

func (p *press) free(c *canvas) { p.canvases.Put(c) }
