package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"candor/internal/artifacts"
	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/linkcheck"
	"candor/internal/parallel"
	"candor/internal/project"
	"candor/internal/render"
	"candor/internal/render/layout"
	"candor/internal/site"
	"candor/internal/sitefiles"
)

// Output is the finished tree. Every path is known; the bytes of a file are
// made when it is opened. It does not change: what a file holds is what the
// sources said when the site was built.
type Output struct {
	*shape
	b         *builder // nil where the types are faulty
	site      *render.Site
	artifacts *artifacts.Site
	settings  map[string]diag.Span // where the links of site.toml were written

	index searchIndex

	severities project.Severities
}

// shape is which files there are. Builds that differ in what is in them share
// it.
type shape struct {
	files         []*outFile // in order of path, the manifest not among them
	byPath        map[string]*outFile
	clashes       []clash
	kinds         map[string]bool // endings of what exports make
	static        []artifacts.Asset
	assets        map[string]string // URL of a static file by its name
	fingerprinted []string          // URLs of static files that never change their bytes
	feeds         map[string]string // URL of a type's feed; "" is the site's
}

// clash is a path that was wanted twice.
type clash struct {
	path   string
	export *layout.Export // that wanted it, nil where none did
}

// Count says how many records of a type there are.
type Count struct {
	Type  string
	Words string // what so many of them are called: "1 boat", "2 boats"
	Count int
}

// Counts returns the number of records of each type, in order of type.
func (o *Output) Counts() []Count {
	if o.b == nil {
		return nil
	}
	return o.b.counts()
}

// Records returns the number of records.
func (o *Output) Records() int {
	n := 0
	for _, c := range o.Counts() {
		n += c.Count
	}
	return n
}

// outFile is one file of the output: a page, what an export makes beside one, a
// social card, or what Make makes.
type outFile struct {
	artifacts.File
	route  *site.Route
	export *layout.Export // route is then that of the page beside it
	card   *site.Route
}

// made is a file after it was made.
type made struct {
	linkcheck.File
	reads []content.Read
}

func (o *Output) make(f *outFile) (made, error) {
	switch {
	case f.export != nil:
		return o.export(f)
	case f.route != nil:
		return o.page(*f.route)
	}
	b, err := f.bytes(o)
	return made{File: linkcheck.File{Bytes: b}}, err
}

func (f *outFile) bytes(o *Output) ([]byte, error) {
	if f.card != nil {
		return o.picture(*f.card)
	}
	return f.Make(o.artifacts)
}

// ManifestName is the last file of every output.
const ManifestName = "manifest.json"

// Paths returns the paths of all files but the manifest, in order.
func (o *Output) Paths() []string {
	files, _ := o.all(context.Background()) // Render tells
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f.Path
	}
	return out
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
	var missing []*outFile
	if o.b == nil {
		return nil, nil
	}
	o.b.memo.mu.Lock()
	for _, f := range o.files {
		if f.route != nil && o.b.memo.pages[f.Path] == nil {
			missing = append(missing, f)
		}
	}
	o.b.memo.mu.Unlock()
	return o.each(ctx, missing, func(int, made) error { return nil })
}

// each makes files, and judges all that layouts make.
func (o *Output) each(ctx context.Context, files []*outFile, yield func(n int, m made) error) (diag.List, error) {
	if o.b == nil {
		return nil, nil
	}
	o.b.memo.mu.Lock()
	defer o.b.memo.mu.Unlock()
	if o.b.gen != o.b.memo.gen {
		return nil, errOutdated
	}
	var mu sync.Mutex
	var unread diag.List
	err := parallel.Each(ctx, len(files), func(n int) error {
		m, err := o.make(files[n])
		if bad := new(artifacts.SourceError); errors.As(err, &bad) {
			mu.Lock()
			defer mu.Unlock()
			unread = append(unread, bad.Diagnostic)
			return nil
		}
		if err != nil {
			return err
		}
		if files[n].route != nil {
			p := o.b.memo.scanner.Scan(&m.File)
			p.Doubtful = o.b.doubtful(m.reads)
			mu.Lock()
			o.b.memo.show(files[n].Path, p, m.reads)
			mu.Unlock()
		}
		return yield(n, m)
	})
	if err != nil {
		return nil, err
	}
	return o.severities.Apply(slices.Concat(unread, o.checkLinks(), o.clash())).Sorted(), nil
}

// manifest lists all files with the hashes of their bytes.
func (o *Output) manifest(files []*outFile, sums []diag.Hash) ([]byte, error) {
	version := ""
	if o.b != nil {
		version = o.b.Options.Version
	}
	return export.Manifest(version, len(files), func(yield func(export.File) bool) {
		for n, f := range files {
			m := artifacts.Entry(o.artifacts.Plan, f.Path, f.route, f.export != nil)
			m.SHA256 = sums[n].String()
			if !yield(m) {
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
	m, err := o.make(f)
	if refused := new(sitefiles.Refusal); errors.As(err, refused) {
		err = &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if err != nil {
		return nil, err
	}
	return newMemFile(name, m.Bytes), nil
}

// add adds a file, unless its place is taken. Two pages at one place are told
// by a check.
func (s *shape) add(f *outFile) {
	have := s.byPath[f.Path]
	if have == nil && f.Path != ManifestName {
		s.files = append(s.files, f)
		s.byPath[f.Path] = f
	} else if have == nil || have.route == nil || f.route == nil || have.export != nil && have.export.Layout != f.export.Layout {
		s.clashes = append(s.clashes, clash{f.Path, f.export})
	}
}

// enclosed collects the files that stand where others need a folder.
func (s *shape) enclosed() {
	for _, f := range s.files {
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			if s.byPath[dir] != nil {
				s.clashes = append(s.clashes, clash{path: dir})
			}
		}
	}
}

// clash tells of the places that two files of the site want: of an export of
// the site's own in its template, once, else where the file would stand that is
// copied.
func (o *Output) clash() diag.List {
	var diags diag.List
	told := map[*diag.Source]bool{}
	for _, c := range o.clashes {
		if c.export != nil {
			src := o.b.layouts.Source(c.export.Layout)
			if own := strings.HasPrefix(src.Name, layout.Root+"/"); own && !told[src] {
				diags.Errorf(catalog.URLCollision, src.At(0, 0), "give the template another name", "this template makes %s, which is there already", c.path)
				told[src] = true
			}
			if told[src] {
				continue
			}
		}
		at := diag.NewSource(path.Join(artifacts.StaticRoot, c.path), nil, nil).At(0, 0)
		diags.Errorf(catalog.URLCollision, at, "rename the file that is copied, below "+artifacts.StaticRoot+"/ or beside the text of a record",
			"the site makes a file or folder called %s by itself", c.path)
	}
	return diags
}

func (s *shape) sort() {
	slices.SortFunc(s.files, comparePaths)
}
