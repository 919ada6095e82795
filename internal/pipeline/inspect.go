package pipeline

import (
	"context"
	"sync"

	"candor/internal/bodies"
	"candor/internal/check"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/incremental"
	"candor/internal/parallel"
	"candor/internal/rule"
)

// inspect looks at every record, type and rule of the site of which the cache knows
// nothing, and returns what is known of all.
func inspect(ctx context.Context, c *incremental.Cache, s *snapshot, w *check.World) (diag.List, error) {
	i := inspector{world: w, checks: check.All(), rules: s.project.Rules, bodies: s.bodies}
	if err := i.inspectRecords(ctx, c, everything(s)); err != nil {
		return nil, err
	}
	if err := i.inspectSite(c); err != nil {
		return nil, err
	}
	return append(trusted(c, s.Content.Corpus), leaks(w)...), nil
}

// everything returns all records and all introductions of sections.
func everything(s *snapshot) []*content.Record {
	var out []*content.Record
	for _, t := range s.project.Types.Types() {
		out = append(out, s.Content.Corpus.All(t.Name)...)
	}
	for _, t := range append([]string{""}, typeNames(s.project.Types)...) {
		if r := s.Content.Sections[t]; r != nil {
			out = append(out, r)
		}
	}
	return out
}

// trusted returns all that was found and rests on no mistake.
func trusted(c *incremental.Cache, records *content.Corpus) diag.List {
	var out diag.List
	add := func(l diag.List) {
		for _, d := range l {
			out = append(out, c.Current.Diagnostic(d))
		}
	}
	for _, found := range c.Findings.All() {
		add(found.Certain)
		for _, f := range found.Conditional {
			if !records.Doubtful(f.Reads) {
				add(f.Diags)
			}
		}
	}
	return out
}

// inspector holds what the inspection of every record needs.
type inspector struct {
	world  *check.World
	checks []*check.Check
	rules  *rule.Set
	bodies bodies.Bodies
}

func (i inspector) inspectRecords(ctx context.Context, c *incremental.Cache, all []*content.Record) error {
	var missing []*content.Record
	for _, r := range all {
		if f := c.Findings.Get(r.Key.String()); f == nil || f.Record != r {
			missing = append(missing, r)
		}
	}
	var mu sync.Mutex
	return parallel.Each(ctx, len(missing), func(n int) error {
		f, reads, err := i.record(missing[n])
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		c.Findings.Put(missing[n].Key.String(), f, reads)
		return nil
	})
}

// inspectSite runs what looks at a whole type or at the whole site.
func (i inspector) inspectSite(c *incremental.Cache) error {
	for _, t := range i.world.Records.Types().Types() {
		i.inspectPart(c, incremental.TypeFindings+t.Name, check.EachType, check.Subject{Type: t})
	}
	i.inspectPart(c, incremental.SiteFindings, check.Once, check.Subject{})
	for _, rl := range i.rules.SiteRules() {
		name := incremental.RuleFindings + rl.ID
		if c.Findings.Get(name) != nil {
			continue
		}
		found, reads, err := i.rule(rl, nil)
		if err != nil {
			return err
		}
		f := &incremental.Findings{}
		if len(found.Diags) > 0 {
			f.Conditional = []check.Finding{found}
		}
		c.Findings.Put(name, f, reads)
	}
	return nil
}

func (i inspector) inspectPart(c *incremental.Cache, name string, scope check.Scope, s check.Subject) {
	if c.Findings.Get(name) != nil {
		return
	}
	f := &incremental.Findings{}
	found, reads := i.world.Find(i.checks, scope, s)
	for _, one := range found {
		f.Certain = append(f.Certain, one.Diags...)
	}
	c.Findings.Put(name, f, reads)
}

// record returns what is wrong with a record, and what that rests on.
func (i inspector) record(r *content.Record) (*incremental.Findings, []content.Read, error) {
	text, err := i.bodies.Get(r)
	if err != nil {
		return nil, nil, err
	}
	files, err := sources(r)
	if err != nil {
		return nil, nil, err
	}
	s := check.Subject{Record: r, Type: r.Schema, Text: text, Fields: i.world.ParseFields(r), Files: files}
	f := &incremental.Findings{Record: r, Certain: append(check.Issues(s), i.rules.Waivers(r)...)}
	found, reads := i.world.Find(i.checks, check.EachRecord, s)
	reads = append(reads, content.Read{Key: r.Key}, content.Read{Key: r.Key, Of: content.Text})
	f.Conditional = found
	for _, rl := range i.rules.ForType(r.Type) {
		one, more, err := i.rule(rl, r)
		if err != nil {
			return nil, nil, err
		}
		if reads = append(reads, more...); len(one.Diags) > 0 {
			f.Conditional = append(f.Conditional, one)
		}
	}
	return f, reads, nil
}

// sources reads the files that a record is written in. A file of many is read
// with the first of them.
func sources(r *content.Record) ([]check.File, error) {
	if !r.First() {
		return nil, nil
	}
	var out []check.File
	for _, src := range r.Sources() {
		b, err := src.Bytes()
		if err != nil {
			return nil, err
		}
		out = append(out, check.File{Source: src, Bytes: b})
	}
	return out, nil
}

// rule runs a rule on a record, nil for a rule of the site. What it finds is to
// be held back where it rests on a record with a mistake.
func (i inspector) rule(rl *rule.Rule, r *content.Record) (check.Finding, []content.Read, error) {
	rec := content.NewRecorder(i.world.Records)
	if r != nil {
		rec.Get(r.Key)
	}
	diags, err := rl.Check(rec, r)
	return check.Finding{Diags: diags, Reads: rec.Reads()}, rec.Reads(), err
}
