package chart

// Step is something that took time.
type Step struct {
	Name   string
	Span   Span
	Length string // in words
}

// Timeline draws a bar for each step below each other, on a line of time that they
// share. First and last are the words for where that begins and ends.
func Timeline(h Head, over Span, first, last string, steps []Step) SVG {
	if len(steps) == 0 {
		return ""
	}
	const row = 26.0
	bottom := row * float64(len(steps))
	l := line{over: over, x: 150, width: 360}
	d := begin(h, 640, bottom+30, "")
	for i, s := range steps {
		y := row * float64(i)
		d.text("", 0, y+17, s.Name)
		d.rect("track", l.x, y+5, l.width, 15)
		d.rect(bar, l.at(s.Span.From), y+5, l.length(s.Span, 3), 15)
		d.text(faint, 520, y+17, s.Length)
	}
	d.path(axis, "M", l.x, bottom, "H", l.x+l.width)
	d.text(faint, l.x, bottom+18, first)
	d.text("faint end", l.x+l.width, bottom+18, last)
	return d.end()
}
