package chart

import "candor/internal/wording"

// Sizes of a map: its boxes, and how far one is from the next.
const (
	boxWidth, boxHeight    = 150.0, 22.0
	columnWidth, rowHeight = 205.0, 28.0
)

// Map draws a box for each node of a graph and a curve for each edge. Without an
// edge it draws nothing.
func Map(h Head, g Graph, names []string, edges []Edge) SVG {
	if len(edges) == 0 {
		return ""
	}
	width := boxWidth + columnWidth*float64(g.Columns-1) + 4
	height := 4 + rowHeight*float64(g.Rows)
	d := begin(h, width, height, ` class="map" width="`+number(width)+`" height="`+number(height)+`"`)
	for _, e := range edges {
		x, y := g.Places[e.From].corner()
		u, v := g.Places[e.To].corner()
		x, y, v = x+boxWidth, y+boxHeight/2, v+boxHeight/2
		d.path("edge", "M", x, y, "C", x+30, y, u-30, v, u, v)
	}
	for i, p := range g.Places {
		x, y := p.corner()
		d.rect("node", x, y, boxWidth, boxHeight)
		d.text("small", x+6, y+15, wording.Excerpt(names[i], 24))
	}
	return d.end()
}

// corner returns the upper left corner of a box.
func (p Place) corner() (x, y float64) {
	return 2 + columnWidth*float64(p.Column), 3 + rowHeight*float64(p.Row)
}
