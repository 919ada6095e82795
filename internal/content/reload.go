package content

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/parallel"
	"candor/internal/schema"
)

// Loader reads a site again and again. What did not change in between keeps
// its records, the very same, so that the readers of a corpus can tell by
// comparing pointers what is new. The zero value has read nothing.
//
// It serves one goroutine at a time, and one set of types.
type Loader struct {
	tree    *tree
	scanned diag.List
	known   map[string]bool // the files that the tree is made of
	partial map[string]bool // of the tree that the corpus was made from
	walked  bool            // the last Load scanned the folder
	units   map[string]loaded
	also    []*Record
	site    *Site
	diags   diag.List // of what concerns several units
}

// loaded is a unit and what it came to.
type loaded struct {
	unit   unit
	result result
}

// Load is the function Load, but reads only those files again whose paths are
// among the changed; nil stands for all. A path may be a folder's.
func (l *Loader) Load(ctx context.Context, files fs.FS, own, all *schema.Set, also []*Record, changed []string) (*Site, diag.List, error) {
	if err := l.scan(files, own, changed); err != nil {
		return nil, nil, err
	}
	stale := l.stale(changed)
	fresh, err := readUnits(ctx, files, own, stale)
	if err != nil {
		return nil, nil, err
	}
	l.assemble(all, also, stale, fresh)
	diags := slices.Clone(l.scanned)
	for _, u := range l.tree.units {
		diags = append(diags, l.units[u.name()].result.diags...)
	}
	return l.site, append(diags, l.diags...), nil
}

// name tells a unit from all others.
func (u unit) name() string { return u.sources[0] }

func (u unit) same(o unit) bool {
	return u.typ == o.typ && u.id == o.id && u.bundle == o.bundle && u.section == o.section &&
		slices.Equal(u.sources, o.sources) && slices.Equal(u.files, o.files)
}

// scan walks the content folder again where its files may be others than
// before.
func (l *Loader) scan(files fs.FS, own *schema.Set, changed []string) error {
	l.walked = false
	if l.tree != nil && changed != nil && !slices.ContainsFunc(changed, func(p string) bool { return l.moved(files, p) }) {
		return nil
	}
	t, diags, err := scan(files, own)
	if err != nil {
		return err
	}
	l.tree, l.scanned, l.known, l.walked = t, diags, map[string]bool{}, true
	for _, u := range t.units {
		for _, name := range slices.Concat(u.sources, u.files) {
			l.known[name] = true
		}
	}
	return nil
}

// moved says that a path stands for something else than the file that it was,
// if it was any.
func (l *Loader) moved(files fs.FS, name string) bool {
	if name != Root && !strings.HasPrefix(name, Root+"/") && name != "." {
		return false
	}
	if !l.known[name] {
		return true
	}
	info, err := fs.Stat(files, name)
	return err != nil || !info.Mode().IsRegular()
}

// stale returns the units that have to be read.
func (l *Loader) stale(changed []string) []unit {
	touched := make(map[string]bool, len(changed))
	for _, name := range changed {
		touched[name] = true
	}
	var out []unit
	for _, u := range l.tree.units {
		old, there := l.units[u.name()]
		if !there || !old.unit.same(u) || changed == nil || slices.ContainsFunc(u.sources, func(s string) bool { return within(touched, s) }) {
			out = append(out, u)
		}
	}
	return out
}

// within says that a file or a folder that it is in is among the names.
func within(names map[string]bool, file string) bool {
	for ; file != "." && len(names) > 0; file = path.Dir(file) {
		if names[file] {
			return true
		}
	}
	return names["."]
}

// readUnits reads on as many goroutines as there are processors: a goroutine a
// unit would grow its stack each time.
func readUnits(ctx context.Context, files fs.FS, own *schema.Set, units []unit) ([]result, error) {
	results := make([]result, len(units))
	err := parallel.Each(ctx, len(units), func(i int) error {
		l := loader{files: files, types: own}
		err := l.unit(units[i])
		results[i] = l.result
		return err
	})
	return results, err
}

// assemble puts what was read in the place of what it replaces. The corpus is
// made anew only where its keys are others.
func (l *Loader) assemble(all *schema.Set, also []*Record, stale []unit, fresh []result) {
	whole := l.forget() || l.site == nil || l.site.Corpus.types != all || len(l.diags) > 0 || !slices.Equal(also, l.also) ||
		!maps.Equal(l.tree.partial, l.partial)
	if l.units == nil {
		l.units = make(map[string]loaded, len(l.tree.units))
	}
	before := make([]result, len(stale))
	for i, u := range stale {
		old, there := l.units[u.name()]
		if there && old.unit.same(u) && old.result.same(fresh[i]) {
			fresh[i] = old.result
		}
		whole = whole || !there || !old.result.sameKeys(fresh[i])
		before[i] = old.result
		l.units[u.name()] = loaded{u, fresh[i]}
	}
	l.also = also
	if whole {
		l.whole(all)
		return
	}
	l.patch(stale, before)
}

// forget drops the units that are no more, and says whether there were any.
func (l *Loader) forget() bool {
	if len(l.units) == 0 || !l.walked {
		return false
	}
	there := make(map[string]bool, len(l.tree.units))
	for _, u := range l.tree.units {
		there[u.name()] = true
	}
	before := len(l.units)
	maps.DeleteFunc(l.units, func(name string, _ loaded) bool { return !there[name] })
	return len(l.units) != before
}

func (l *Loader) whole(all *schema.Set) {
	results := make([]result, len(l.tree.units))
	for i, u := range l.tree.units {
		results[i] = l.units[u.name()].result
		results[i].diags = nil
	}
	l.partial = l.tree.partial
	l.site, l.diags = assemble(all, l.tree, results, slices.Clone(l.also))
}

// patch replaces records by others of the same keys.
func (l *Loader) patch(stale []unit, before []result) {
	next := &Site{Corpus: l.site.Corpus, Sections: l.site.Sections, Files: l.tree.loose}
	var replaced []*Record
	for n, u := range stale {
		r := l.units[u.name()].result
		for i, rec := range r.records {
			if rec != before[n].records[i] {
				replaced = append(replaced, rec)
			}
		}
		if r.section != nil && next.Sections[u.typ] != r.section {
			next.Sections = maps.Clone(next.Sections)
			next.Sections[u.typ] = r.section
		}
	}
	next.Corpus = next.Corpus.Replace(replaced)
	l.site = next
}

// same says that two readings found the same bytes.
func (r result) same(o result) bool {
	return !r.unsure && !o.unsure && slices.Equal(r.hashes, o.hashes)
}

// sameKeys says that two results hold records of the same keys and leave the
// same unsaid.
func (r result) sameKeys(o result) bool {
	return r.partial == o.partial && (r.section == nil) == (o.section == nil) &&
		slices.EqualFunc(r.records, o.records, func(a, b *Record) bool { return a.Key == b.Key })
}
