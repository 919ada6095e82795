package pipeline

import (
	"context"
	"maps"
	"sync"

	"candor/internal/bodies"
	"candor/internal/check"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/parallel"
	"candor/internal/rule"
)

// Names of what is no record among the readers of all records.
const (
	siteEntry = "the site"
	typeEntry = "type "
	ruleEntry = "rule "
)

// inspect looks at every record, type and rule of the site of which nothing is
// known, and returns what is known of all.
func (b *builder) inspect(ctx context.Context) (diag.List, error) {
	b.names()
	i := inspector{world: b.checks, checks: check.All(), rules: b.rules, bodies: b.bodies}
	if err := b.inspectRecords(ctx, i); err != nil {
		return nil, err
	}
	if err := b.inspectSite(i); err != nil {
		return nil, err
	}
	return append(b.verdicts(), b.leaks()...), nil
}

// names has the world of the last inspection hand on what it found out. Where
// records have other names, what was found in texts rests on the old ones.
func (b *builder) names() {
	if b.checks != nil {
		return
	}
	b.checks = b.world()
	old := b.memo.world
	b.memo.world = b.checks
	switch {
	case old == nil:
	case old.Records.Types() == b.types && !b.memo.renamed:
		b.checks.Adopt(old)
	case !maps.Equal(old.Names(), b.checks.Names()):
		b.memo.forgetVerdicts()
	}
	b.memo.renamed = false
}

func (b *builder) inspectRecords(ctx context.Context, i inspector) error {
	var missing []*content.Record
	for _, r := range b.everything() {
		if v := b.memo.verdicts[r.Key.String()]; v == nil || v.record != r {
			missing = append(missing, r)
		}
	}
	var mu sync.Mutex
	return parallel.Each(ctx, len(missing), func(n int) error {
		v, reads, err := i.record(missing[n])
		if err == nil {
			mu.Lock()
			defer mu.Unlock()
			b.memo.judge(missing[n].Key.String(), v, reads)
		}
		return err
	})
}

// judge keeps a verdict and what it rests on.
func (m *Memo) judge(entry string, v *verdict, reads []content.Read) {
	m.verdicts[entry] = v
	if m.keep {
		m.judged.put(entry, reads)
	}
}

// inspectSite runs what looks at a whole type or at the whole site.
func (b *builder) inspectSite(i inspector) error {
	for _, t := range b.types.Types() {
		b.inspectPart(i, typeEntry+t.Name, check.EachType, check.Subject{Type: t})
	}
	b.inspectPart(i, siteEntry, check.Once, check.Subject{})
	for _, rl := range b.rules.SiteRules() {
		if b.memo.verdicts[ruleEntry+rl.ID] != nil {
			continue
		}
		f, reads, err := i.rule(rl, nil)
		if err != nil {
			return err
		}
		v := &verdict{}
		if len(f.Diags) > 0 {
			v.found = []check.Finding{f}
		}
		b.memo.judge(ruleEntry+rl.ID, v, reads)
	}
	return nil
}

func (b *builder) inspectPart(i inspector, entry string, scope check.Scope, s check.Subject) {
	if b.memo.verdicts[entry] != nil {
		return
	}
	v := &verdict{}
	found, reads := i.world.Find(i.checks, scope, s)
	for _, f := range found {
		v.sure = append(v.sure, f.Diags...)
	}
	b.memo.judge(entry, v, reads)
}

// verdicts returns all that was found and rests on no mistake.
func (b *builder) verdicts() diag.List {
	var out diag.List
	for _, v := range b.memo.verdicts {
		for _, d := range v.sure {
			out = append(out, b.memo.current.Diagnostic(d))
		}
		for _, f := range v.found {
			if b.content.Corpus.Doubtful(f.Reads) {
				continue
			}
			for _, d := range f.Diags {
				out = append(out, b.memo.current.Diagnostic(d))
			}
		}
	}
	return out
}

// everything returns all records and all introductions of sections.
func (b *builder) everything() []*content.Record {
	var out []*content.Record
	for _, t := range b.types.Types() {
		out = append(out, b.content.Corpus.All(t.Name)...)
	}
	for _, t := range append([]string{""}, b.typeNames()...) {
		if s := b.content.Sections[t]; s != nil {
			out = append(out, s)
		}
	}
	return out
}

func (b *builder) typeNames() []string {
	var out []string
	for _, t := range b.types.Types() {
		out = append(out, t.Name)
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

// record returns what is wrong with a record, and what that rests on.
func (i inspector) record(r *content.Record) (*verdict, []content.Read, error) {
	text, err := i.bodies.Get(r)
	if err != nil {
		return nil, nil, err
	}
	files, err := sources(r)
	if err != nil {
		return nil, nil, err
	}
	s := check.Subject{Record: r, Type: r.Schema, Text: text, Fields: i.world.ParseFields(r), Files: files}
	v := &verdict{record: r, sure: append(check.Issues(s), i.rules.Waivers(r)...)}
	found, reads := i.world.Find(i.checks, check.EachRecord, s)
	reads = append(reads, content.Read{Key: r.Key}, content.Read{Key: r.Key, Of: content.Text})
	v.found = found
	for _, rl := range i.rules.ForType(r.Type) {
		f, more, err := i.rule(rl, r)
		if err != nil {
			return nil, nil, err
		}
		if reads = append(reads, more...); len(f.Diags) > 0 {
			v.found = append(v.found, f)
		}
	}
	return v, reads, nil
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
