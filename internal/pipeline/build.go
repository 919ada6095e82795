// Package pipeline runs the stages in order: a site's files in, a tree of output
// and a list of diagnostics out.
//
// Build is pure. It touches neither the clock nor the file system nor the
// network: the files come as an fs.FS, their history as a value, the days as
// options, and the output is an fs.FS too, whose files are made when they are
// opened. What "candor check" and "candor build" say of the same files is
// therefore always the same; they differ in what becomes of the bytes.
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
	"path"
	"slices"
	"strings"
	"time"

	"candor/internal/artifacts"
	"candor/internal/bodies"
	"candor/internal/catalog"
	"candor/internal/check"
	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/fingerprint"
	"candor/internal/project"
	"candor/internal/render"
	"candor/internal/render/layout"
	"candor/internal/rule"
	"candor/internal/schema"
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
	b      *builder
}

// Begin runs the stages that pages are made of.
func Begin(ctx context.Context, in Input) (*Draft, error) {
	b := &builder{Input: in, memo: in.Options.Memo}
	if b.memo == nil {
		b.memo = NewMemo()
		b.memo.keep = false
	}
	if b.Options.Store == nil {
		b.Options.Store = b.memo.store
	}
	b.memo.mu.Lock()
	defer b.memo.mu.Unlock()
	b.start()
	for _, stage := range []func(context.Context) error{
		b.load, b.plan, b.loadLayouts, b.judge, b.output,
	} {
		if err := stage(ctx); err != nil {
			return nil, err
		}
		if b.stop {
			return &Draft{&Output{shape: &shape{}}, b}, nil
		}
	}
	b.memo.unfit, b.memo.last = false, b
	if !b.memo.keep {
		b.memo.loader = nil // nobody will read the site again
	}
	return &Draft{b.out, b}, nil
}

// start makes the memo this build's. After a build that broke off, nothing that
// reaches beyond a file is certain.
func (b *builder) start() {
	m := b.memo
	m.gen++
	b.gen = m.gen
	if m.unfit {
		m.loader = new(project.Loader)
		m.forget()
		b.Options.Changed = nil
	}
	m.unfit = true
}

// Inspect parses the text of every record and runs all checks and rules. It
// returns all diagnostics but those that only finished pages show.
func (d *Draft) Inspect(ctx context.Context) (diag.List, error) {
	b := d.b
	b.memo.mu.Lock()
	defer b.memo.mu.Unlock()
	if b.stop {
		return b.finish(nil), nil
	}
	if b.gen != b.memo.gen {
		return nil, errOutdated
	}
	found, err := b.inspect(ctx)
	if err != nil {
		return nil, err
	}
	if !b.memo.keep {
		b.memo.forgetVerdicts()
	}
	return b.finish(found), nil
}

// errOutdated says that a newer build has begun.
var errOutdated = errors.New("the site has been built anew in between")

// builder carries what the stages hand on.
type builder struct {
	Input
	memo  *Memo
	gen   uint64
	diags diag.List
	stop  bool // what comes after would only report what follows from this

	project  *project.Project
	config   *config.Config
	types    *schema.Set // with those of the program itself
	rules    *rule.Set
	content  *content.Site
	layouts  *layout.Set
	siteplan *site.Plan
	outcomes []rule.Outcome
	bodies   bodies.Bodies
	offers   []offers
	out      *Output
	checks   *check.World

	changes content.Changes // of what the public sees, since the last build
	all     content.Changes // of all records
}

func (b *builder) report(diags diag.List) { b.diags = append(b.diags, diags...) }

// load stops the build at a faulty type, without which every record of the type
// would be a mistake, and where a whole part of the site cannot be opened.
func (b *builder) load(ctx context.Context) error {
	o := project.Options{BaseURL: b.Options.BaseURL, AsOf: b.Options.AsOf, BuildDate: b.Options.BuildDate}
	p, err := b.memo.loader.Load(ctx, b.Files, o, b.Options.Changed)
	if err != nil {
		return err
	}
	b.report(p.Diags.All())
	b.project, b.config, b.types, b.rules, b.content = p, p.Config, p.Types, p.Rules, p.Content
	b.Options.AsOf, b.bodies, b.stop = p.AsOf, bodies.New(b.Options.Store), p.Faulty()
	if old := b.memo.last; old != nil && old.types != b.types {
		b.memo.forget()
	}
	return nil
}

// plan follows the last build's as far as that goes.
func (b *builder) plan(context.Context) error {
	old, tags := b.memo.last, b.config.Feature("tags")
	view := b.nextView(site.Audience{Drafts: b.Options.Drafts, Now: b.Options.BuildDate})
	if old == nil {
		b.siteplan = site.NewPlan(view, b.config.BaseURL, b.content.Sections, tags)
	} else {
		b.siteplan = old.siteplan.Next(view, b.content.Corpus.Since(old.content.Corpus), b.config.BaseURL, b.content.Sections, tags)
	}
	b.compare()
	b.report(b.checkMenu())
	b.report(b.checkBanner())
	return nil
}

func (b *builder) loadLayouts(context.Context) error {
	s := fingerprint.Sources{Paths: []string{layout.Root}, Deep: true}
	layouts, diags, err := b.memo.layouts.Get(b.Files, s, b.Options.Changed, struct{}{}, func() (*layout.Set, diag.List, error) {
		return render.Load(b.Files, b.Theme)
	})
	if err != nil {
		return err
	}
	b.report(diags)
	b.layouts = layouts
	return b.strayLayouts()
}

// strayLayouts reports the files among the site's own layouts that make no page.
func (b *builder) strayLayouts() error {
	err := fs.WalkDir(b.Files, layout.Root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == layout.Root || artifacts.Hidden(d.Name()) {
			return err
		}
		at := diag.NewSource(name, nil, nil).At(0, 0)
		switch typ := path.Base(name); {
		case d.IsDir() && b.types.Type(typ) == nil:
			hint := "the types are " + strings.Join(b.typeNames(), ", ")
			if near, ok := diag.Nearest(typ, b.typeNames()); ok {
				hint = "did you mean " + near + "?"
			}
			b.diags.Errorf(catalog.UnknownType, at, hint, "no type of record is called %s, so no page is made by what stands here", typ)
			return fs.SkipDir
		case !d.IsDir() && strayName(d.Name()):
			b.diags.Errorf(catalog.FileMisplaced, at, "give it the ending .html if it is a layout; what is copied as it is belongs into "+artifacts.StaticRoot+"/",
				"this file makes no page")
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// strayName says that a file can be no export, for its name is that of a layout
// with another ending, has none, or is meant for people.
func strayName(base string) bool {
	stem, ext, _ := strings.Cut(base, ".")
	return ext == "" || strings.EqualFold(stem, "readme") ||
		ext != "html" && slices.Contains([]string{"page", "list", "state", "index", "tag", "tags", "404"}, stem)
}

// world is what the checks may look at.
func (b *builder) world() *check.World {
	return &check.World{
		Records: b.content.Corpus,
		Plan:    b.siteplan,
		Config:  b.config,
		Today:   b.project.Today,
		Now:     b.Options.BuildDate,
	}
}

// promiseEntry begins the name of a promise among the readers of what is
// public; pages have no such names.
const promiseEntry = "promise "

// judge finds how each promise stands. It sees what the public sees.
func (b *builder) judge(context.Context) error {
	for _, c := range b.rules.Commitments() {
		p, ok := b.memo.outcomes[c.ID]
		if !ok || p.of != c {
			rec := content.NewRecorder(b.siteplan.View)
			outcomes, diags, err := c.Outcomes(rec)
			if err != nil {
				return err
			}
			p = promise{c, outcomes, diags, rec.Reads()}
			b.memo.outcomes[c.ID] = p
			b.memo.shown.put(promiseEntry+c.ID, p.reads)
		}
		for _, d := range p.diags {
			b.diags = append(b.diags, b.memo.current.Diagnostic(d))
		}
		b.outcomes = append(b.outcomes, p.outcomes...)
	}
	return nil
}

// finish applies the severities of site.toml to all that was found, and sorts. Of
// what is never opened, that is all there is to say.
func (b *builder) finish(found diag.List) diag.List {
	all := b.project.WithoutUnopened(slices.Concat(b.diags, found, b.project.CheckSeverities()))
	return b.project.Severities().Apply(all).Sorted()
}
