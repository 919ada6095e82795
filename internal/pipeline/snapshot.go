package pipeline

import (
	"slices"

	"candor/internal/artifacts"
	"candor/internal/bodies"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/incremental"
	"candor/internal/project"
	"candor/internal/render"
	"candor/internal/render/layout"
	"candor/internal/rule"
	"candor/internal/site"
)

// snapshot is a site at one moment: everything that its files are made from. It
// does not change.
type snapshot struct {
	incremental.State
	project   *project.Project
	bodies    bodies.Bodies
	exports   exports
	listing   *listing
	artifacts *artifacts.Site
	version   string
}

// take runs the stages from records to the list of files. As far as that goes, it
// takes the results of the last build.
func (m *Memo) take(in Input, p *project.Project) (*snapshot, diag.List, error) {
	t, diags, err := m.loadTheme(in)
	if err != nil {
		return nil, nil, err
	}
	stray, err := strayLayouts(in.Files, p.Types)
	if err != nil {
		return nil, nil, err
	}
	copied := m.survey(p, t.static)
	s := &snapshot{project: p, bodies: bodies.New(in.Options.Store), version: in.Options.Version}
	s.Environment, s.Content = environment(in.Options, p, t), p.Content
	last, before := m.last, m.last.state()
	s.Plan = planNext(before, &s.State)
	changes := m.cache.Update(before, &s.State)
	outcomes, broken, err := keepPromises(m.cache, p.Rules, s.Plan.View)
	if err != nil {
		return nil, nil, err
	}
	var faults diag.List
	s.exports, faults = findExports(t.layouts, s.Plan.View, last.exportsOf(t.layouts))
	s.listing = list(last, s, t.static)
	s.artifacts = s.artifactsOf(in)
	s.Pages = s.pagesOf(in, outcomes)
	m.cache.UpdatePages(before, &s.State, changes)
	return s, slices.Concat(diags, stray, copied, checkMenu(p), checkBanner(p.Config, s.Plan), broken, faults), nil
}

// state returns what the next build is compared with; nil for no snapshot.
func (s *snapshot) state() *incremental.State {
	if s == nil {
		return nil
	}
	return &s.State
}

// exportsOf returns the exports of the same layouts, none of others.
func (s *snapshot) exportsOf(layouts *layout.Set) exports {
	if s == nil || s.Environment.Layouts != layouts {
		return nil
	}
	return s.exports
}

func environment(o Options, p *project.Project, t theme) incremental.Environment {
	return incremental.Environment{
		Types: p.Types, Config: p.Config, Rules: p.Rules, Layouts: t.layouts, Assets: artifacts.Digest(t.static),
		AsOf: incremental.Moment(p.AsOf), BuildDate: incremental.Moment(o.BuildDate), Drafts: o.Drafts,
	}
}

// planNext plans what the public sees, and where. What it sees no differently than
// in the last build is the very same.
func planNext(last, now *incremental.State) *site.Plan {
	env, corpus := now.Environment, now.Content.Corpus
	base, tags := env.Config.BaseURL, env.Config.Feature("tags")
	if last == nil {
		return site.NewPlan(publicView(env, corpus), base, now.Content.Sections, tags)
	}
	changes := corpus.Since(last.Content.Corpus)
	view := publicView(env, corpus)
	if env.View() == last.Environment.View() {
		view = last.Plan.View.Next(corpus, changes)
	}
	return last.Plan.Next(view, changes, base, now.Content.Sections, tags)
}

func publicView(env incremental.Environment, corpus *content.Corpus) *site.View {
	return site.Public(corpus, site.Audience{Drafts: env.Drafts, Now: env.BuildDate})
}

// keepPromises finds how each promise is kept. It sees what the public sees.
func keepPromises(c *incremental.Cache, rules *rule.Set, view *site.View) (outcomes []rule.Outcome, diags diag.List, err error) {
	for _, commitment := range rules.Commitments() {
		p := c.Promises.Get(commitment.ID)
		if p == nil || p.Of != commitment {
			rec := content.NewRecorder(view)
			p = &incremental.Promise{Of: commitment}
			if p.Outcomes, p.Diags, err = commitment.Outcomes(rec); err != nil {
				return nil, nil, err
			}
			c.Promises.Put(commitment.ID, p, rec.Reads())
		}
		for _, d := range p.Diags {
			diags = append(diags, c.Current.Diagnostic(d))
		}
		outcomes = append(outcomes, p.Outcomes...)
	}
	return outcomes, diags, nil
}

// artifactsOf returns what the files are made from that no layout makes.
func (s *snapshot) artifactsOf(in Input) *artifacts.Site {
	return &artifacts.Site{
		Files: in.Files, Theme: in.Theme, Config: s.project.Config, Plan: s.Plan,
		AsOf: s.project.AsOf, Preview: in.Options.Drafts, Assets: s.listing.assets,
	}
}

// pagesOf returns what all pages share.
func (s *snapshot) pagesOf(in Input, outcomes []rule.Outcome) *render.Site {
	return &render.Site{
		Plan: s.Plan, Config: s.project.Config, Layouts: s.Environment.Layouts, Outcomes: outcomes,
		AsOf: s.project.AsOf, BuildDate: in.Options.BuildDate, Preview: in.Options.Drafts,
		Assets: s.listing.assets, Feeds: s.listing.feeds, Twins: s.exports.twins(s.project.Config, s.Plan), History: in.History, Body: s.bodies.Get,
	}
}
