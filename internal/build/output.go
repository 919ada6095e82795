package build

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/render"
)

// Output is the finished tree. Every path is known; the bytes of a file are
// made when it is opened.
type Output struct {
	files   []*outFile // in order of path, the manifest not among them
	byPath  map[string]*outFile
	base    string
	version string
	counts  []Count
	menu    map[string]diag.Span // where the links of the menu were written

	severities severities
}

// Count says how many records of a type there are.
type Count struct {
	Type  string
	Count int
}

// Counts returns the number of records of each type, in order of type.
func (o *Output) Counts() []Count { return o.counts }

// Records returns the number of records.
func (o *Output) Records() int {
	n := 0
	for _, c := range o.counts {
		n += c.Count
	}
	return n
}

// outFile is one file of the output.
type outFile struct {
	path string
	meta export.File
	make func() (made, error)
	html bool
}

// made is a file after it was made.
type made struct {
	bytes  []byte
	diags  diag.List
	links  []render.Link // of a page: where the links of its record's text stand
	source diag.Span     // of a page: the layout that made it
}

// ManifestName is the last file of every output.
const ManifestName = "manifest.json"

// Paths returns the paths of all files but the manifest, in order.
func (o *Output) Paths() []string {
	out := make([]string, len(o.files))
	for i, f := range o.files {
		out[i] = f.path
	}
	return out
}

// Render makes every file once and hands it to the sink, which several
// goroutines call at once; the manifest comes last. The diagnostics are what
// only finished pages show.
func (o *Output) Render(ctx context.Context, sink func(path string, b []byte) error) (diag.List, error) {
	var mu sync.Mutex
	var diags diag.List
	anchors := newAnchors(o)
	manifest := make([]export.File, len(o.files))
	err := parallel(ctx, len(o.files), func(n int) error {
		f := o.files[n]
		m, err := f.make()
		if err != nil {
			return err
		}
		manifest[n] = f.meta
		manifest[n].Path = f.path
		manifest[n].SHA256 = diag.HashOf(m.bytes).String()
		if f.html {
			anchors.add(f, m)
		}
		if len(m.diags) > 0 {
			mu.Lock()
			diags = append(diags, m.diags...)
			mu.Unlock()
		}
		return sink(f.path, m.bytes)
	})
	if err != nil {
		return nil, err
	}
	diags = append(diags, anchors.check()...)
	b, err := export.Manifest(o.version, manifest)
	if err != nil {
		return nil, err
	}
	return o.severities.apply(diags).Sorted(), sink(ManifestName, b)
}

// Open implements fs.FS.
func (o *Output) Open(name string) (fs.File, error) {
	f := o.byPath[name]
	if f == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	m, err := f.make()
	if err != nil {
		return nil, err
	}
	return newMemFile(name, m.bytes), nil
}

func (o *Output) add(f *outFile) {
	o.files = append(o.files, f)
	o.byPath[f.path] = f
}

func (o *Output) sort() {
	slices.SortFunc(o.files, func(a, b *outFile) int { return strings.Compare(a.path, b.path) })
}
