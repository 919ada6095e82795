package changes

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/project"
	"candor/internal/rule"
	"candor/internal/schema"
	"candor/internal/site"
)

// Side is one of the two sites that are compared.
type Side struct {
	Name     string // what it is called: "v1", "the work tree"
	Config   *config.Config
	Types    *schema.Set
	Rules    *rule.Set
	Records  *content.Corpus
	Sections map[string]*content.Record
	Outcomes []rule.Outcome
	Diags    diag.List // what was wrong when it was read
}

// Read reads a site that is to be compared. Embargoes and promises are judged at
// the time now. Where a type is faulty it goes on: what there is can be compared.
func Read(ctx context.Context, files fs.FS, name string, now time.Time) (Side, error) {
	p, err := project.Load(ctx, files, project.Options{BuildDate: now, KeepGoing: true})
	if err != nil {
		return Side{}, err
	}
	outcomes, diags, err := outcomes(p.Rules, site.Public(p.Content.Corpus, site.Audience{Now: now}))
	if err != nil {
		return Side{}, err
	}
	diags = p.WithoutUnopened(slices.Concat(p.Diags.All(), diags, p.CheckSeverities()))
	return Side{
		Name: name, Config: p.Config, Types: p.Types, Rules: p.Rules, Records: p.Content.Corpus, Sections: p.Content.Sections,
		Outcomes: outcomes, Diags: p.Severities().Apply(diags).Sorted(),
	}, nil
}

// outcomes returns how each promise looks to the public.
func outcomes(rules *rule.Set, public content.Lookup) (all []rule.Outcome, diags diag.List, err error) {
	for _, c := range rules.Commitments() {
		found, more, err := c.Outcomes(public)
		if err != nil {
			return nil, nil, err
		}
		all, diags = append(all, found...), append(diags, more...)
	}
	return all, diags, nil
}
