package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"candor/internal/artifacts"
	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/memfs"
	"candor/internal/parallel"
	"candor/internal/project"
	"candor/internal/site"
	"candor/internal/sitefiles"
)

// Output is the finished tree. Every path is known; the bytes of a file are
// made when it is opened. It does not change: what a file holds is what the
// sources said when the site was built.
type Output struct {
	*listing
	site       *snapshot            // nil where the types are faulty
	settings   map[string]diag.Span // where the links of site.toml were written
	severities project.Severities

	memo       *Memo  // what is found about pages is noted there,
	generation uint64 // as long as no newer build has begun

	view *site.View // nil where no record was read

	index searchIndex
}

func newOutput(s *snapshot, m *Memo) *Output {
	return &Output{
		listing: s.listing, site: s, view: s.Plan.View, memo: m, generation: m.generation,
		settings: settingsLinks(s.project.Config, s.Plan), severities: s.project.Severities(),
	}
}

// ManifestName is the last file of every output.
const ManifestName = "manifest.json"

// Count says how many records of a type there are.
type Count struct {
	Type  string
	Words string // what so many of them are called: "1 boat", "2 boats"
	Count int
}

// Counts returns the number of records of each type, in order of type.
func (o *Output) Counts() []Count {
	if o.Empty() {
		return nil
	}
	var out []Count
	for _, t := range o.site.project.Types.Types() {
		if n := len(o.site.Content.Corpus.All(t.Name)); n > 0 {
			words := t.Plural
			if n == 1 {
				words = t.Title
			}
			out = append(out, Count{t.Name, strings.ToLower(words), n})
		}
	}
	return out
}

// Records returns the number of records.
func (o *Output) Records() int {
	if o.view == nil {
		return 0
	}
	return o.view.Total()
}

// Hidden says how many records the public sees nothing of, and why.
func (o *Output) Hidden() []site.Hiding {
	if o.view == nil {
		return nil
	}
	return o.view.HiddenBy()
}

// Paths returns the paths of all files but the manifest, in order. It makes the
// search index, to know which files that has.
func (o *Output) Paths(ctx context.Context) ([]string, error) {
	files, err := o.all(ctx)
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f.Path
	}
	return out, err
}

// Render makes every file once and hands it to the sink, which several
// goroutines call at once; the manifest comes last. The diagnostics are what
// only finished pages show.
func (o *Output) Render(ctx context.Context, sink func(path string, b []byte) error) (diag.List, error) {
	files, err := o.all(ctx)
	if err != nil {
		return nil, err
	}
	sums := make([]diag.Hash, len(files))
	diags, err := o.each(ctx, files, func(n int, m made) error {
		sums[n] = diag.HashOf(m.Bytes)
		return sink(files[n].Path, m.Bytes)
	})
	if err != nil {
		return nil, err
	}
	b, err := o.manifest(files, sums)
	if err != nil {
		return nil, err
	}
	return diags, sink(ManifestName, b)
}

// Inspect returns the diagnostics of Render. With a Memo it makes only the pages
// and exports of which nothing is known, and none where a newer build has begun.
func (o *Output) Inspect(ctx context.Context) (diag.List, error) {
	if o.Empty() {
		return nil, nil
	}
	var missing []*outFile
	o.memo.mu.Lock()
	for _, f := range o.files {
		if f.route != nil && o.memo.cache.Pages.Get(f.Path) == nil {
			missing = append(missing, f)
		}
	}
	o.memo.mu.Unlock()
	return o.each(ctx, missing, func(int, made) error { return nil })
}

// each makes files, and judges all that layouts make.
func (o *Output) each(ctx context.Context, files []*outFile, yield func(n int, m made) error) (diag.List, error) {
	if o.Empty() {
		return nil, nil
	}
	o.memo.mu.Lock()
	defer o.memo.mu.Unlock()
	if o.generation != o.memo.generation {
		return nil, errOutdated
	}
	var mu sync.Mutex
	var unread diag.List
	err := parallel.Each(ctx, len(files), func(n int) error {
		m, err := o.site.make(files[n])
		if bad := new(artifacts.SourceError); errors.As(err, &bad) {
			mu.Lock()
			defer mu.Unlock()
			unread = append(unread, bad.Diagnostic)
			return nil
		}
		if err != nil {
			return err
		}
		o.note(files[n], m, &mu)
		return yield(n, m)
	})
	if err != nil {
		return nil, err
	}
	found := slices.Concat(unread, o.checkLinks(), o.collisions(o.site.Environment.Layouts))
	return o.severities.Apply(found).Sorted(), nil
}

// note keeps what is known of a page or an export.
func (o *Output) note(f *outFile, m made, mu *sync.Mutex) {
	if f.route == nil {
		return
	}
	p := o.memo.cache.Scanner.Scan(&m.File)
	p.Doubtful = o.site.doubtful(m.reads)
	mu.Lock()
	defer mu.Unlock()
	o.memo.cache.Pages.Put(f.Path, p, m.reads)
}

// manifest lists all files with the hashes of their bytes.
func (o *Output) manifest(files []*outFile, sums []diag.Hash) ([]byte, error) {
	version := ""
	if !o.Empty() {
		version = o.site.version
	}
	return export.Manifest(version, len(files), func(yield func(export.File) bool) {
		for n, f := range files {
			e := artifacts.Entry(o.site.Plan, f.Path, f.route, f.export != nil)
			e.SHA256 = sums[n].String()
			if !yield(e) {
				return
			}
		}
	})
}

// Open implements fs.FS.
func (o *Output) Open(name string) (fs.File, error) {
	f, err := o.file(context.Background(), name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if f == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	m, err := o.site.make(f)
	if refused := new(sitefiles.Refusal); errors.As(err, refused) {
		err = &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if err != nil {
		return nil, err
	}
	return memfs.Open(memfs.FileInfo(name, len(m.Bytes)), m.Bytes), nil
}
