// Package project reads a site: its settings, types, rules and commitments,
// records, and the introductions of its sections. It is the one place that does,
// so whoever makes pages, compares sites or changes them sees the same site.
//
// A Loader reads a site again and again; what its files say no differently is
// the very same value as before, so that readers can compare pointers.
package project

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/fingerprint"
	"candor/internal/rule"
	"candor/internal/rulefile"
	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/sitefiles"
	"candor/internal/toml"
)

// Options say how a site is read.
type Options struct {
	BaseURL   string    // as config.BaseURL wants it; "": base_url of site.toml
	AsOf      time.Time // judges promises; zero: as_of of site.toml, else the day of BuildDate
	BuildDate time.Time // judges what concerns the present day

	// KeepGoing reads rules and records even where a type is missing. Otherwise
	// reading ends there: every record of the type would be a mistake.
	KeepGoing bool
}

// Project is a site as its files say. It does not change.
type Project struct {
	Config *config.Config
	AsOf   time.Time
	Today  toml.Date   // that of AsOf, or without one the days that BuildDate is somewhere on Earth
	Own    *schema.Set // the site's types
	Types  *schema.Set // with those of the program itself

	// Rules and Content are nil where a type is missing, unless reading went on.
	Rules   *rule.Set
	Content *content.Site

	Diags Diags
	whole bool // every part of the site can be opened
}

// Diags are the mistakes that reading a site shows. Those of Files are about what
// is never opened.
type Diags struct{ Files, Config, Types, Rules, Content diag.List }

// All returns all of them.
func (d Diags) All() diag.List { return slices.Concat(d.Files, d.Config, d.Types, d.Rules, d.Content) }

// Load reads a site once. Mistakes are diagnostics; an error means that the
// machine failed.
func Load(ctx context.Context, files fs.FS, o Options) (*Project, error) {
	return new(Loader).Load(ctx, files, o, nil)
}

// Loader reads a site again and again. The zero value has read nothing. It
// serves one goroutine at a time.
type Loader struct {
	survey  sitefiles.Survey
	config  fingerprint.Value[string, *config.Config]
	types   fingerprint.Value[struct{}, types]
	rules   fingerprint.Value[rulesKey, rules]
	content *content.Loader
	read    *schema.Set // the types that content has read by
}

type types struct{ own, all *schema.Set }

// rules are the rules and commitments, and a record for each, so that they have
// pages and can be linked to.
type rules struct {
	set     *rule.Set
	records []*content.Record
}

// rulesKey is what rules depend on besides their own files.
type rulesKey struct {
	types  *schema.Set
	config *config.Config
	today  toml.Date
	build  time.Time
}

// Load is the function Load, but reads again only what the changed files and
// folders concern; nil stands for all.
func (l *Loader) Load(ctx context.Context, files fs.FS, o Options, changed []string) (*Project, error) {
	p := &Project{AsOf: o.AsOf}
	if err := l.survey.Look(files, changed); err != nil {
		return nil, err
	}
	p.Diags.Files, p.whole = l.survey.Diagnostics(), l.survey.Whole()
	if err := l.loadConfig(p, files, o, changed); err != nil {
		return nil, err
	}
	if err := l.loadTypes(p, files, changed); err != nil {
		return nil, err
	}
	if p.unreadable() && !o.KeepGoing {
		return p, nil
	}
	records, err := l.loadRules(p, files, o, changed)
	if err != nil {
		return nil, err
	}
	if l.content == nil || l.read != p.Types {
		l.content, l.read, changed = new(content.Loader), p.Types, nil
	}
	p.Content, p.Diags.Content, err = l.content.Load(ctx, files, p.Own, p.Types, records, changed)
	return p, err
}

// Faulty reports whether a type has a mistake, or a whole part of the site is not
// what can be opened.
func (p *Project) Faulty() bool { return p.Diags.Types.Errors() > 0 || !p.whole }

// unreadable reports whether records could not be read as they were meant. A type
// that only mistakes what a field means to the program can be read.
func (p *Project) unreadable() bool { return p.Own.Partial || !p.whole }

// WithoutUnopened leaves out of a list what is said of entries that are never
// opened, beside that they are not.
func (p *Project) WithoutUnopened(l diag.List) diag.List {
	unopened := map[string]bool{}
	for _, d := range p.Diags.Files {
		unopened[d.Span.Source.Name] = true
	}
	out := slices.Clone(p.Diags.Files)
	for _, d := range l {
		if d.Span.Source == nil || !unopened[d.Span.Source.Name] {
			out = append(out, d)
		}
	}
	return out
}

func (l *Loader) loadConfig(p *Project, files fs.FS, o Options, changed []string) (err error) {
	s := fingerprint.Sources{Paths: []string{config.Name}}
	p.Config, p.Diags.Config, err = l.config.Get(files, s, changed, o.BaseURL, func() (*config.Config, diag.List, error) {
		c, diags, err := config.Load(files)
		if base, ok := config.BaseURL(o.BaseURL); err == nil && ok {
			c.BaseURL = base
		}
		return c, diags, err
	})
	if err != nil {
		return err
	}
	if p.AsOf.IsZero() {
		p.AsOf = p.Config.AsOf
	}
	p.Today = toml.DayOf(p.AsOf)
	if p.AsOf.IsZero() {
		p.AsOf, p.Today = o.BuildDate.Truncate(24*time.Hour), toml.DaysAt(o.BuildDate)
	}
	return nil
}

func (l *Loader) loadTypes(p *Project, files fs.FS, changed []string) error {
	s := fingerprint.Sources{Paths: []string{"schema"}, Ext: ".json"}
	both, diags, err := l.types.Get(files, s, changed, struct{}{}, func() (types, diag.List, error) {
		own, diags, err := meta.Load(files)
		if err != nil {
			return types{}, nil, err
		}
		engine, err := meta.Engine()
		return types{own, own.With(engine...)}, diags, err
	})
	p.Own, p.Types, p.Diags.Types = both.own, both.all, diags
	return err
}

// loadRules returns the records of the rules and commitments.
func (l *Loader) loadRules(p *Project, files fs.FS, o Options, changed []string) ([]*content.Record, error) {
	s := fingerprint.Sources{Paths: []string{rulefile.RulesFolder, rulefile.CommitmentsFolder}, Deep: true, Ext: ".md"}
	key := rulesKey{p.Types, p.Config, p.Today, o.BuildDate}
	both, diags, err := l.rules.Get(files, s, changed, key, func() (rules, diag.List, error) {
		set, diags, err := rulefile.Load(files, p.Types, rulefile.Options{Today: p.Today, BuildDate: o.BuildDate, Site: p.Config.Values()})
		if err != nil {
			return rules{}, nil, err
		}
		return rules{set, recordsOf(set, p.Types)}, diags, nil
	})
	p.Rules, p.Diags.Rules = both.set, diags
	return both.records, err
}

// recordsOf returns a record for each rule and commitment. What rests on a faulty
// one is doubtful, as with any other record.
func recordsOf(set *rule.Set, types *schema.Set) []*content.Record {
	var out []*content.Record
	add := func(name string, c rule.Common) {
		r := content.New(content.Key{Type: name, ID: c.ID}, types.Type(name), c.Doc, c.Body)
		r.Incomplete = c.Faulty
		out = append(out, r)
	}
	for _, r := range set.Rules() {
		add(rule.TypeName, r.Common)
	}
	for _, c := range set.Commitments() {
		add(rule.CommitmentTypeName, c.Common)
	}
	return out
}
