package render

import (
	"strings"

	"candor/internal/content"
	"candor/internal/site"
	"candor/internal/toml"
)

// Change is the last commit of what a record or a page is made from. All that is
// read from one that is not known, nil, is empty.
type Change struct {
	site   *Site
	commit content.Commit
}

// Date returns the day of the commit.
func (c *Change) Date() *toml.Date {
	if c == nil {
		return nil
	}
	d := toml.DayOf(c.commit.When)
	return &d
}

// Commit returns the short hash.
func (c *Change) Commit() string {
	if c == nil {
		return ""
	}
	return c.commit.Short
}

// URL returns where the commit can be read, or "" where site.toml names no
// repository.
func (c *Change) URL() string {
	if c == nil || c.site.Config.Repository.URL == "" {
		return ""
	}
	return strings.TrimSuffix(c.site.Config.Repository.URL, "/") + "/commit/" + c.commit.Hash
}

// change returns nil for a commit that is not known.
func (s *Site) change(c content.Commit) *Change {
	if c.Hash == "" {
		return nil
	}
	return &Change{s, c}
}

// Changed returns the last commit of the record's files, nil where it is not
// known or would tell of what the public does not see.
func (r *Record) Changed() *Change {
	if r == nil {
		return nil
	}
	return r.page.site.change(r.page.commit(r.r))
}

// Changed returns the last commit of all that the page shows: of its record, of
// the records of a list and their introduction, else of the whole record.
func (p *Page) Changed() *Change {
	switch p.route.Kind {
	case site.RecordPage, site.StatePage:
		return p.Record().Changed()
	case site.ListPage:
		c := p.newest(p.route.Key.Type)
		if s := p.Section(); s != nil {
			c = c.Later(p.commit(s.r))
		}
		return p.site.change(c)
	case site.TagPage:
		var c content.Commit
		for _, r := range p.List() {
			c = c.Later(p.commit(r.r))
		}
		return p.site.change(c)
	case site.HomePage, site.TagsPage, site.PlainPage:
	}
	return p.site.change(p.newestOfAll())
}

func (p *Page) commit(r *content.Record) content.Commit {
	p.lookup.Note(content.Read{Key: r.Key, Of: content.Commits})
	return p.site.commit(r)
}

func (p *Page) newest(typ string) content.Commit {
	p.lookup.Note(content.Read{Key: content.Key{Type: typ}, Of: content.Commits})
	return p.site.newest(typ)
}

func (p *Page) newestOfAll() content.Commit {
	p.lookup.Note(content.Read{Of: content.Commits})
	var c content.Commit
	for _, t := range p.lookup.Types().Types() {
		c = c.Later(p.site.newest(t.Name))
	}
	for _, s := range p.site.Plan.Sections {
		c = c.Later(p.site.commit(s))
	}
	return c
}

// commit returns the last commit of a record, zero where it may not be told.
func (s *Site) commit(r *content.Record) content.Commit {
	if s.History == nil || r == nil || !s.Plan.View.Whole(r) {
		return content.Commit{}
	}
	return s.History.Last(r)
}

// newest returns the last commit of the public records of a type.
func (s *Site) newest(typ string) content.Commit {
	if have, ok := s.shared.newest.Load(typ); ok {
		return have.(content.Commit)
	}
	var c content.Commit
	for _, r := range s.Plan.View.All(typ) {
		c = c.Later(s.commit(r))
	}
	s.shared.newest.Store(typ, c)
	return c
}

// CommitsSince returns what pages note of commits, as far as it may differ
// between an older site and this one. The changes are those of all records, of
// hidden ones too, for one that comes into a file takes the commit of the others
// from them; and those of what is seen of records, for one that is seen now gives
// it back to those that refer to it.
func (s *Site) CommitsSince(old *Site, changes ...content.Changes) map[content.Read]bool {
	out := map[content.Read]bool{}
	if s.History == old.History {
		s.commitsOf(old, changes, out)
		s.keepNewest(old, out)
		return out
	}
	for _, t := range s.Plan.View.Types().Types() {
		for _, r := range s.Plan.View.All(t.Name) {
			s.compareCommit(old, r, old.Plan.View.Get(r.Key), out)
		}
	}
	for typ, r := range s.Plan.Sections {
		s.compareCommit(old, r, old.Plan.Sections[typ], out)
	}
	return out
}

// commitsOf compares what changed, and where that is in a file of many, all of
// its type.
func (s *Site) commitsOf(old *Site, changes []content.Changes, out map[content.Read]bool) {
	if s.History == nil {
		return
	}
	many := map[string]bool{}
	for _, ch := range changes {
		for k := range ch.Records {
			before, now := old.Plan.View.Get(k), s.Plan.View.Get(k)
			if before == nil || now == nil || before.InMany() || now.InMany() {
				many[k.Type] = true
				noteCommit(k, out)
				continue
			}
			s.compareCommit(old, now, before, out)
		}
	}
	for typ := range many {
		for _, r := range s.Plan.View.All(typ) {
			if r.InMany() {
				s.compareCommit(old, r, old.Plan.View.Get(r.Key), out)
			}
		}
	}
}

func (s *Site) compareCommit(old *Site, now, before *content.Record, out map[content.Read]bool) {
	if before == nil || s.commit(now) != old.commit(before) {
		noteCommit(now.Key, out)
	}
}

func noteCommit(k content.Key, out map[content.Read]bool) {
	out[content.Read{Key: k, Of: content.Commits}] = true
	out[content.Read{Key: content.Key{Type: k.Type}, Of: content.Commits}] = true
	out[content.Read{Of: content.Commits}] = true
}

// keepNewest hands on the newest commits of the types that are as they were.
func (s *Site) keepNewest(old *Site, changed map[content.Read]bool) {
	old.shared.newest.Range(func(typ, c any) bool {
		if !changed[content.Read{Key: content.Key{Type: typ.(string)}, Of: content.Commits}] {
			s.shared.newest.LoadOrStore(typ, c)
		}
		return true
	})
}
