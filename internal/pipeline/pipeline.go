// Package pipeline runs the stages in order: a site's files in, a tree of output
// and a list of diagnostics out.
//
// Build is pure. It touches neither the clock nor the file system nor the
// network: the files come as an fs.FS, their history as a value, the days as
// options, and the output is an fs.FS too, whose files are made when they are
// opened. What "candor check" and "candor build" say of the same files is
// therefore always the same; they differ in what becomes of the bytes.
//
// Data walks forward. Each stage is a function from what earlier stages returned
// to a value that does not change any more:
//
//	project.Load    settings, types, rules and records
//	loadTheme       layouts and static files
//	planNext        what the public sees, and where
//	keepPromises    how each promise is kept
//	findExports     which files templates make beside pages
//	list            which files there are
//	inspect         what is wrong with the records
//	Output.Render   the bytes of the files, and what is wrong with pages
//
// The snapshot holds what the stages returned, and is all that an Output needs to
// make its files. What may be kept from one build to the next is in a Memo, which
// no result refers to but to note what was found about a page.
//
// A text is parsed once and kept in the Store until its page is opened, so that
// neither sources nor HTML are held in memory.
//
// A program that builds the same site again and again hands in a Memo and says
// which files may have changed; the work is then proportional to the change.
// One that wants to show pages before all records have been inspected takes the
// two halves of Build apart: Begin and Draft.Inspect.
package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"

	"candor/internal/bodies"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/project"
	"candor/internal/site"
)

// Input is everything that a site is made from.
type Input struct {
	Files   fs.FS            // the site's folder
	Theme   fs.FS            // layouts and static files for those that the site has not
	History *content.History // of Files; nil: no page says when it was changed
	Options Options
}

// Options are what the command line says.
type Options struct {
	AsOf      time.Time // judges promises; zero: as_of of site.toml, else the day of BuildDate
	BuildDate time.Time // judges what concerns the present day
	BaseURL   string    // as config.BaseURL wants it; "": base_url of site.toml
	Drafts    bool
	Version   string       // of the program, for the manifest
	Store     bodies.Store // nil: everything is kept in memory

	Memo    *Memo    // what earlier builds of the site found out; nil: from scratch
	Changed []string // files and folders that may differ from what the Memo has seen; nil: all
}

// Build runs all stages but the last, which is Output.Render. Where the types
// themselves are faulty, nothing after them is judged and the output is empty.
func Build(ctx context.Context, in Input) (*Output, diag.List, error) {
	d, err := Begin(ctx, in)
	if err != nil {
		return nil, nil, err
	}
	diags, err := d.Inspect(ctx)
	if err != nil {
		return nil, nil, err
	}
	return d.Output, diags, nil
}

// Draft is a site whose pages can be opened, but whose records have not been
// inspected yet.
type Draft struct {
	Output *Output

	project *project.Project
	diags   diag.List // of the stages so far
}

// Begin runs the stages that pages are made of.
func Begin(ctx context.Context, in Input) (*Draft, error) {
	m := in.Options.Memo
	if m == nil {
		m = newMemo(true)
	}
	if in.Options.Store == nil {
		in.Options.Store = m.store
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	in.Options.Changed = m.begin(in.Options.Changed)
	p, err := m.load(ctx, in)
	if err != nil {
		return nil, err
	}
	d := &Draft{project: p, diags: p.Diags.All()}
	if p.Faulty() {
		d.Output = &Output{listing: &listing{}, view: viewOf(in.Options, p)}
		return d, nil
	}
	s, diags, err := m.take(in, p)
	if err != nil {
		return nil, err
	}
	m.end(s)
	d.Output, d.diags = newOutput(s, m), append(d.diags, diags...)
	return d, nil
}

// viewOf returns what the public sees of a site whose types are faulty, so that
// it is known how many records are hidden; nil where no record was read.
func viewOf(o Options, p *project.Project) *site.View {
	if p.Content == nil {
		return nil
	}
	return site.Public(p.Content.Corpus, site.Audience{Drafts: o.Drafts, Now: o.BuildDate})
}

// Inspect parses the text of every record and runs all checks and rules. It
// returns all diagnostics but those that only finished pages show.
func (d *Draft) Inspect(ctx context.Context) (diag.List, error) {
	if d.Output.Empty() {
		return d.finish(nil), nil
	}
	m := d.Output.memo
	m.mu.Lock()
	defer m.mu.Unlock()
	if d.Output.generation != m.generation {
		return nil, errOutdated
	}
	s := d.Output.site
	found, err := inspect(ctx, m.cache, s, m.world(s))
	if err != nil {
		return nil, err
	}
	if m.single {
		m.cache.Findings.Clear()
	}
	return d.finish(found), nil
}

// errOutdated is what an output is told when a newer build has begun.
var errOutdated = errors.New("the site has been built anew in between")

// finish applies the severities of site.toml to all that was found, and sorts. Of
// what is never opened, that is all there is to say.
func (d *Draft) finish(found diag.List) diag.List {
	all := d.project.WithoutUnopened(slices.Concat(d.diags, found, d.project.CheckSeverities()))
	return d.project.Severities().Apply(all).Sorted()
}
