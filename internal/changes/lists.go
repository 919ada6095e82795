package changes

import (
	"slices"
	"strconv"

	"candor/internal/schema"
	"candor/internal/toml"
)

// lists compares two lists.
func (d *differ) lists(path []string, o, n *value) {
	if !tables(o, n) && d.told(o) && d.told(n) {
		return
	}
	before := len(d.out)
	p := pair(o, n)
	added, removed := p.added, p.removed
	if tables(o, n) {
		d.successions(path, p)
		for _, e := range p.pairs {
			d.compare(elementPath(path, e[1]), e[0], e[1])
		}
		added = slices.DeleteFunc(p.added, func(e *value) bool {
			return d.came(e, &value{side: o.side, field: e.field, around: o})
		})
		removed = slices.DeleteFunc(p.removed, func(e *value) bool {
			return d.went(e, &value{side: n.side, field: e.field, around: n})
		})
	} else {
		d.plainPairs(path, p)
	}
	d.cameAndWent(path, o, n, added, removed)
	if len(d.out) == before && !p.ordered() {
		d.say(n, o, &filler{}, subject(path)+": in another order", Plain)
	}
}

// tables says that the elements are tables.
func tables(o, n *value) bool {
	for _, v := range []*value{o, n} {
		for _, e := range v.list() {
			if _, ok := e.(map[string]any); ok {
				return true
			}
		}
	}
	return false
}

// elementPath leads to an element. One that the schema names says enough by
// its name alone.
func elementPath(path []string, e *value) []string {
	name := e.name(nil)
	switch {
	case e.template().name != nil && name != "":
		return []string{hidden + fieldTitle(e.around.field), element + name}
	case name == "":
		name = "entry " + strconv.Itoa(position(e)+1)
	}
	return append(path[:len(path):len(path)], element+name)
}

// came tells of a new element, if the schema has words for it.
func (d *differ) came(e, none *value) bool {
	if d.phrases(none, e) {
		return true
	}
	t := e.template()
	if t.name == nil || t.value == nil {
		return false
	}
	f := &filler{}
	d.say(e, none, f, e.name(f)+": new, "+e.words(f), Notable)
	return true
}

// went tells of an element that is gone, if the schema has words for it.
func (d *differ) went(e, none *value) bool {
	if d.phrases(e, none) {
		return true
	}
	t := e.template()
	if t.name == nil || t.value == nil {
		return false
	}
	f := &filler{}
	d.say(none, e, f, e.name(f)+": gone, was "+e.words(f), Notable)
	return true
}

// plainPairs tells of elements without parts that were reworded.
func (d *differ) plainPairs(path []string, p *pairing) {
	for _, e := range p.pairs {
		if !equal(e[0].raw, e[1].raw) {
			d.scalar(path, e[0], e[1])
		}
	}
}

// cameAndWent tells of elements that came and went without words of their own.
func (d *differ) cameAndWent(path []string, o, n *value, added, removed []*value) {
	f := &filler{}
	words := ""
	if len(added) > 0 {
		words = "added " + join(brief(added, f))
	}
	if len(removed) > 0 {
		words = also(words, "removed "+join(brief(removed, f)))
	}
	if words != "" {
		d.say(n, o, f, subject(path)+": "+words, weightOf(n))
	}
}

func brief(values []*value, f *filler) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.brief(f)
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
func (d *differ) successions(path []string, p *pairing) {
	pairs, added := p.pairs[:0:0], p.added
	for _, e := range p.pairs {
		i := successor(e, added)
		if i < 0 {
			pairs = append(pairs, e)
			continue
		}
		next := added[i]
		d.succession(path, e, next)
		added = append(added[:i:i], added[i+1:]...)
	}
	p.pairs, p.added = pairs, added
}

// successor returns which of the new elements follows one that ends, or -1.
func successor(e [2]*value, added []*value) int {
	end, ends := e[1].table()[untilField].(toml.Date)
	if !ends || e[0].table()[untilField] != nil || e[1].template().value == nil || !onlyEnded(e) {
		return -1
	}
	for i, a := range added {
		begin, ok := a.table()[fromField].(toml.Date)
		if ok && a.key() == e[1].key() && end.First.Before(begin.First) && a.words(&filler{}) != e[1].words(&filler{}) {
			return i
		}
	}
	return -1
}

// onlyEnded says that nothing else about an element changed than days.
func onlyEnded(e [2]*value) bool {
	for _, name := range e[1].names(e[0]) {
		n := e[1].child(name)
		if !equal(e[0].table()[name], n.raw) && n.field.Kind != schema.Date && e[0].child(name).field.Kind != schema.Date {
			return false
		}
	}
	return true
}

func (d *differ) succession(path []string, e [2]*value, next *value) {
	f := &filler{}
	words := subject(elementPath(path, next)) + ": " + e[0].words(f) + " → " + next.words(f)
	words += ", from " + next.child(fromField).words(f)
	d.say(next, e[0], f, words, Notable)
}
