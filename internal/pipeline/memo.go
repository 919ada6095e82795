package pipeline

import (
	"context"
	"slices"
	"sync"

	"candor/internal/artifacts"
	"candor/internal/bodies"
	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/fingerprint"
	"candor/internal/incremental"
	"candor/internal/media"
	"candor/internal/project"
	"candor/internal/render"
	"candor/internal/render/layout"
)

// Memo keeps what the builds of one site found out, for the next of them in the
// same process. What is made from files alone is kept until these change; what
// was found by looking at records is in the cache, and the last build is kept to
// be compared with.
//
// With or without a Memo, the same files give the same output and the same
// diagnostics. It serves one build at a time; others wait.
type Memo struct {
	mu         sync.Mutex
	single     bool   // there will be no other build
	generation uint64 // of the last build: only its output may add to the cache
	broken     bool   // the last build broke off: nothing is certain

	loader  *project.Loader
	layouts fingerprint.Value[struct{}, *layout.Set]
	static  fingerprint.Value[struct{}, []artifacts.Asset]
	media   media.Survey
	cache   *incremental.Cache
	last    *snapshot // the last that came to an output
	store   *bodies.Memory
}

// NewMemo returns an empty Memo.
func NewMemo() *Memo { return newMemo(false) }

func newMemo(single bool) *Memo {
	return &Memo{single: single, loader: new(project.Loader), cache: incremental.NewCache(single), store: bodies.NewMemory()}
}

// begin makes the memo the next build's, and returns which files that one has to
// look at: after a build that broke off, all.
func (m *Memo) begin(changed []string) []string {
	m.generation++
	if m.broken {
		m.loader, changed = new(project.Loader), nil
		m.forget()
	}
	m.broken = true
	return changed
}

// end keeps what a build came to.
func (m *Memo) end(s *snapshot) {
	m.broken, m.last = false, s
	if m.single {
		m.loader = nil
	}
}

// forget drops what was found by looking at records.
func (m *Memo) forget() {
	m.last = nil
	m.cache.Clear()
}

// load reads the site. Where its types are others, nothing that is kept is of use.
func (m *Memo) load(ctx context.Context, in Input) (*project.Project, error) {
	o := project.Options{BaseURL: in.Options.BaseURL, AsOf: in.Options.AsOf, BuildDate: in.Options.BuildDate}
	p, err := m.loader.Load(ctx, in.Files, o, in.Options.Changed)
	if err == nil && m.last != nil && m.last.Environment.Types != p.Types {
		m.forget()
	}
	return p, err
}

// theme is what a site has besides its records, and the theme for it.
type theme struct {
	layouts *layout.Set
	static  []artifacts.Asset
}

func (m *Memo) loadTheme(in Input) (t theme, diags diag.List, err error) {
	s := fingerprint.Sources{Paths: []string{layout.Root}, Deep: true}
	t.layouts, diags, err = m.layouts.Get(in.Files, s, in.Options.Changed, struct{}{}, func() (*layout.Set, diag.List, error) {
		return render.Load(in.Files, in.Theme)
	})
	if err != nil {
		return t, nil, err
	}
	var more diag.List
	s = fingerprint.Sources{Paths: []string{artifacts.StaticRoot}, Deep: true}
	t.static, more, err = m.static.Get(in.Files, s, in.Options.Changed, struct{}{}, func() ([]artifacts.Asset, diag.List, error) {
		return artifacts.Static(in.Files, in.Theme)
	})
	return t, append(diags[:len(diags):len(diags)], more...), err
}

// survey judges the files that are copied as they are.
func (m *Memo) survey(p *project.Project, static []artifacts.Asset) diag.List {
	names := slices.Clone(p.Content.Files)
	for _, a := range static {
		if name, ok := a.Own(); ok {
			names = append(names, name)
		}
	}
	m.media.Look(names, media.Options{Types: p.Config.FileTypes})
	return m.media.Diagnostics()
}

// world is what the checks may look at.
func (m *Memo) world(s *snapshot) *check.World {
	return m.cache.World(&s.State, func() *check.World {
		return &check.World{
			Records: s.Content.Corpus, Plan: s.Plan, Config: s.Environment.Config,
			Today: s.project.Today, Now: s.Environment.BuildDate,
		}
	})
}
