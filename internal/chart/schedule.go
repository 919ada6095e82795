package chart

import "candor/internal/wording"

// Task is something that was planned and done. Either is nil where it is not known.
type Task struct {
	Name          string
	Planned, Done *Span
}

// Schedule draws what was planned in outline, and full within it what was done. The
// names explain the two. Of fewer than three tasks it draws nothing.
func Schedule(h Head, tasks []Task, planned, done string) SVG {
	if len(tasks) < fewest {
		return ""
	}
	const row, top = 22.0, 22.0
	bottom := 40 + row*float64(len(tasks))
	l := line{over: overTasks(tasks), x: 300, width: 400}
	d := begin(h, 720, bottom, "")
	for _, y := range Years(l.over) {
		d.path(axis, "M", l.at(y), 20.0, "V", bottom-14)
		d.text(faint, l.at(y)+4, 12, wording.Year(y))
	}
	for i, t := range tasks {
		y := top + row*float64(i)
		d.text("", 0, y+14, wording.Excerpt(t.Name, 43))
		if t.Planned != nil {
			d.rect(outline, l.at(t.Planned.From), y+3, l.length(*t.Planned, 5), 13)
		}
		if t.Done != nil {
			d.rect(bar, l.at(t.Done.From), y+6, l.length(*t.Done, 7), 7)
		}
	}
	d.legend(outline, 300, bottom-11, 22, 11, 328, bottom-1, planned)
	d.legend(bar, 396, bottom-9, 14, 7, 416, bottom-1, done)
	return d.end()
}

func overTasks(tasks []Task) Span {
	var spans []Span
	for _, t := range tasks {
		for _, s := range []*Span{t.Planned, t.Done} {
			if s != nil {
				spans = append(spans, *s)
			}
		}
	}
	return over(spans)
}
