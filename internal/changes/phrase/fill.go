package phrase

import "strings"

// Filler gives the holes of a phrase their words. It notes what these show of
// the values, so that what a phrase leaves out can be told otherwise.
type Filler struct {
	Shown []Shown
	get   func(f *Filler, h hole) string
}

// Shown is one value that the words of a phrase show.
type Shown struct {
	Side    *Side
	Pointer string
}

// Fill writes the phrase. It reports false where a hole outside brackets is
// empty, or where nothing comes out.
func (p *Phrase) Fill(f *Filler) (string, bool) {
	if p == nil {
		return "", false
	}
	var out strings.Builder
	for _, pc := range p.pieces {
		switch {
		case pc.hole != nil:
			s := f.get(f, *pc.hole)
			if s == "" {
				return "", false
			}
			out.WriteString(s)
		case pc.alts != nil:
			out.WriteString(f.first(pc.alts))
		default:
			out.WriteString(pc.text)
		}
	}
	return out.String(), out.Len() > 0
}

// first writes the first alternative that can be filled.
func (f *Filler) first(alts []*Phrase) string {
	before := len(f.Shown)
	for _, alt := range alts {
		if s, ok := alt.Fill(f); ok {
			return s
		}
		f.Shown = f.Shown[:before]
	}
	return ""
}

// Between returns the filler for phrases about a change.
func Between(o, n *Value) *Filler {
	here := n
	if n.Raw == nil {
		here = o
	}
	return &Filler{get: func(f *Filler, h hole) string {
		switch {
		case h.of == ofOld && h.path == "":
			return o.Words(f)
		case h.of == ofNew && h.path == "":
			return n.Words(f)
		case h.of == ofOld:
			return o.hole(f, h)
		case h.of == ofNew:
			return n.hole(f, h)
		}
		return here.hole(f, h)
	}}
}
