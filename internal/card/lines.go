package card

import "slices"

// lines breaks a text into at most so many lines, all of about one length; nil
// where that is not enough, or where a word would have to be broken.
func (f *face) lines(text []glyph, size, width, most int) [][]glyph {
	limit := width * f.em / size
	out, whole := wrap(text, limit)
	if len(out) > most || !whole {
		return nil
	}
	// The narrowest column that needs no more lines.
	low, high := limit/2, limit
	for low < high {
		mid := (low + high) / 2
		if narrow, whole := wrap(text, mid); whole && len(narrow) <= len(out) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	out, _ = wrap(text, high)
	return out
}

// cutLines breaks a text into at most so many lines, the last of which ends in
// an ellipsis where there is more.
func (f *face) cutLines(text []glyph, size, width, most int) [][]glyph {
	out, _ := wrap(text, width*f.em/size)
	if len(out) <= most {
		return out
	}
	// What follows the last line decides where its ellipsis stands.
	rest := text[cap(text)-cap(out[most-1]):]
	return append(out[:most-1], f.ellipsis(rest, size, width))
}

// wrap fills lines of a width in units of the font. A word that is wider than
// that is broken, and wrap says so.
func wrap(text []glyph, width int) (lines [][]glyph, whole bool) {
	whole = true
	for len(text) > 0 {
		n, broken := fill(text, width)
		whole = whole && !broken
		lines = append(lines, trim(text[:n]))
		text = text[n:]
		for len(text) > 0 && text[0].r == ' ' {
			text = text[1:]
		}
	}
	return lines, whole
}

// fill returns how many glyphs go into the first line.
func fill(text []glyph, width int) (n int, broken bool) {
	x, good := 0, 0
	for i, g := range text {
		if x += g.advance; x > width && g.r != ' ' {
			if good > 0 {
				return good, false
			}
			return max(i, 1), true
		}
		if breaks(text, i) {
			good = i + 1
		}
	}
	return len(text), false
}

// breaks says that a line may end after the glyph i.
func breaks(text []glyph, i int) bool {
	switch text[i].r {
	case ' ':
		return true
	case '-', '/', '–', '—':
		return i > 1 && i+2 < len(text) && text[i-1].r != ' ' && text[i+1].r != ' '
	}
	return false
}

func trim(line []glyph) []glyph {
	for len(line) > 0 && line[len(line)-1].r == ' ' {
		line = line[:len(line)-1]
	}
	return line
}

// cut returns a line that is no wider than so many pixels, with an ellipsis
// where something was left out.
func (f *face) cut(line []glyph, size, width int) []glyph {
	if f.width(line, size) <= width {
		return line
	}
	return f.ellipsis(line, size, width)
}

// ellipsis ends a line in an ellipsis, behind a whole word where there is one.
func (f *face) ellipsis(line []glyph, size, width int) []glyph {
	m := f.form('…')
	limit := width*f.em/size - m.advance
	n, x := 0, 0
	for n < len(line) && x+line[n].advance <= limit {
		x += line[n].advance
		n++
	}
	if n < len(line) {
		for i := n; i > n*2/3; i-- {
			if line[i].r == ' ' {
				n = i
				break
			}
		}
	}
	kept := line[:n]
	for len(kept) > 0 && slices.Contains([]rune(" ,.;:-–—("), kept[len(kept)-1].r) {
		kept = kept[:len(kept)-1]
	}
	return append(slices.Clone(kept), glyph{'…', m.index, m.advance})
}
