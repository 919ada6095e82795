package edit

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/rulefile"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/toml"
)

// world is all that can refer to a record.
type world struct {
	files    fs.FS
	now      time.Time
	config   *config.Config
	own      *schema.Set // the site's types
	rules    []rule.Common
	site     *content.Site
	sections []*content.Record
}

// load reads the site. It refuses one whose files cannot all be read: what they
// hold could not be rewritten.
func load(ctx context.Context, files fs.FS, now time.Time) (*world, error) {
	cfg, diags, err := config.Load(files)
	if err != nil {
		return nil, err
	}
	types, more, err := schema.Load(files)
	if err != nil {
		return nil, err
	}
	for _, d := range append(diags, more...) {
		if d.Severity == diag.Error {
			return nil, &Refusal{whereFrom(d) + d.Message + "; mend what candor check says first"}
		}
	}
	w := &world{files: files, now: now, config: cfg, own: types}
	return w, w.loadContent(ctx)
}

func (w *world) loadContent(ctx context.Context) error {
	engine, err := schema.Engine()
	if err != nil {
		return err
	}
	all := w.own.With(engine...)
	rules, ofRules, err := rulefile.Load(w.files, all, rulefile.Options{Today: toml.DayOf(w.now), BuildDate: w.now, Site: w.config.Values()})
	if err != nil {
		return err
	}
	s, diags, err := content.Load(ctx, w.files, w.own, all, w.ruleRecords(all, rules))
	if err != nil {
		return err
	}
	if diags = append(diags, ofRules...); slices.ContainsFunc(diags, illegible) {
		i := slices.IndexFunc(diags, illegible)
		return &Refusal{diags[i].Span.Source.Name + " cannot be read, so nobody knows what it refers to; mend what candor check says of it first"}
	}
	w.site = s
	for _, t := range append([]string{""}, names(all)...) {
		if r := s.Sections[t]; r != nil {
			w.sections = append(w.sections, r)
		}
	}
	return nil
}

// whereFrom names the file that a diagnostic is about, for a line of its own.
func whereFrom(d diag.Diagnostic) string {
	if d.Span.Source == nil {
		return ""
	}
	return d.Span.Source.Name + ": "
}

// illegible says that a diagnostic is about a file of which nothing is known.
func illegible(d diag.Diagnostic) bool {
	return d.Span.Source != nil && slices.Contains([]string{
		"toml-syntax", "bad-date", "not-utf8", "nul-byte", "too-large", "nested-too-deep", "front-matter-unclosed",
		"yaml-front-matter", "unreadable-file",
	}, d.ID)
}

// ruleRecords makes records of the rules and commitments, for their texts link
// to records too.
func (w *world) ruleRecords(all *schema.Set, rules *rule.Set) []*content.Record {
	var out []*content.Record
	add := func(name string, c rule.Common) {
		if c.Doc == nil {
			return
		}
		w.rules = append(w.rules, c)
		out = append(out, content.New(content.Key{Type: name, ID: c.ID}, all.Type(name), c.Doc, c.Body))
	}
	for _, r := range rules.Rules() {
		add(rule.TypeName, r.Common)
	}
	for _, c := range rules.Commitments() {
		add(rule.CommitmentTypeName, c.Common)
	}
	return out
}

func names(types *schema.Set) []string {
	var out []string
	for _, t := range types.Types() {
		out = append(out, t.Name)
	}
	return out
}

// records returns all records, and then the introductions of sections.
func (w *world) records() []*content.Record {
	var out []*content.Record
	for _, t := range w.site.Corpus.Types().Types() {
		out = append(out, w.site.Corpus.All(t.Name)...)
	}
	return append(out, w.sections...)
}

// url returns where the public finds a record, from the root of the site, with
// some records in the place of those with another key.
func (w *world) plan(instead map[content.Key]*content.Record) *site.Plan {
	corpus := w.site.Corpus
	if len(instead) > 0 {
		var all []*content.Record
		for _, t := range corpus.Types().Types() {
			for _, r := range corpus.All(t.Name) {
				if other := instead[r.Key]; other != nil {
					r = other
				}
				all = append(all, r)
			}
		}
		corpus = content.NewCorpus(corpus.Types(), all, nil)
	}
	return site.NewPlan(site.Public(corpus, site.Audience{Now: w.now}), "", w.site.Sections, false)
}
