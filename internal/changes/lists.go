package changes

import (
	"slices"
	"strconv"

	"candor/internal/changes/match"
	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/wording"
)

// lists compares two lists.
func (d *differ) lists(path []string, o, n *phrase.Value) {
	if !tables(o, n) && d.told(o) && d.told(n) {
		return
	}
	before := len(d.out)
	p := match.Pair(o, n)
	added, removed := p.Added, p.Removed
	if tables(o, n) {
		d.successions(path, p)
		for _, e := range p.Pairs {
			d.compare(elementPath(path, e[1]), e[0], e[1])
		}
		added = slices.DeleteFunc(p.Added, func(e *phrase.Value) bool {
			return d.came(e, &phrase.Value{Side: o.Side, Field: e.Field, Around: o})
		})
		removed = slices.DeleteFunc(p.Removed, func(e *phrase.Value) bool {
			return d.went(e, &phrase.Value{Side: n.Side, Field: e.Field, Around: n})
		})
	} else {
		d.plainPairs(path, p)
	}
	d.cameAndWent(path, o, n, added, removed)
	if len(d.out) == before && !p.Ordered() {
		d.say(n, o, &phrase.Filler{}, subject(path)+": in another order", report.Plain)
	}
}

// tables says that the elements are tables.
func tables(o, n *phrase.Value) bool {
	for _, v := range []*phrase.Value{o, n} {
		for _, e := range v.List() {
			if _, ok := e.(map[string]any); ok {
				return true
			}
		}
	}
	return false
}

// elementPath leads to an element. One that the schema names says enough by
// its name alone.
func elementPath(path []string, e *phrase.Value) []string {
	name := e.Name(nil)
	switch {
	case e.Template().Name != nil && name != "":
		return []string{hidden + e.Around.Field.Title, element + name}
	case name == "":
		name = "entry " + strconv.Itoa(match.Position(e)+1)
	}
	return append(path[:len(path):len(path)], element+name)
}

// came tells of a new element, if the schema has words for it.
func (d *differ) came(e, none *phrase.Value) bool {
	if d.phrases(none, e) {
		return true
	}
	t := e.Template()
	if t.Name == nil || t.Value == nil {
		return false
	}
	f := &phrase.Filler{}
	d.say(e, none, f, e.Name(f)+": new, "+e.Words(f), report.Notable)
	return true
}

// went tells of an element that is gone, if the schema has words for it.
func (d *differ) went(e, none *phrase.Value) bool {
	if d.phrases(e, none) {
		return true
	}
	t := e.Template()
	if t.Name == nil || t.Value == nil {
		return false
	}
	f := &phrase.Filler{}
	d.say(none, e, f, e.Name(f)+": gone, was "+e.Words(f), report.Notable)
	return true
}

// plainPairs tells of elements without parts that were reworded.
func (d *differ) plainPairs(path []string, p *match.Pairing) {
	for _, e := range p.Pairs {
		if !match.Equal(e[0].Raw, e[1].Raw) {
			d.scalar(path, e[0], e[1])
		}
	}
}

// cameAndWent tells of elements that came and went without words of their own.
func (d *differ) cameAndWent(path []string, o, n *phrase.Value, added, removed []*phrase.Value) {
	f := &phrase.Filler{}
	words := ""
	if len(added) > 0 {
		words = "added " + wording.Series(brief(added, f))
	}
	if len(removed) > 0 {
		words = report.Also(words, "removed "+wording.Series(brief(removed, f)))
	}
	if words != "" {
		d.say(n, o, f, subject(path)+": "+words, weightOf(n))
	}
}

func brief(values []*phrase.Value, f *phrase.Filler) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.Brief(f)
	}
	return out
}

// The days between which an element of a list held.
const (
	fromField  = "from"
	untilField = "until"
)

// successions tells of an element that ends where another of the same name
// begins as of one that changed.
func (d *differ) successions(path []string, p *match.Pairing) {
	pairs, added := p.Pairs[:0:0], p.Added
	for _, e := range p.Pairs {
		i := successor(e, added)
		if i < 0 {
			pairs = append(pairs, e)
			continue
		}
		next := added[i]
		d.succession(path, e, next)
		added = append(added[:i:i], added[i+1:]...)
	}
	p.Pairs, p.Added = pairs, added
}

// successor returns which of the new elements follows one that ends, or -1.
func successor(e [2]*phrase.Value, added []*phrase.Value) int {
	end, ends := e[1].Table()[untilField].(toml.Date)
	if !ends || e[0].Table()[untilField] != nil || e[1].Template().Value == nil || !onlyEnded(e) {
		return -1
	}
	for i, a := range added {
		begin, ok := a.Table()[fromField].(toml.Date)
		if ok && a.Key() == e[1].Key() && end.First.Before(begin.First) && a.Words(&phrase.Filler{}) != e[1].Words(&phrase.Filler{}) {
			return i
		}
	}
	return -1
}

// onlyEnded says that nothing else about an element changed than days.
func onlyEnded(e [2]*phrase.Value) bool {
	for _, name := range e[1].Names(e[0]) {
		n := e[1].Child(name)
		if !match.Equal(e[0].Table()[name], n.Raw) && n.Field.Kind != schema.Date && e[0].Child(name).Field.Kind != schema.Date {
			return false
		}
	}
	return true
}

func (d *differ) succession(path []string, e [2]*phrase.Value, next *phrase.Value) {
	f := &phrase.Filler{}
	words := subject(elementPath(path, next)) + ": " + e[0].Words(f) + " → " + next.Words(f)
	words += ", from " + next.Child(fromField).Words(f)
	d.say(next, e[0], f, words, report.Notable)
}
