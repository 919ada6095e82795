package content

import (
	"slices"
	"strings"

	"candor/internal/schema"
)

// Corpus is all records of a site, references resolved both ways. It is
// immutable and safe for concurrent use.
type Corpus struct {
	types   *schema.Set
	records map[Key]*Record
	byType  map[string][]*Record
	backs   map[backKey][]*Record
	partial map[string]bool // types of which a file could not be read
	faulty  map[string]bool // types with an incomplete record
	astray  map[field]int   // records whose reference leads nowhere
}

type backKey struct {
	key  Key
	name string
}

// field is a reference of a type, by the name that the other side has for it.
type field struct{ from, back string }

// NewCorpus builds a corpus from records, of which the first of two with the
// same key is kept. The partial types are those of which records are known to
// be missing because a file could not be read.
func NewCorpus(types *schema.Set, records []*Record, partial map[string]bool) *Corpus {
	c := &Corpus{
		types:   types,
		records: make(map[Key]*Record, len(records)),
		byType:  map[string][]*Record{},
		backs:   map[backKey][]*Record{},
		partial: partial,
		faulty:  map[string]bool{},
		astray:  map[field]int{},
	}
	for _, r := range records {
		if c.records[r.Key] == nil {
			c.records[r.Key] = r
			c.byType[r.Type] = append(c.byType[r.Type], r)
			c.faulty[r.Type] = c.faulty[r.Type] || r.Incomplete
		}
	}
	for _, list := range c.byType {
		slices.SortFunc(list, func(a, b *Record) int { return strings.Compare(a.ID, b.ID) })
	}
	c.indexBacks()
	return c
}

// indexBacks goes through the types in order, so that the lists of referrers
// come out the same on every run.
func (c *Corpus) indexBacks() {
	for _, t := range c.types.Types() {
		for _, ref := range RefFields(t) {
			if ref.Field.Back == "" {
				continue
			}
			for _, r := range c.byType[t.Name] {
				c.indexRecord(r, ref)
				c.countAstray(r, ref, 1)
			}
		}
	}
}

func (c *Corpus) indexRecord(r *Record, ref RefField) {
	for _, use := range ref.Uses(r) {
		k, ok := Resolve(c, ref.Field, use.Text)
		if !ok {
			continue
		}
		b := backKey{k, ref.Field.Back}
		if list := c.backs[b]; len(list) == 0 || list[len(list)-1] != r {
			c.backs[b] = append(list, r)
		}
	}
}

// countAstray counts a record of which a reference leads nowhere: it belongs on a
// list of referrers, and which is not known.
func (c *Corpus) countAstray(r *Record, ref RefField, n int) {
	for _, use := range ref.Uses(r) {
		if k, ok := Resolve(c, ref.Field, use.Text); !ok || c.records[k] == nil {
			c.astray[field{r.Type, ref.Field.Back}] += n
			return
		}
	}
}

// Get returns the record of that key, or nil.
func (c *Corpus) Get(k Key) *Record { return c.records[k] }

// All returns the records of a type in order of id.
func (c *Corpus) All(typ string) []*Record { return c.byType[typ] }

// Back returns the records that refer to k by the reference of that name.
func (c *Corpus) Back(k Key, name string) []*Record { return c.backs[backKey{k, name}] }

// Types returns the types of the site.
func (c *Corpus) Types() *schema.Set { return c.types }

// Len returns how many records there are.
func (c *Corpus) Len() int { return len(c.records) }

// Partial says that records of the type are missing because a file could not
// be read.
func (c *Corpus) Partial(typ string) bool { return c.partial[typ] }
