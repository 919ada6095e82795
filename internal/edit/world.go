package edit

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/project"
	"candor/internal/schema"
	"candor/internal/site"
)

// world is all that can refer to a record.
type world struct {
	*project.Project
	files    fs.FS
	now      time.Time
	sections []*content.Record
}

// load reads the site. It refuses one whose files cannot all be read: what they
// hold could not be rewritten.
func load(ctx context.Context, files fs.FS, now time.Time) (*world, error) {
	p, err := project.Load(ctx, files, project.Options{AsOf: now, BuildDate: now})
	if err != nil {
		return nil, err
	}
	for _, d := range slices.Concat(p.Diags.Files, p.Diags.Config, p.Diags.Types) {
		if d.Severity == diag.Error {
			return nil, &Refusal{whereFrom(d) + d.Message + "; mend what candor check says first"}
		}
	}
	if diags := slices.Concat(p.Diags.Content, p.Diags.Rules); slices.ContainsFunc(diags, illegible) {
		i := slices.IndexFunc(diags, illegible)
		return nil, &Refusal{diags[i].Span.Source.Name + " cannot be read, so nobody knows what it refers to; mend what candor check says of it first"}
	}
	w := &world{Project: p, files: files, now: now}
	for _, t := range append([]string{""}, names(p.Types)...) {
		if r := p.Content.Sections[t]; r != nil {
			w.sections = append(w.sections, r)
		}
	}
	return w, nil
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
		catalog.TOMLSyntax, catalog.BadDate, catalog.NotUTF8, catalog.NULByte, catalog.TooLarge, catalog.NestedTooDeep, catalog.FrontMatterUnclosed,
		catalog.YAMLFrontMatter, catalog.UnreadableFile, catalog.SymbolicLink, catalog.SpecialFile, catalog.BadFileName,
	}, d.ID)
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
	for _, t := range w.Content.Corpus.Types().Types() {
		out = append(out, w.Content.Corpus.All(t.Name)...)
	}
	return append(out, w.sections...)
}

// url returns where the public finds a record, from the root of the site, with
// some records in the place of those with another key.
func (w *world) plan(instead map[content.Key]*content.Record) *site.Plan {
	corpus := w.Content.Corpus
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
	return site.NewPlan(site.Public(corpus, site.Audience{Now: w.now}), "", w.Content.Sections, false)
}
