package content

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Change says what of a record is another than before.
type Change struct {
	Values bool // a field, a file that travels with it, where it stands, or whether it is there
	Place  bool // where its fields stand in their file
	Text   bool // its Markdown
}

// Changes is what differs between two corpora.
type Changes struct {
	Records map[Key]Change
	Members map[string]bool // types that records came to or went from
	Backs   map[Read]bool   // lists of referrers
	Doubts  bool            // what is known in full is another
}

// Keys says that a record came or went.
func (c Changes) Keys() bool { return len(c.Members) > 0 }

// Since returns what differs between an older corpus and this one.
func (c *Corpus) Since(old *Corpus) Changes {
	ch := Changes{Records: map[Key]Change{}, Members: map[string]bool{}, Backs: map[Read]bool{}}
	if c == old {
		return ch
	}
	for k, r := range c.records {
		if before := old.records[k]; before != r {
			ch.note(k, before, r)
		}
	}
	for k, before := range old.records {
		if c.records[k] == nil {
			ch.note(k, before, nil)
		}
	}
	ch.backs(old, c)
	ch.Doubts = !maps.Equal(c.partial, old.partial) || !maps.Equal(c.faulty, old.faulty) || !maps.Equal(c.astray, old.astray)
	return ch
}

func (ch Changes) note(k Key, before, now *Record) {
	if before == nil || now == nil {
		ch.Members[k.Type] = true
		ch.Records[k] = Change{true, true, true}
		return
	}
	ch.Records[k] = now.Since(before)
}

func (ch Changes) backs(old, now *Corpus) {
	for k, list := range now.backs {
		if !sameList(old.backs[k], list) {
			ch.Backs[Read{Key: k.key, Back: k.name}] = true
		}
	}
	for k := range old.backs {
		if len(now.backs[k]) == 0 {
			ch.Backs[Read{Key: k.key, Back: k.name}] = true
		}
	}
}

func sameList(a, b []*Record) bool {
	if len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] {
		return true
	}
	return slices.EqualFunc(a, b, func(x, y *Record) bool { return x.Key == y.Key })
}

// Since returns what differs between an older form of a record and this one.
func (r *Record) Since(old *Record) Change {
	if r == old {
		return Change{}
	}
	var ch Change
	ch.Values = r.Schema != old.Schema || r.Incomplete != old.Incomplete || r.Damaged != old.Damaged || !slices.Equal(r.files, old.files) ||
		!slices.Equal(names(r), names(old)) || !reflect.DeepEqual(r.Values, old.Values)
	ch.Place = ch.Values || r.pointer != old.pointer || len(r.heads) == 0 || !slices.Equal(r.heads, old.heads)
	ch.Text = r.Body.Start != old.Body.Start || (r.Body.Source == nil) != (old.Body.Source == nil) ||
		r.Body.Source != nil && r.Body.Source.Hash != old.Body.Source.Hash
	return ch
}

// names returns the files that a record is written in.
func names(r *Record) []string {
	var out []string
	for _, src := range r.Sources() {
		out = append(out, src.Name)
	}
	return out
}

// Replace returns a corpus in which these records stand in the place of those
// of the same keys, which must be there.
func (c *Corpus) Replace(records []*Record) *Corpus {
	if len(records) == 0 {
		return c
	}
	out := *c
	out.records, out.byType, out.backs, out.faulty = maps.Clone(c.records), maps.Clone(c.byType), maps.Clone(c.backs), maps.Clone(c.faulty)
	out.astray = maps.Clone(c.astray)
	cloned := map[string]bool{}
	for _, r := range records {
		if !cloned[r.Type] {
			cloned[r.Type], out.byType[r.Type] = true, slices.Clone(c.byType[r.Type])
		}
		list := out.byType[r.Type]
		i, _ := slices.BinarySearchFunc(list, r.ID, func(e *Record, id string) int { return strings.Compare(e.ID, id) })
		list[i] = r
		out.records[r.Key] = r
	}
	for typ := range cloned {
		out.faulty[typ] = slices.ContainsFunc(out.byType[typ], func(r *Record) bool { return r.Incomplete })
	}
	for _, r := range records {
		out.replaceBacks(c.records[r.Key], r)
	}
	return &out
}

// replaceBacks takes a record out of the lists of referrers that it was on and
// puts its successor where that belongs.
func (c *Corpus) replaceBacks(old, r *Record) {
	for _, ref := range RefFields(r.Schema) {
		if ref.Field.Back == "" {
			continue
		}
		c.countAstray(old, ref, -1)
		c.countAstray(r, ref, 1)
		for k := range c.uses(ref, old) {
			c.setBack(k, slices.DeleteFunc(slices.Clone(c.backs[k]), func(e *Record) bool { return e.Key == r.Key }))
		}
		for k := range c.uses(ref, r) {
			list := slices.Clone(c.backs[k])
			i, _ := slices.BinarySearchFunc(list, r.ID, func(e *Record, id string) int { return strings.Compare(e.ID, id) })
			c.setBack(k, slices.Insert(list, i, r))
		}
	}
}

func (c *Corpus) setBack(k backKey, list []*Record) {
	if len(list) == 0 {
		delete(c.backs, k)
		return
	}
	c.backs[k] = list
}

// uses returns the lists that a record is on by one of its references.
func (c *Corpus) uses(ref RefField, r *Record) map[backKey]bool {
	out := map[backKey]bool{}
	for _, use := range ref.Uses(r) {
		if k, ok := Resolve(c, ref.Field, use.Text); ok {
			out[backKey{k, ref.Field.Back}] = true
		}
	}
	return out
}
