// Package check holds what any site wants of its records, whatever they are
// about: references that lead somewhere, links that are not dead, nothing
// unpublished in what is published.
//
// A check is a value with a Run function. A Pass is its only door to data, and
// the Pass remembers what was read through it: a violation that rests on a
// record with a mistake is held back until that is mended, and a check need not
// run again while what it read stays the same.
//
// The tests build the site of every archive in the catalog, and of those in
// testdata/clean, which come close to a mistake without making it.
package check

import (
	"slices"
	"sync"
	"time"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/markup"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/toml"
)

// Scope says how often a check runs.
type Scope uint8

// The scopes. What a check of one record finds is held back where it rests on
// another record with a mistake; a check of many passes over such records
// itself, so that one of them does not silence it.
const (
	EachRecord Scope = iota // Pass.Record and Pass.Type are set
	EachType                // Pass.Type is set
	Once
)

// Check is one thing that a site must not do.
type Check struct {
	ID    string // of the catalog
	Scope Scope
	Types func(*schema.Type) bool // which types it concerns; nil: all
	Run   func(*Pass)
}

// World is what checks may look at.
type World struct {
	Records *content.Corpus // all, those that are not public too
	Plan    *site.Plan
	Config  *config.Config
	Today   toml.Date // judges promises: a day, or the days that it is somewhere on Earth
	Now     time.Time // judges what concerns the present day

	once   sync.Once
	facts  map[*schema.Type]*facts
	public phrases // the labels of public records
	hidden phrases // what hidden records are called

	hiddenRead phrases              // the same, as readers see it
	hiddenIDs  map[content.Key]bool // those that an id alone gives away
}

// Subject is what a run is about: a record with its type and parsed text, a
// type, or, when all are nil, the site.
type Subject struct {
	Record *content.Record
	Type   *schema.Type
	Text   *markup.Body // nil where the record has none
	Fields []Field      // those of its fields that are Markdown
	Files  []File       // that the record is written in, those of many records with the first of them
}

// File is a source as it was read.
type File struct {
	Source *diag.Source
	Bytes  []byte
}

// Finding is what one check found, before anybody asks whether it can be
// trusted: that depends on what it read.
type Finding struct {
	Diags diag.List
	Reads []content.Read
}

// Find runs the checks of one scope on a subject. It returns what they found,
// and all that they read; beside that it depends on the subject itself and on
// the names of records, see Names.
func (w *World) Find(checks []*Check, scope Scope, s Subject) ([]Finding, []content.Read) {
	w.once.Do(w.prepare)
	rec := content.NewRecorder(w.Records)
	together := &shared{}
	var found []Finding
	var reads []content.Read
	for _, c := range checks {
		if c.Scope != scope || s.Type != nil && c.Types != nil && !c.Types(s.Type) {
			continue
		}
		rec.Reset()
		p := &Pass{Check: c, Subject: s, Lookup: rec, World: w, shared: together}
		c.Run(p)
		reads = append(reads, rec.Reads()...)
		if len(p.diags) > 0 {
			found = append(found, Finding{p.diags, rec.Reads()})
		}
	}
	for _, l := range together.links {
		if l.to.Key.ID != "" {
			reads = append(reads, content.Read{Key: l.to.Key})
		}
	}
	if len(found) > 0 || w.astray(reads, together.links) {
		reads = append(reads, content.Read{Of: content.Files})
	}
	return found, reads
}

// astray says that something was looked for that is not there, or is no
// record: what else there is can change the answer, or the remedy.
func (w *World) astray(reads []content.Read, links []link) bool {
	return slices.ContainsFunc(reads, func(r content.Read) bool { return r.Key.ID != "" && w.Records.Get(r.Key) == nil }) ||
		slices.ContainsFunc(links, func(l link) bool { return l.to.Key.ID == "" && !l.to.External })
}

// Adopt takes over what another world has found out about the types and names
// of the same records.
func (w *World) Adopt(o *World) {
	o.once.Do(o.prepare)
	w.once.Do(func() {
		w.facts, w.public, w.hidden, w.hiddenRead, w.hiddenIDs = o.facts, o.public, o.hidden, o.hiddenRead, o.hiddenIDs
	})
}

// Names stands for all that records are called, those that the public sees and
// those that it does not: worlds with the same names find the same in a text.
func (w *World) Names() map[Name]bool {
	w.once.Do(w.prepare)
	out := map[Name]bool{}
	for i, ps := range []*phrases{&w.public, &w.hidden} {
		for _, list := range ps.byToken {
			for _, p := range list {
				out[Name{p.text, p.key, i == 1}] = true
			}
		}
	}
	return out
}

// Name is what a record is called.
type Name struct {
	Text   string
	Key    content.Key
	Hidden bool
}
