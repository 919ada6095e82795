package changes

import (
	"slices"
	"strings"

	"candor/internal/content"
	"candor/internal/site"
	"candor/internal/toml"
)

// records compares the records of all types, and the introductions.
func (c *comparison) records() {
	for _, name := range typeNames(c.old, c.new) {
		old, new := byID(c.old.Records, name), byID(c.new.Records, name)
		c.renames(name, old, new)
		for _, id := range ids(old, new) {
			c.record(old[id], new[id])
		}
	}
	old, new := c.old.Sections, c.new.Sections
	for _, name := range ids(old, new) {
		c.record(old[name], new[name])
	}
}

// typeNames returns the types that either side knows, without those of the
// program: rules and promises are told of in their own words.
func typeNames(sides ...Side) []string {
	var out []string
	for _, s := range sides {
		for _, t := range s.Types.Types() {
			if !engineType(t.Name) && !slices.Contains(out, t.Name) {
				out = append(out, t.Name)
			}
		}
	}
	slices.Sort(out)
	return out
}

func byID(c *content.Corpus, typ string) map[string]*content.Record {
	out := map[string]*content.Record{}
	for _, r := range c.All(typ) {
		out[r.ID] = r
	}
	return out
}

func ids[T any](a, b map[string]T) []string {
	var out []string
	for id := range a {
		out = append(out, id)
	}
	for id := range b {
		if _, both := a[id]; !both {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// renames takes the records out of both maps that have another id now: those
// whose old URL is a new alias, and those that are the same otherwise.
func (c *comparison) renames(typ string, old, new map[string]*content.Record) {
	for _, id := range ids(old, nil) {
		if new[id] != nil {
			continue
		}
		for _, to := range ids(new, nil) {
			if old[to] == nil && (aliased(old[id], new[to]) || identical(old[id], new[to])) {
				c.compare(Renamed, old[id], new[to])
				delete(old, id)
				delete(new, to)
				break
			}
		}
	}
}

// aliased says that the new record has an alias that the old one's id ends.
func aliased(old, new *content.Record) bool {
	return slices.ContainsFunc(new.Texts("/aliases"), func(a string) bool {
		a = strings.TrimRight(a, "/")
		return strings.HasSuffix(a, "/"+old.ID) || strings.HasSuffix(a, "#"+old.ID)
	})
}

// identical says that all of two records is the same but what follows from the
// id. Records without content of their own are nobody.
func identical(old, new *content.Record) bool {
	return len(old.Values) > 1 && equal(bare(old), bare(new)) && sameBody(old, new)
}

func bare(r *content.Record) map[string]any {
	out := map[string]any{}
	for k, v := range r.Values {
		if k != "id" && k != "aliases" {
			out[k] = v
		}
	}
	return out
}

// record tells what became of one record.
func (c *comparison) record(old, new *content.Record) {
	switch {
	case old == nil:
		c.added(new)
	case new == nil:
		c.removed(old)
	default:
		c.compare(Changed, old, new)
	}
}

func (c *comparison) added(r *content.Record) {
	change := c.change(Added, r)
	change.Words = c.recordWords(r, c.new.Records, func(t *template) *phrase { return t.added })
	if n := bodyWords(r); n > 0 {
		change.Words = also(change.Words, count(n, "word", "words"))
	}
	change.Words = also(change.Words, c.unseen(r))
	c.add(change)
	c.waivers(r, nil, r)
}

// removed tells of a record that is gone. The public is owed a word about one
// that it saw.
func (c *comparison) removed(r *content.Record) {
	change := c.change(Removed, r)
	change.Weight = Notable
	change.Words = c.recordWords(r, c.old.Records, func(t *template) *phrase { return t.removed })
	if c.audience.See(r) == site.Visible && r.Schema.Page {
		change.Words = also(change.Words, "without a notice: a record that was public is withdrawn, not deleted")
	}
	c.add(change)
}

func also(words, more string) string {
	if words != "" && more != "" {
		return words + "; " + more
	}
	return words + more
}

func (c *comparison) change(kind Kind, r *content.Record) Change {
	group := r.Schema.Plural
	if r.Section() {
		group = "Introductions"
	}
	return Change{Kind: kind, Weight: Plain, Group: group, Key: r.Key, Name: nameOf(r)}
}

// recordWords fills the phrase that a type has for its records.
func (c *comparison) recordWords(r *content.Record, all *content.Corpus, which func(*template) *phrase) string {
	t := c.templates.of(r.Schema.Change)
	p := which(t)
	if p == nil {
		p = t.plain
	}
	top := (&side{c: c, records: all, rec: r}).top()
	words, _ := p.fill(top.filler(&filler{}))
	return words
}

// unseen says that the public does not see all of a new record.
func (c *comparison) unseen(r *content.Record) string {
	switch c.audience.See(r) {
	case site.Hidden:
		return "not public yet"
	case site.Partial:
		return "public in outline only"
	case site.Visible, site.Tombstone:
	}
	return ""
}

// compare tells how a record changed, if it did.
func (c *comparison) compare(kind Kind, old, new *content.Record) {
	c.waivers(new, old, new)
	change := c.change(kind, new)
	if damaged(old) || damaged(new) {
		return
	}
	o, n := &side{c, c.old.Records, old}, &side{c, c.new.Records, new}
	d := &differ{shown: map[shown]bool{}}
	change.Words = c.visibility(old, new)
	if new.Text("/status") == "withdrawn" && old.Text("/status") != "withdrawn" {
		change.Kind, change.Words = Withdrawn, withdrawal(n)
		d.shown[shown{o, "/status"}], d.shown[shown{n, "/status"}] = true, true
	}
	d.compare(nil, without(o.top(), change.Kind), without(n.top(), change.Kind))
	change.Details = append(d.out, body(old, new)...)
	slices.SortStableFunc(change.Details, func(a, b Detail) int { return int(a.Weight) - int(b.Weight) })
	if kind == Renamed {
		change.Words = also(renamed(old, new), change.Words)
	}
	if change.Words == "" && len(change.Details) == 0 {
		return
	}
	change.Weight = heaviest(change)
	c.add(change)
}

// damaged says that so little of a record could be read that it cannot be
// compared. Which file that is stands among what could not be read.
func damaged(r *content.Record) bool {
	if r.Damaged || !r.Incomplete {
		return r.Damaged
	}
	for name, v := range r.Values {
		if f := r.Schema.Lookup(toml.Pointer(name)); f == nil || !equal(f.Default, v) {
			return false
		}
	}
	return true
}

// without takes the fields away that are told of in other words.
func without(v *value, kind Kind) *value {
	told := []string{"waiver", "id"}
	if kind == Withdrawn {
		told = append(told, "withdrawn")
	}
	if kind == Renamed {
		told = append(told, "aliases")
	}
	values := map[string]any{}
	for k, e := range v.table() {
		if !slices.Contains(told, k) {
			values[k] = e
		}
	}
	v.raw = values
	return v
}

func renamed(old, new *content.Record) string {
	if aliased(old, new) {
		return "renamed from " + old.ID + ", whose address leads here"
	}
	return "renamed from " + old.ID + ", whose address leads nowhere now; aliases can hold it"
}

func withdrawal(n *side) string {
	f := &filler{}
	words := "withdrawn"
	if date := n.top().at("withdrawn/date").words(f); date != "" {
		words += " on " + date
	}
	if reason := n.top().at("withdrawn/reason").words(f); reason != "" {
		words += ": " + reason
	}
	return words
}

// heaviest returns how much a changed record matters.
func heaviest(c Change) Weight {
	if c.Words != "" || c.Kind != Changed {
		return Notable
	}
	w := Plain
	for _, d := range c.Details {
		w = min(w, d.Weight)
	}
	return w
}

// seen is how visibilities are told, from little to much.
var seen = map[site.Visibility]int{site.Hidden: 0, site.Tombstone: 1, site.Partial: 2, site.Visible: 3}

// visibility says that the public sees more or less of a record than before.
func (c *comparison) visibility(old, new *content.Record) string {
	was, is := c.audience.See(old), c.audience.See(new)
	switch {
	case was == is || is == site.Tombstone:
		return ""
	case is == site.Hidden:
		return "no longer public"
	case is == site.Partial && seen[was] > seen[is]:
		return "no longer public in full"
	case is == site.Partial:
		return "now public in outline"
	case was == site.Partial:
		return "now public in full"
	case was == site.Tombstone:
		return "no longer withdrawn"
	}
	return "now public"
}
