// Package incremental keeps what the builds of one site find, so that the next
// one finds only what an edit changed: what is wrong with each record, how each
// promise is kept, and what is known of each finished page.
//
// Two things make a kept value worthless. Everything that was read to find it,
// from records, is noted beside it in a Table, and a change there drops the value.
// Everything else that it depends on is the Environment, and a change there drops
// all values of a kind. Whether that is enough is shown by a property test of
// package pipeline: after any edits, a build with a Cache gives the bytes and the
// diagnostics of a build without.
package incremental

import (
	"maps"
	"slices"

	"candor/internal/check"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/linkcheck"
	"candor/internal/render"
	"candor/internal/rule"
	"candor/internal/site"
)

// Findings is what was found about one thing: a record, a type, a rule about the
// site, or the site.
type Findings struct {
	Record      *content.Record // nil where it is not about a record
	Certain     diag.List
	Conditional []check.Finding // to be held back where they rest on a mistake
}

// Names in the table of findings of what is not a record. A record has its key.
const (
	SiteFindings = "the site"
	TypeFindings = "type " // and the type's name
	RuleFindings = "rule " // and the rule's id
)

// Promise is how a commitment is kept.
type Promise struct {
	Of       *rule.Commitment
	Outcomes []rule.Outcome
	Diags    diag.List
}

// Cache is what the builds of one site have found. It serves one goroutine at a
// time.
type Cache struct {
	Findings *Table[*Findings]       // read from all records
	Promises *Table[*Promise]        // by the commitment's id; read from what the public sees
	Pages    *Table[*linkcheck.Page] // by path; read from what the public sees
	Scanner  *linkcheck.Scanner      // of the pages

	// Current are the files that have changed since something was found in them.
	Current diag.Current

	world   *check.World
	worldOf *State
	renamed bool // records may have other names than in world
}

// NewCache returns an empty Cache. One that serves a single build keeps no
// dependencies.
func NewCache(single bool) *Cache {
	return &Cache{
		Findings: NewTable[*Findings](!single), Promises: NewTable[*Promise](!single), Pages: NewTable[*linkcheck.Page](!single),
		Scanner: linkcheck.NewScanner(), Current: diag.Current{},
	}
}

// Clear drops everything.
func (c *Cache) Clear() {
	c.Findings.Clear()
	c.Promises.Clear()
	c.Pages.Clear()
	c.Current, c.world, c.worldOf, c.renamed = diag.Current{}, nil, nil, false
}

// State is what a build is made from, as far as the next is compared with it.
type State struct {
	Environment Environment
	Content     *content.Site
	Plan        *site.Plan
	Pages       *render.Site // nil until it is known what all pages share
}

// Changes is what differs between two builds.
type Changes struct {
	All    content.Changes // in all records
	Public content.Changes // in what the public sees of them
	Routes bool            // which pages there are, or which files are whose
}

// Update drops what rests on records, or on an environment, that are others than
// in the last build, and returns the changes. It wants the Pages of neither.
// Without a last build it drops everything.
func (c *Cache) Update(last, now *State) Changes {
	if last == nil {
		c.Clear()
		return Changes{}
	}
	ch := Changes{
		All:    now.Content.Corpus.Since(last.Content.Corpus),
		Public: now.Plan.View.Since(last.Plan.View.Corpus),
		Routes: !now.Plan.SameShape(last.Plan),
	}
	c.noteCurrent(last, now, ch)
	if last.Environment.Findings() != now.Environment.Findings() {
		c.Findings.Clear()
	}
	c.updateFindings(last, now, ch)
	shown := readsOf(ch.Public, values)
	for k := range ch.All.Records {
		// A link to what is hidden looks different from one to what is not there.
		if (last.Content.Corpus.Get(k) == nil) != (now.Content.Corpus.Get(k) == nil) {
			shown[content.Read{Key: k}] = true
		}
	}
	c.Promises.Invalidate(shown)
	c.Pages.Invalidate(shown)
	return ch
}

// noteCurrent notes the files that have other bytes than when something was found
// in them, so that it is told of the files as they are.
func (c *Cache) noteCurrent(last, now *State, ch Changes) {
	note := func(r *content.Record) {
		if r != nil {
			for _, src := range r.Sources() {
				c.Current[src.Name] = src
			}
		}
	}
	for k := range ch.All.Records {
		note(now.Content.Corpus.Get(k))
	}
	for typ, s := range now.Content.Sections {
		if s != last.Content.Sections[typ] {
			note(s)
		}
	}
}

func (c *Cache) updateFindings(last, now *State, ch Changes) {
	changed := readsOf(ch.All, places)
	changed.add(readsOf(ch.Public, values))
	if ch.All.Keys() || ch.Public.Keys() || ch.Routes {
		changed[content.Read{Of: content.Files}] = true
	}
	fields := false
	for r := range changed {
		fields = fields || r.Of != content.Text
		if r.Key.ID == "" && r.Of == content.Fields {
			c.Findings.Drop(TypeFindings + r.Key.Type)
		}
	}
	c.Findings.Invalidate(changed)
	for typ, s := range last.Content.Sections {
		if s != now.Content.Sections[typ] {
			c.Findings.Drop(s.Key.String())
		}
	}
	if fields {
		c.renamed = true
		c.Findings.Drop(SiteFindings)
	}
}

// UpdatePages drops the pages that are others because of what all pages share, or
// because of what they note besides records. It wants the Pages of both states.
func (c *Cache) UpdatePages(last, now *State, ch Changes) {
	if last == nil {
		return
	}
	if last.Environment.Pages() != now.Environment.Pages() || !sameFrame(last, now) {
		c.Pages.Clear()
		return
	}
	changed := Reads{}
	for typ, s := range now.Content.Sections {
		if s.Since(last.Content.Sections[typ]).Text {
			changed[content.Read{Key: s.Key, Of: content.Text}] = true
		}
	}
	types := map[string]bool{}
	for k, r := range ch.Public.Records {
		if r.Values {
			types[k.Type] = true
		}
	}
	changed.add(now.Pages.Since(last.Pages, slices.Collect(maps.Keys(types)), ch.Public.Keys() || ch.Routes))
	changed.add(now.Pages.CommitsSince(last.Pages, ch.All, ch.Public))
	c.Pages.Invalidate(changed)
}

// sameFrame reports whether the menu, the lists and whatever else every page may
// show of records is the same: the fields of the introductions of lists, and where
// the lists are.
func sameFrame(last, now *State) bool {
	if len(last.Content.Sections) != len(now.Content.Sections) {
		return false
	}
	for typ, s := range now.Content.Sections {
		if before := last.Content.Sections[typ]; before == nil || s.Since(before).Values {
			return false
		}
	}
	for _, t := range now.Environment.Types.Types() {
		if now.Plan.ListURL(t.Name) != last.Plan.ListURL(t.Name) {
			return false
		}
	}
	return true
}

// World returns the world of the checks for a state, and has it take over what the
// last one found out about types and names. Where records have other names, what
// was found in texts rests on the old ones and is dropped. The world is made by
// fresh, once for a state.
func (c *Cache) World(s *State, fresh func() *check.World) *check.World {
	if c.worldOf == s {
		return c.world
	}
	before := c.world
	c.world, c.worldOf = fresh(), s
	switch {
	case before == nil:
	case before.Records.Types() == s.Environment.Types && !c.renamed:
		c.world.Adopt(before)
	case !maps.Equal(before.Names(), c.world.Names()):
		c.Findings.Clear()
	}
	c.renamed = false
	return c.world
}
