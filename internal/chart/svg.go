package chart

import (
	"html"
	"math"
	"strconv"
	"strings"
)

// SVG is a drawing that is safe to stand in a page. The empty one is no drawing:
// there was too little to draw.
type SVG string

// Head is what a drawing is called. The ID begins the ids of its title and of its
// description, and must be the only one of its kind on a page.
type Head struct{ ID, Title, Description string }

// Classes that the style sheet knows.
const (
	faint   = "faint"
	axis    = "axis"
	bar     = "bar"
	outline = "outline"
)

// drawing is an SVG in the making, one element a line.
type drawing struct{ b strings.Builder }

// begin opens a drawing of a size. The attributes are further ones of the element.
func begin(h Head, width, height float64, attributes string) *drawing {
	d := &drawing{}
	id := html.EscapeString(h.ID)
	d.line(`<svg`, attributes, ` viewBox="0 0 `, number(width), ` `, number(height),
		`" role="img" aria-labelledby="`, id, `-title `, id, `-desc">`)
	d.line(`<title id="`, id, `-title">`, html.EscapeString(h.Title), `</title>`)
	d.line(`<desc id="`, id, `-desc">`, html.EscapeString(h.Description), `</desc>`)
	return d
}

// end returns the finished drawing.
func (d *drawing) end() SVG {
	d.b.WriteString("</svg>")
	return SVG(d.b.String())
}

func (d *drawing) line(parts ...string) {
	for _, p := range parts {
		d.b.WriteString(p)
	}
	d.b.WriteByte('\n')
}

// text writes words at a place. The class may be empty.
func (d *drawing) text(class string, x, y float64, words string) {
	d.line(`<text`, classOf(class), ` x="`, number(x), `" y="`, number(y), `">`, html.EscapeString(words), `</text>`)
}

func (d *drawing) rect(class string, x, y, width, height float64) {
	d.line(`<rect`, classOf(class), ` x="`, number(x), `" y="`, number(y), `" width="`, number(width), `" height="`, number(height), `"/>`)
}

// path draws along commands and coordinates: path("axis", "M", x, y, "H", 640).
func (d *drawing) path(class string, steps ...any) {
	d.line(`<path`, classOf(class), ` d="`, commands(steps), `"/>`)
}

// commands writes the steps of a path, with a space between two numbers.
func commands(steps []any) string {
	var b strings.Builder
	before := false
	for _, s := range steps {
		switch s := s.(type) {
		case string:
			b.WriteString(s)
			before = false
		case float64:
			if before {
				b.WriteByte(' ')
			}
			b.WriteString(number(s))
			before = true
		}
	}
	return b.String()
}

// legend explains a class by a sample of it.
func (d *drawing) legend(class string, x, y, width, height, textX, textY float64, words string) {
	d.rect(class, x, y, width, height)
	d.text("", textX, textY, words)
}

func classOf(class string) string {
	if class == "" {
		return ""
	}
	return ` class="` + class + `"`
}

// number writes a coordinate to a tenth. What is no number is 0.
func number(f float64) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "0"
	}
	f = tenth(f)
	if f == 0 {
		return "0" // and not -0
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func tenth(f float64) float64 { return math.Round(f*10) / 10 }
