package pipeline

import (
	"strings"
	"sync"

	"candor/internal/artifacts"
	"candor/internal/bodies"
	"candor/internal/check"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/fingerprint"
	"candor/internal/linkcheck"
	"candor/internal/project"
	"candor/internal/render/layout"
	"candor/internal/rule"
	"candor/internal/site"
)

// Memo keeps what the builds of one site found out, for the next of them in the
// same process. A local stage is kept under a hash of what it is made from. A
// reaching stage (the checks and rules of one record, a promise, a page) is
// kept with all that it read, until one of these things is another.
//
// With or without a Memo, the same files give the same output and the same
// diagnostics. It serves one build at a time; others wait.
type Memo struct {
	mu    sync.Mutex
	keep  bool
	gen   uint64   // of the last build: only its output may add to the memo
	unfit bool     // the last build broke off: nothing is certain
	last  *builder // the last that came to an output

	loader  *project.Loader
	layouts fingerprint.Value[struct{}, *layout.Set]
	static  fingerprint.Value[struct{}, []artifacts.Asset]

	verdicts map[string]*verdict        // by what they are about
	judged   *index                     // who read what of all records
	world    *check.World               // of the last inspection
	renamed  bool                       // records may have other names since
	outcomes map[string]promise         // by commitment
	pages    map[string]*linkcheck.Page // by path
	shown    *index                     // who read what of the public records

	store   *bodies.Memory
	scanner *linkcheck.Scanner
	current diag.Current // files whose text is another than when it was read
}

// NewMemo returns an empty Memo.
func NewMemo() *Memo {
	m := &Memo{keep: true, loader: new(project.Loader), store: bodies.NewMemory(), scanner: linkcheck.NewScanner()}
	m.forget()
	return m
}

// forget drops all that reaches beyond one file.
func (m *Memo) forget() {
	m.last, m.world = nil, nil
	m.outcomes, m.current = map[string]promise{}, diag.Current{}
	m.forgetVerdicts()
	m.forgetPages()
}

func (m *Memo) forgetVerdicts() { m.verdicts, m.judged = map[string]*verdict{}, newIndex() }

func (m *Memo) forgetPages() {
	m.pages, m.shown = map[string]*linkcheck.Page{}, newIndex()
	for id, p := range m.outcomes {
		m.shown.put(promiseEntry+id, p.reads)
	}
}

// verdict is what was found about a record, a type or the site.
type verdict struct {
	record *content.Record
	sure   diag.List
	found  []check.Finding // to be held back where they rest on a mistake
}

// promise is how a commitment stands.
type promise struct {
	of       *rule.Commitment
	outcomes []rule.Outcome
	diags    diag.List
	reads    []content.Read
}

// compare drops what rests on what is another than in the last build.
func (b *builder) compare() {
	m, old := b.memo, b.memo.last
	if old == nil {
		m.forgetVerdicts()
		m.outcomes = map[string]promise{}
		m.forgetPages()
		return
	}
	all, public := b.content.Corpus.Since(old.content.Corpus), b.siteplan.View.Since(old.siteplan.View.Corpus)
	b.noteNewest(old, all)
	if !b.judgesAs(old) {
		m.forgetVerdicts()
	}
	b.dropVerdicts(old, all, public)
	shown := reads(public, func(c content.Change) bool { return c.Values })
	for k := range all.Records {
		// A link to what is hidden looks different from one to what is not there.
		if (old.content.Corpus.Get(k) == nil) != (b.content.Corpus.Get(k) == nil) {
			shown[content.Read{Key: k}] = true
		}
	}
	b.dropShown(shown)
	b.changes, b.all = public, all
}

// noteNewest remembers the files that have other bytes than when somebody
// looked at them, so that what was said of them is said of those that are there.
func (b *builder) noteNewest(old *builder, ch content.Changes) {
	note := func(r *content.Record) {
		if r != nil {
			for _, src := range r.Sources() {
				b.memo.current[src.Name] = src
			}
		}
	}
	for k := range ch.Records {
		note(b.content.Corpus.Get(k))
	}
	for typ, s := range b.content.Sections {
		if s != old.content.Sections[typ] {
			note(s)
		}
	}
}

// judgesAs says that both builds judge records by the same.
func (b *builder) judgesAs(old *builder) bool {
	return b.config == old.config && b.types == old.types && b.rules == old.rules && b.sameDays(old)
}

func (b *builder) sameDays(old *builder) bool {
	return b.Options.AsOf.Equal(old.Options.AsOf) && b.Options.BuildDate.Equal(old.Options.BuildDate) && b.Options.Drafts == old.Options.Drafts
}

// reads returns what those who read one of the changed things have noted.
func reads(ch content.Changes, fields func(content.Change) bool) map[content.Read]bool {
	out := map[content.Read]bool{}
	for k, c := range ch.Records {
		if fields(c) {
			out[content.Read{Key: k}] = true
			out[content.Read{Key: content.Key{Type: k.Type}}] = true
		}
		if c.Text {
			out[content.Read{Key: k, Of: content.Text}] = true
		}
	}
	for r := range ch.Backs {
		out[r] = true
	}
	for typ := range ch.Members {
		out[content.Read{Key: content.Key{Type: typ}}] = true
	}
	return out
}

// dropVerdicts drops what was found by looking at what is another now.
func (b *builder) dropVerdicts(old *builder, all, public content.Changes) {
	m := b.memo
	dirty := reads(all, func(c content.Change) bool { return c.Place })
	for r := range reads(public, func(c content.Change) bool { return c.Values }) {
		dirty[r] = true
	}
	if all.Keys() || public.Keys() || !b.siteplan.SameShape(old.siteplan) {
		dirty[content.Read{Of: content.Files}] = true
	}
	fields := false
	for r := range dirty {
		fields = fields || r.Of != content.Text
		if r.Key.ID == "" && r.Of == content.Fields {
			m.dropVerdict(typeEntry + r.Key.Type)
		}
		for _, entry := range m.judged.of(r) {
			m.dropVerdict(entry)
		}
	}
	for typ, s := range old.content.Sections {
		if s != b.content.Sections[typ] {
			m.dropVerdict(s.Key.String())
		}
	}
	if fields {
		m.renamed = true
		m.dropVerdict(siteEntry)
	}
}

// show keeps what is known of a page and what it rests on.
func (m *Memo) show(path string, p *linkcheck.Page, reads []content.Read) {
	m.pages[path] = p
	if m.keep {
		m.shown.put(path, reads)
	}
}

func (m *Memo) dropVerdict(entry string) {
	delete(m.verdicts, entry)
	m.judged.drop(entry)
}

func (b *builder) dropShown(dirty map[content.Read]bool) {
	m := b.memo
	for r := range dirty {
		for _, entry := range m.shown.of(r) {
			m.shown.drop(entry)
			delete(m.pages, entry)
			delete(m.outcomes, strings.TrimPrefix(entry, promiseEntry))
		}
	}
}

// comparePages drops the pages that what pages share, or what they note beside
// records, makes others than in the last build.
func (b *builder) comparePages(out *Output) {
	m, old := b.memo, b.memo.last
	if old == nil {
		return
	}
	if !b.showsAs(old, out) {
		m.forgetPages()
		return
	}
	dirty := map[content.Read]bool{}
	for typ, s := range b.content.Sections {
		if s.Since(old.content.Sections[typ]).Text {
			dirty[content.Read{Key: s.Key, Of: content.Text}] = true
		}
	}
	files := b.changes.Keys() || !b.siteplan.SameShape(old.siteplan)
	types := map[string]bool{}
	for k, c := range b.changes.Records {
		if c.Values {
			types[k.Type] = true
		}
	}
	var names []string
	for typ := range types {
		names = append(names, typ)
	}
	for r := range out.site.Since(old.out.site, names, files) {
		dirty[r] = true
	}
	for r := range out.site.CommitsSince(old.out.site, b.all, b.changes) {
		dirty[r] = true
	}
	b.dropShown(dirty)
}

// showsAs says that what all pages show is the same in both builds.
func (b *builder) showsAs(old *builder, out *Output) bool {
	if b.config != old.config || b.types != old.types || b.layouts != old.layouts || !b.sameDays(old) || b.siteplan.Base != old.siteplan.Base ||
		!equal(out.assets, old.out.assets) || !equal(out.feeds, old.out.feeds) || len(b.content.Sections) != len(old.content.Sections) {
		return false
	}
	for typ, s := range b.content.Sections {
		if before := old.content.Sections[typ]; before == nil || s.Since(before).Values {
			return false
		}
	}
	for _, t := range b.types.Types() {
		if b.siteplan.ListURL(t.Name) != old.siteplan.ListURL(t.Name) {
			return false
		}
	}
	return true
}

func equal(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if w, ok := b[k]; !ok || v != w {
			return false
		}
	}
	return true
}

// nextView returns what the public sees, as far as possible as it was.
func (b *builder) nextView(who site.Audience) *site.View {
	old := b.memo.last
	if old == nil || !b.sameDays(old) || old.types != b.types {
		return site.Public(b.content.Corpus, who)
	}
	return old.siteplan.View.Next(b.content.Corpus, b.content.Corpus.Since(old.content.Corpus))
}
