package changes

import (
	"slices"

	"candor/internal/changes/match"
	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/toml"
	"candor/internal/wording"
)

// records compares the records of all types, and the introductions.
func (c *comparison) records() {
	for _, name := range typeNames(c.old, c.new) {
		old, new := byID(c.old.Records, name), byID(c.new.Records, name)
		for _, pair := range match.Renamed(old, new) {
			c.compare(report.Renamed, pair[0], pair[1])
			delete(old, pair[0].ID)
			delete(new, pair[1].ID)
		}
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

// record tells what became of one record.
func (c *comparison) record(old, new *content.Record) {
	switch {
	case old == nil:
		c.added(new)
	case new == nil:
		c.removed(old)
	default:
		c.compare(report.Changed, old, new)
	}
}

func (c *comparison) added(r *content.Record) {
	change := c.change(report.Added, r)
	change.Words = c.recordWords(r, c.new.Records, func(t *phrase.Template) *phrase.Phrase { return t.Added })
	if n := bodyWords(r); n > 0 {
		change.Words = report.Also(change.Words, wording.Count(float64(n), "word", "words"))
	}
	change.Words = report.Also(change.Words, c.unseen(r))
	c.add(change)
	c.waivers(r, nil, r)
}

// removed tells of a record that is gone. The public is owed a word about one
// that it saw.
func (c *comparison) removed(r *content.Record) {
	change := c.change(report.Removed, r)
	change.Weight = report.Notable
	change.Words = c.recordWords(r, c.old.Records, func(t *phrase.Template) *phrase.Phrase { return t.Removed })
	if c.audience.See(r) == site.Visible && r.Schema.Page {
		change.Words = report.Also(change.Words, "without a notice: a record that was public is withdrawn, not deleted")
	}
	c.add(change)
}

func (c *comparison) change(kind report.Kind, r *content.Record) report.Change {
	group := r.Schema.Plural
	if r.Section() {
		group = "Introductions"
	}
	return report.Change{Kind: kind, Weight: report.Plain, Group: group, Key: r.Key, Name: phrase.NameOf(r)}
}

// side returns a record as one side of a comparison.
func (c *comparison) side(all *content.Corpus, r *content.Record) *phrase.Side {
	return &phrase.Side{Templates: c.templates, Records: all, Record: r}
}

// recordWords fills the phrase that a type has for its records.
func (c *comparison) recordWords(r *content.Record, all *content.Corpus, which func(*phrase.Template) *phrase.Phrase) string {
	t := c.templates.Of(r.Schema.Change)
	p := which(t)
	if p == nil {
		p = t.Plain
	}
	return c.side(all, r).Top().Fill(p)
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
func (c *comparison) compare(kind report.Kind, old, new *content.Record) {
	c.waivers(new, old, new)
	change := c.change(kind, new)
	if damaged(old) || damaged(new) {
		return
	}
	o, n := c.side(c.old.Records, old), c.side(c.new.Records, new)
	d := &differ{shown: map[phrase.Shown]bool{}}
	change.Words = c.visibility(old, new)
	if new.Status() == schema.Taken && old.Status() != schema.Taken {
		change.Kind, change.Words = report.Withdrawn, withdrawal(n)
		d.shown[phrase.Shown{Side: o, Pointer: "/status"}], d.shown[phrase.Shown{Side: n, Pointer: "/status"}] = true, true
	}
	d.compare(nil, without(old.Schema, o.Top(), change.Kind), without(new.Schema, n.Top(), change.Kind))
	change.Details = append(d.out, body(old, new)...)
	slices.SortStableFunc(change.Details, func(a, b report.Detail) int { return int(a.Weight) - int(b.Weight) })
	if kind == report.Renamed {
		change.Words = report.Also(renamed(old, new), change.Words)
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
		if f := r.Schema.Lookup(toml.Pointer(name)); f == nil || !match.Equal(f.Default, v) {
			return false
		}
	}
	return true
}

// without takes the fields away that are told of in other words.
func without(t *schema.Type, v *phrase.Value, kind report.Kind) *phrase.Value {
	told := []schema.Meaning{schema.Waiver, schema.ID}
	if kind == report.Withdrawn {
		told = append(told, schema.Withdrawn)
	}
	if kind == report.Renamed {
		told = append(told, schema.Aliases)
	}
	values := map[string]any{}
	for k, e := range v.Table() {
		if m := schema.Meaning(k); !slices.Contains(told, m) || !t.Means(m) {
			values[k] = e
		}
	}
	v.Raw = values
	return v
}

func renamed(old, new *content.Record) string {
	if match.Aliased(old, new) {
		return "renamed from " + old.ID + ", whose address leads here"
	}
	return "renamed from " + old.ID + ", whose address leads nowhere now; aliases can hold it"
}

func withdrawal(n *phrase.Side) string {
	f := &phrase.Filler{}
	words := "withdrawn"
	if date := n.Top().At("withdrawn/date").Words(f); date != "" {
		words += " on " + date
	}
	if reason := n.Top().At("withdrawn/reason").Words(f); reason != "" {
		words += ": " + reason
	}
	return words
}

// heaviest returns how much a changed record matters.
func heaviest(c report.Change) report.Weight {
	if c.Words != "" || c.Kind != report.Changed {
		return report.Notable
	}
	w := report.Plain
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
