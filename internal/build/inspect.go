package build

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"candor/internal/check"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
)

// inspect parses the text of every record and runs all checks and rules.
func (b *builder) inspect(ctx context.Context) error {
	b.bodies = bodies{b.Options.Store}
	i := inspector{world: b.world(), checks: check.All(), rules: b.rules, bodies: b.bodies}
	records := b.everything()
	lists := make([]diag.List, len(records))
	if err := parallel(ctx, len(records), func(n int) error {
		diags, err := i.record(records[n])
		lists[n] = diags
		return err
	}); err != nil {
		return err
	}
	for _, l := range lists {
		b.report(l)
	}
	whole, err := i.site()
	b.report(whole)
	return err
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

// parallel calls do for 0 to n-1 on as many goroutines as there are
// processors.
func parallel(ctx context.Context, n int, do func(int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	workers := min(runtime.GOMAXPROCS(0), max(n, 1))
	next := make(chan int)
	g.Go(func() error {
		defer close(next)
		for i := range n {
			select {
			case next <- i:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range workers {
		g.Go(func() error {
			for i := range next {
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// inspector holds what the inspection of every record needs.
type inspector struct {
	world  *check.World
	checks []*check.Check
	rules  *rule.Set
	bodies bodies
}

func (i inspector) record(r *content.Record) (diag.List, error) {
	text, err := i.bodies.parse(r)
	if err != nil {
		return nil, err
	}
	files, err := sources(r)
	if err != nil {
		return nil, err
	}
	s := check.Subject{Record: r, Type: r.Schema, Text: text, Fields: i.world.ParseFields(r), Files: files}
	diags := check.Issues(s)
	diags = append(diags, i.world.Run(i.checks, check.EachRecord, s)...)
	diags = append(diags, i.rules.Waivers(r)...)
	diags = append(diags, i.rules.Waivers(r)...)
	for _, rl := range i.rules.ForType(r.Type) {
		more, err := i.rule(rl, r)
		if err != nil {
			return nil, err
		}
		diags = append(diags, more...)
	}
	return diags, nil
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

// rule runs a rule on a record, nil for a rule of the site, and holds back
// what rests on a record with a mistake.
func (i inspector) rule(rl *rule.Rule, r *content.Record) (diag.List, error) {
	rec := content.NewRecorder(i.world.Records)
	if r != nil {
		rec.Get(r.Key)
	}
	diags, err := rl.Check(rec, r)
	if err != nil || len(diags) == 0 || i.world.Records.Doubtful(rec.Reads()) {
		return nil, err
	}
	return diags, nil
}

// site runs what looks at a whole type or at the whole site.
func (i inspector) site() (diag.List, error) {
	var diags diag.List
	for _, t := range i.world.Records.Types().Types() {
		diags = append(diags, i.world.Run(i.checks, check.EachType, check.Subject{Type: t})...)
	}
	diags = append(diags, i.world.Run(i.checks, check.Once, check.Subject{})...)
	for _, rl := range i.rules.SiteRules() {
		more, err := i.rule(rl, nil)
		if err != nil {
			return nil, err
		}
		diags = append(diags, more...)
	}
	return diags, nil
}
