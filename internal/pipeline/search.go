package pipeline

import (
	"context"
	"slices"
	"strings"
	"sync"

	"candor/internal/artifacts"
	"candor/internal/search/documents"
)

// searchRoot is the folder of the search index.
const searchRoot = "search/"

// searchIndex is the files of the search index. Which there are depends on what
// is in all records, so they are made when one of them is asked for.
type searchIndex struct {
	mu  sync.Mutex
	all []*outFile // with those of the output; nil until they are made
}

// all returns all files of the output, in order of path.
func (o *Output) all(ctx context.Context) ([]*outFile, error) {
	if o.Empty() || !o.site.project.Config.Feature("search") {
		return o.files, nil
	}
	o.index.mu.Lock()
	defer o.index.mu.Unlock()
	if o.index.all != nil {
		return o.index.all, nil
	}
	files, err := documents.Index(ctx, documents.Site{Config: o.site.project.Config, Plan: o.site.Plan, Body: o.site.bodies.Get})
	if err != nil {
		return nil, err
	}
	all := slices.Clone(o.files)
	for _, f := range files {
		all = append(all, fileOf(artifacts.File{Path: searchRoot + f.Path, Make: func(*artifacts.Site) ([]byte, error) { return f.Bytes() }}))
	}
	slices.SortFunc(all, comparePaths)
	o.index.all = all
	return all, nil
}

// file returns the file of a path, nil where there is none.
func (o *Output) file(ctx context.Context, name string) (*outFile, error) {
	if o.byPath[name] != nil || !strings.HasPrefix(name, searchRoot) {
		return o.byPath[name], nil
	}
	files, err := o.all(ctx)
	i, ok := slices.BinarySearchFunc(files, &outFile{File: artifacts.File{Path: name}}, comparePaths)
	if err != nil || !ok {
		return nil, err
	}
	return files[i], nil
}
