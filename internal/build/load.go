package build

import (
	"context"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/schema"
	"candor/internal/site"
)

// Loaded is a site as it was read, before any page of it is made.
type Loaded struct {
	Config   *config.Config
	Types    *schema.Set // with those of the program itself
	Rules    *rule.Set
	Records  *content.Corpus
	Sections map[string]*content.Record // the introductions, by type
	Outcomes []rule.Outcome             // how each promise stands for the public
}

// Load reads a site as Build does and goes no further. Unlike Build it goes on
// where a type is faulty: whoever compares sites wants what there is.
func Load(ctx context.Context, in Input) (*Loaded, diag.List, error) {
	b := &builder{Input: in, memo: NewMemo()}
	b.memo.keep = false
	for _, stage := range []func(context.Context) error{b.configure, b.loadTypes, b.loadRules, b.loadContent} {
		if err := stage(ctx); err != nil {
			return nil, nil, err
		}
	}
	l := &Loaded{Config: b.config, Types: b.types, Rules: b.rules, Records: b.content.Corpus, Sections: b.content.Sections}
	view := site.Public(l.Records, site.Audience{Drafts: in.Options.Drafts, Now: in.Options.BuildDate})
	for _, c := range l.Rules.Commitments() {
		outcomes, diags, err := c.Outcomes(view)
		if err != nil {
			return nil, nil, err
		}
		b.report(diags)
		l.Outcomes = append(l.Outcomes, outcomes...)
	}
	return l, b.finish(nil), nil
}
