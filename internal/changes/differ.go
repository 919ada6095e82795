package changes

import (
	"cmp"
	"slices"
	"strings"
)

// differ compares two values of one record and collects what to say.
type differ struct {
	shown map[shown]bool
	out   []Detail
}

// say adds what a phrase came to and remembers what it shows.
func (d *differ) say(n, o *value, f *filler, words string, w Weight) {
	at := n
	if n.raw == nil {
		at = o
	}
	for _, s := range f.shown {
		d.shown[s] = true
	}
	d.out = append(d.out, Detail{Pointer: at.pointer, Words: words, Weight: w})
}

// told says that words which were said already show a value.
func (d *differ) told(v *value) bool { return v.raw == nil || d.shown[shown{v.side, v.pointer}] }

// compare says how n differs from o. The path is what leads to them, in words.
func (d *differ) compare(path []string, o, n *value) {
	if equal(o.raw, n.raw) {
		return
	}
	whole := d.phrases(o, n)
	switch {
	case whole:
	case o.table() != nil && n.table() != nil:
		if len(path) > 0 {
			d.values(path, o, n)
		}
		for _, name := range n.names(o) {
			next := n.child(name)
			if next.raw == nil {
				next.field = o.child(name).field
			}
			d.compare(append(path[:len(path):len(path)], fieldTitle(next.field)), o.child(name), next)
		}
	case lists(o, n):
		d.lists(path, o, n)
	default:
		d.scalar(path, o, n)
	}
}

// lists says that both are lists; an absent one is empty.
func lists(o, n *value) bool {
	return o.list() != nil && (n.raw == nil || n.list() != nil) || n.list() != nil && o.raw == nil
}

// phrases says what the schema has phrases for. It reports whether that is all
// there is to say.
func (d *differ) phrases(o, n *value) bool {
	t := n.template()
	if n.raw == nil {
		t = o.template()
	}
	used := false
	for _, p := range t.fitting(o, n) {
		f := between(o, n)
		words, ok := p.fill(f)
		if ok && d.news(f, o, n) {
			d.say(n, o, f, words, Notable)
			used = true
		}
	}
	return used && (n.table() == nil && n.list() == nil || o.raw == nil || n.raw == nil)
}

// fitting returns the phrases for what happened.
func (t *template) fitting(o, n *value) []*phrase {
	first := t.plain
	switch {
	case o.raw == nil && t.added != nil:
		first = t.added
	case n.raw == nil && t.removed != nil:
		first = t.removed
	}
	if o.raw == nil || n.raw == nil {
		return []*phrase{first}
	}
	return append([]*phrase{t.plain}, t.parts...)
}

// between makes the filler for phrases about a change.
func between(o, n *value) *filler {
	here := n
	if n.raw == nil {
		here = o
	}
	return &filler{get: func(f *filler, hole string) string {
		if path, ok := strings.CutPrefix(hole, "was."); ok {
			if o.raw == nil {
				return ""
			}
			return o.hole(f, "."+path)
		}
		switch hole {
		case "old":
			return o.words(f)
		case "new":
			return n.words(f)
		}
		return here.hole(f, hole)
	}}
}

// news says that a phrase shows something that changed: all that came or went
// is news; else a value that it shows must be another on the other side.
func (d *differ) news(f *filler, o, n *value) bool {
	if o.raw == nil || n.raw == nil || o.table() == nil {
		return true
	}
	return slices.ContainsFunc(f.shown, func(s shown) bool {
		from, to := o, n
		if s.side == o.side {
			from, to = n, o
		}
		rest, below := strings.CutPrefix(s.pointer, to.pointer+"/")
		if !below || d.shown[s] {
			return false
		}
		return !equal(from.at(rest).raw, to.at(rest).raw)
	})
}

// values says how a table changed that the schema has words for.
func (d *differ) values(path []string, o, n *value) {
	if n.template().value == nil {
		return
	}
	f := &filler{}
	was, is := o.words(f), n.words(f)
	if was != is && d.news(f, o, n) {
		d.say(n, o, f, subject(path)+": "+was+" → "+is, weightOf(n))
	}
}

// scalar says how a value changed that has no parts, or came or went as a
// whole.
func (d *differ) scalar(path []string, o, n *value) {
	if d.told(o) && d.told(n) {
		return
	}
	f := &filler{}
	was, is := cmp.Or(o.said(f), "nothing"), cmp.Or(n.said(f), "nothing")
	words := ""
	a, textA := o.raw.(string)
	b, textB := n.raw.(string)
	switch {
	case o.raw == nil:
		words = is + " (not stated before)"
	case n.raw == nil:
		words = "no longer stated (was " + was + ")"
	case textA && textB && free(n) && free(o):
		words = reworded(a, b)
	case was == is:
		words = is + ", written differently"
	default:
		words = was + " → " + is
	}
	d.say(n, o, f, subject(path)+": "+words, weightOf(n))
	if g := general(path); g != "" {
		d.out[len(d.out)-1].alike = g + ": " + words
	}
}

// free says that a text is the author's own.
func free(v *value) bool {
	return v.field.Format == "" && len(v.field.Ref)+len(v.field.Enum) == 0
}

// weightOf returns the weight of a field: the schema has words for those that
// matter.
func weightOf(v *value) Weight {
	if v.field != nil && v.field.Change != "" {
		return Notable
	}
	return Plain
}
