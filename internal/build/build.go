// Package build runs the stages in order: a site's files in, a tree of output
// and a list of diagnostics out.
//
// Build is pure. It touches neither the clock nor the file system nor the
// network: the files come as an fs.FS, the days as options, and the output is
// an fs.FS too, whose files are made when they are opened. What "candor check"
// and "candor build" say of the same files is therefore always the same; they
// differ in what becomes of the bytes.
//
// A text is parsed once and kept in the Store until its page is opened, so that
// neither sources nor HTML are held in memory.
package build

import (
	"context"
	"io/fs"
	"time"

	"candor/internal/check"
	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/render"
	"candor/internal/rule"
	"candor/internal/schema"
	"candor/internal/site"
)

// Input is everything that a site is made from.
type Input struct {
	Files   fs.FS // the site's folder
	Theme   fs.FS // layouts and static files for those that the site has not
	Options Options
}

// Options are what the command line says.
type Options struct {
	AsOf      time.Time // judges promises; zero: as_of of site.toml, else BuildDate
	BuildDate time.Time // judges what concerns the present day
	BaseURL   string    // "": base_url of site.toml
	Drafts    bool
	Version   string // of the program, for the manifest
	Store     Store  // nil: everything is kept in memory
}

// Build runs all stages but the last, which is Output.Render. Where the types
// themselves are faulty, nothing after them is judged and the output is empty.
func Build(ctx context.Context, in Input) (*Output, diag.List, error) {
	b := &builder{Input: in}
	if b.Options.Store == nil {
		b.Options.Store = NewMemory()
	}
	for _, stage := range []func(context.Context) error{
		b.configure, b.loadTypes, b.loadRules, b.loadContent, b.plan, b.loadLayouts, b.inspect, b.judge,
	} {
		if err := stage(ctx); err != nil {
			return nil, nil, err
		}
		if b.stop {
			return &Output{}, b.finish(), nil
		}
	}
	out, err := b.output()
	if err != nil {
		return nil, nil, err
	}
	return out, b.finish(), nil
}

// builder carries what the stages hand on.
type builder struct {
	Input
	diags diag.List
	stop  bool // what comes after would only report what follows from this

	config   *config.Config
	own      *schema.Set // the site's types
	types    *schema.Set // with those of the program itself
	rules    *rule.Set
	content  *content.Site
	layouts  *render.Layouts
	siteplan *site.Plan
	outcomes []rule.Outcome
	bodies   bodies
}

func (b *builder) report(diags diag.List) { b.diags = append(b.diags, diags...) }

func (b *builder) configure(context.Context) error {
	cfg, diags, err := config.Load(b.Files)
	if err != nil {
		return err
	}
	b.report(diags)
	if b.Options.BaseURL != "" {
		cfg.BaseURL = b.Options.BaseURL
	}
	if b.Options.AsOf.IsZero() {
		b.Options.AsOf = cfg.AsOf
	}
	if b.Options.AsOf.IsZero() {
		b.Options.AsOf = b.Options.BuildDate
	}
	b.config = cfg
	return nil
}

// loadTypes stops the build at a faulty schema: without its type every record
// of it would be a mistake.
func (b *builder) loadTypes(context.Context) error {
	types, diags, err := schema.Load(b.Files)
	if err != nil {
		return err
	}
	b.report(diags)
	own, err := schema.Engine()
	if err != nil {
		return err
	}
	b.own, b.types, b.stop = types, types.With(own...), diags.Errors() > 0
	return nil
}

func (b *builder) loadRules(context.Context) error {
	rules, diags, err := rule.Load(b.Files, b.types, rule.Options{
		Today:     b.Options.AsOf,
		BuildDate: b.Options.BuildDate,
		Site:      b.config.Values(),
	})
	if err != nil {
		return err
	}
	b.report(diags)
	b.rules = rules
	return nil
}

func (b *builder) loadContent(ctx context.Context) error {
	c, diags, err := content.Load(ctx, b.Files, b.own, b.types, b.ruleRecords())
	if err != nil {
		return err
	}
	b.report(diags)
	b.content = c
	return nil
}

// ruleRecords makes records of the rules and commitments, so that they have
// pages and can be linked to.
func (b *builder) ruleRecords() []*content.Record {
	var out []*content.Record
	add := func(name string, c rule.Common) {
		r := content.New(content.Key{Type: name, ID: c.ID}, b.types.Type(name), c.Doc, c.Body)
		r.Incomplete = c.Faulty
		out = append(out, r)
	}
	for _, r := range b.rules.Rules() {
		add(rule.TypeName, r.Common)
	}
	for _, c := range b.rules.Commitments() {
		add(rule.CommitmentTypeName, c.Common)
	}
	return out
}

func (b *builder) plan(context.Context) error {
	view := site.Public(b.content.Corpus, site.Audience{Drafts: b.Options.Drafts, Now: b.Options.BuildDate})
	b.siteplan = site.NewPlan(view, b.config.BaseURL, b.content.Sections, b.config.Feature("tags"))
	b.report(b.checkMenu())
	return nil
}

func (b *builder) loadLayouts(context.Context) error {
	layouts, diags, err := render.Load(b.Files, b.Theme)
	if err != nil {
		return err
	}
	b.report(diags)
	b.layouts = layouts
	return nil
}

// world is what the checks may look at.
func (b *builder) world() *check.World {
	return &check.World{
		Records: b.content.Corpus,
		Plan:    b.siteplan,
		Config:  b.config,
		Today:   b.Options.AsOf,
		Now:     b.Options.BuildDate,
	}
}

// judge finds how each promise stands. It sees what the public sees.
func (b *builder) judge(context.Context) error {
	for _, c := range b.rules.Commitments() {
		outcomes, diags, err := c.Outcomes(b.siteplan.View)
		if err != nil {
			return err
		}
		b.report(diags)
		b.outcomes = append(b.outcomes, outcomes...)
	}
	return nil
}

// finish applies the severities of site.toml and sorts.
func (b *builder) finish() diag.List {
	b.report(b.checkSeverities())
	return b.severities().apply(b.diags).Sorted()
}
