package chart

import "candor/internal/wording"

// Balance is two amounts of one name. 0 is not drawn.
type Balance struct {
	Name          string
	First, Second float64
}

// Balances draws two bars over each other for each name, the first in outline. The
// names explain them. Of fewer than three it draws nothing.
func Balances(h Head, rows []Balance, first, second string) SVG {
	if len(rows) < fewest {
		return ""
	}
	const row, left, width = 24.0, 190.0, 405.0
	most := 0.0
	for _, r := range rows {
		most = max(most, r.First, r.Second)
	}
	ticks, bottom := Ticks(most), row*float64(len(rows))
	along := func(v float64) float64 { return Scale(v, 0, ticks[len(ticks)-1], width) }
	d := begin(h, 640, bottom+52, "")
	for _, t := range ticks {
		d.path(axis, "M", left+along(t), 0.0, "V", bottom)
		d.text("faint middle", left+along(t), bottom+16, wording.Number(t))
	}
	for i, r := range rows {
		y := row * float64(i)
		d.text("end", 182, y+16, wording.Excerpt(r.Name, 27))
		if r.First != 0 {
			d.rect(outline, left, y+4, along(r.First), 15)
		}
		if r.Second != 0 {
			d.rect(bar, left, y+7, along(r.Second), 9)
		}
	}
	d.legend(outline, left, bottom+38, 11, 11, left+17, bottom+48, first)
	d.legend(bar, left+80, bottom+38, 11, 11, left+97, bottom+48, second)
	return d.end()
}
