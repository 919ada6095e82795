package chart

import "candor/internal/wording"

// Point is how many there were from a moment on: for certain, and possibly more.
type Point struct {
	At          Span
	Sure, Maybe float64
}

// Area draws how many there were over time: full what is certain, and behind it
// what is possible. Of fewer than three points it draws nothing.
func Area(h Head, points []Point) SVG {
	if len(points) < fewest {
		return ""
	}
	spans, most := make([]Span, len(points)), 0.0
	for i, p := range points {
		spans[i], most = p.At, max(most, p.Sure+p.Maybe)
	}
	v := levelsTo(most, 50, 620)
	l := line{over: over(spans), x: 50, width: 570}
	d := begin(h, 640, 236, "")
	d.path("haze", stairs(l, v, points, func(p Point) float64 { return p.Sure + p.Maybe })...)
	d.path("fill", stairs(l, v, points, func(p Point) float64 { return p.Sure })...)
	v.draw(d)
	for i, y := range Years(l.over) {
		if i > 0 {
			d.path(axis, "M", l.at(y), v.bottom, "v", 6.0)
			d.text("faint middle", l.at(y), 219, wording.Year(y))
		}
	}
	return d.end()
}

// stairs returns the path around the area below the points.
func stairs(l line, v levels, points []Point, height func(Point) float64) []any {
	var path []any
	for i, p := range points {
		x, y := l.at(p.At.From), v.bottom-v.of(height(p))
		if i == 0 {
			path = append(path, "M", x, v.bottom, "V", y)
		} else {
			path = append(path, "H", x, "V", y)
		}
	}
	return append(path, "H", l.x+l.width, "V", v.bottom, "Z")
}
