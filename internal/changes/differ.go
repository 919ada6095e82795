package changes

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/changes/match"
	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
)

// differ compares two values of one record and collects what to say.
type differ struct {
	shown map[phrase.Shown]bool
	out   []report.Detail
}

// say adds what a phrase came to and remembers what it shows.
func (d *differ) say(n, o *phrase.Value, f *phrase.Filler, words string, w report.Weight) {
	at := n
	if n.Raw == nil {
		at = o
	}
	for _, s := range f.Shown {
		d.shown[s] = true
	}
	d.out = append(d.out, report.Detail{Pointer: at.Pointer, Words: words, Weight: w})
}

// told says that words which were said already show a value.
func (d *differ) told(v *phrase.Value) bool {
	return v.Raw == nil || d.shown[phrase.Shown{Side: v.Side, Pointer: v.Pointer}]
}

// compare says how n differs from o. The path is what leads to them, in words.
func (d *differ) compare(path []string, o, n *phrase.Value) {
	if match.Equal(o.Raw, n.Raw) {
		return
	}
	whole := d.phrases(o, n)
	switch {
	case whole:
	case o.Table() != nil && n.Table() != nil:
		if len(path) > 0 {
			d.values(path, o, n)
		}
		for _, name := range n.Names(o) {
			next := n.Child(name)
			if next.Raw == nil {
				next.Field = o.Child(name).Field
			}
			d.compare(append(path[:len(path):len(path)], next.Field.Title), o.Child(name), next)
		}
	case lists(o, n):
		d.lists(path, o, n)
	default:
		d.scalar(path, o, n)
	}
}

// lists says that both are lists; an absent one is empty.
func lists(o, n *phrase.Value) bool {
	return o.List() != nil && (n.Raw == nil || n.List() != nil) || n.List() != nil && o.Raw == nil
}

// phrases says what the schema has phrases for. It reports whether that is all
// there is to say.
func (d *differ) phrases(o, n *phrase.Value) bool {
	t := n.Template()
	if n.Raw == nil {
		t = o.Template()
	}
	used := false
	for _, p := range t.Fitting(o, n) {
		f := phrase.Between(o, n)
		words, ok := p.Fill(f)
		if ok && d.news(f, o, n) {
			d.say(n, o, f, words, report.Notable)
			used = true
		}
	}
	return used && (n.Table() == nil && n.List() == nil || o.Raw == nil || n.Raw == nil)
}

// news says that a phrase shows something that changed: all that came or went
// is news; else a value that it shows must be another on the other side.
func (d *differ) news(f *phrase.Filler, o, n *phrase.Value) bool {
	if o.Raw == nil || n.Raw == nil || o.Table() == nil {
		return true
	}
	return slices.ContainsFunc(f.Shown, func(s phrase.Shown) bool {
		from, to := o, n
		if s.Side == o.Side {
			from, to = n, o
		}
		rest, below := strings.CutPrefix(s.Pointer, to.Pointer+"/")
		if !below || d.shown[s] {
			return false
		}
		return !match.Equal(from.At(rest).Raw, to.At(rest).Raw)
	})
}

// values says how a table changed that the schema has words for.
func (d *differ) values(path []string, o, n *phrase.Value) {
	if n.Template().Value == nil {
		return
	}
	f := &phrase.Filler{}
	was, is := o.Words(f), n.Words(f)
	if was != is && d.news(f, o, n) {
		d.say(n, o, f, subject(path)+": "+was+" → "+is, weightOf(n))
	}
}

// scalar says how a value changed that has no parts, or came or went as a
// whole.
func (d *differ) scalar(path []string, o, n *phrase.Value) {
	if d.told(o) && d.told(n) {
		return
	}
	f := &phrase.Filler{}
	was, is := cmp.Or(o.Said(f), "nothing"), cmp.Or(n.Said(f), "nothing")
	words := ""
	a, textA := o.Raw.(string)
	b, textB := n.Raw.(string)
	switch {
	case o.Raw == nil:
		words = is + " (not stated before)"
	case n.Raw == nil:
		words = "no longer stated (was " + was + ")"
	case textA && textB && free(n) && free(o):
		words = phrase.Reworded(a, b)
	case was == is:
		words = is + ", written differently"
	default:
		words = was + " → " + is
	}
	d.say(n, o, f, subject(path)+": "+words, weightOf(n))
	if g := general(path); g != "" {
		d.out[len(d.out)-1].Alike = g + ": " + words
	}
}

// free says that a text is the author's own.
func free(v *phrase.Value) bool {
	return v.Field.Format == "" && len(v.Field.Ref)+len(v.Field.Enum) == 0
}

// weightOf returns the weight of a Field: the schema has words for those that
// matter.
func weightOf(v *phrase.Value) report.Weight {
	if v.Field != nil && v.Field.Change != "" {
		return report.Notable
	}
	return report.Plain
}
