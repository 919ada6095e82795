package chart

import (
	"time"

	"candor/internal/wording"
)

// Row is marks of one kind.
type Row struct {
	Name  string
	Marks []Span
}

// wideMark is how long a mark is drawn that tells little of when it was.
const wideMark = 40

// Marks draws a row of marks for each kind on a line of whole years, and a line
// through all of them for today, if it lies there. Of fewer than six marks it draws
// nothing.
func Marks(h Head, rows []Row, today time.Time) SVG {
	var all []Span
	for _, r := range rows {
		all = append(all, r.Marks...)
	}
	if len(all) < 2*fewest {
		return ""
	}
	const row = 26.0
	years := Years(over(all))
	bottom := 12 + row*float64(len(rows))
	l := line{over: Span{years[0], years[len(years)-1].AddDate(1, 0, 0).Add(-1)}, x: 160, width: 796}
	d := begin(h, 960, bottom+22, "")
	for _, y := range years {
		d.path(axis, "M", l.at(y), 0.0, "V", bottom)
		d.text(faint, l.at(y)+4, bottom+16, wording.Year(y))
	}
	for i, r := range rows {
		y := row * float64(i)
		d.text("", 0, y+18, wording.Excerpt(r.Name, 22))
		d.path(axis, "M", l.x, y+row, "H", l.x+l.width)
		for _, m := range r.Marks {
			d.rect(markClass(l.length(m, 0)), l.at(m.From), y+6, l.length(m, 3), 16)
		}
	}
	if !today.Before(l.over.From) && !today.After(l.over.Until) {
		d.path("today", "M", l.at(today), 0.0, "V", bottom)
	}
	return d.end()
}

func markClass(width float64) string {
	if width > wideMark {
		return "span"
	}
	return "mark"
}
