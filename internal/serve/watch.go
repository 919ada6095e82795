package serve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"candor/internal/content"
)

// Folders and files of a site; what else is in its folder is none of our
// business.
var watched = []string{"content", "layouts", "schema", "static", "site.toml"}

const (
	// quiet is how long nothing may happen before a change is taken in: an
	// editor that saves does several things at once.
	quiet = 20 * time.Millisecond
	// longest is how long a change waits at most, should it never be quiet.
	longest = 200 * time.Millisecond
)

// watcher tells of changes below a site's folder, as paths of the site.
type watcher struct {
	dir     string
	fs      *fsnotify.Watcher
	real    func(name string) string
	content string // where the files of content/ really are, as a path of dir
}

// newWatcher watches the site in a folder. Real returns where a file of the site
// is in that folder, as sitefiles.FS does; nil: where its name says.
func newWatcher(dir string, real func(name string) string) (*watcher, error) {
	if real == nil {
		real = func(name string) string { return name }
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	out := &watcher{dir: abs, fs: w, real: real}
	if err := out.begin(); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return out, nil
}

// begin watches the site's own folder, where site.toml is, and all below those
// that a site is made of.
func (w *watcher) begin() error {
	if err := w.fs.Add(w.dir); err != nil {
		return err
	}
	for _, name := range watched {
		if err := w.add(filepath.Join(w.dir, name)); err != nil {
			return err
		}
	}
	return w.follow()
}

// follow watches the folder that content/ leads to, where it is a symbolic link,
// and the folder that one is in, for it may come, go and come back.
func (w *watcher) follow() error {
	before := w.content
	w.content = w.real(content.Root)
	if w.content == before || w.content == content.Root {
		return nil
	}
	target := filepath.Join(w.dir, filepath.FromSlash(w.content))
	if err := w.fs.Add(filepath.Dir(target)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return w.add(target)
}

// siteName returns what the site calls a file of its folder.
func (w *watcher) siteName(rel string) string {
	if rest, ok := strings.CutPrefix(rel, w.content); ok && (rest == "" || rest[0] == '/') {
		return content.Root + rest
	}
	return rel
}

// add watches a folder and all below it. A folder that has gone in between is
// none; its end is an event of its own.
func (w *watcher) add(name string) error {
	return filepath.WalkDir(name, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case ignored(d.Name()):
			return fs.SkipDir
		}
		if err := w.fs.Add(name); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// ignored names belong to editors and systems.
func ignored(base string) bool {
	return base != ".well-known" && strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") ||
		strings.HasSuffix(base, ".swp") || strings.HasSuffix(base, ".swx") || base == "4913"
}

// run calls changed after every burst of changes, with the paths that they
// touched or nil where that is not known, until the context ends.
func (w *watcher) run(ctx context.Context, changed func(paths []string)) error {
	var b burst
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return w.fs.Close()
		case e, ok := <-w.fs.Events:
			if !ok {
				return nil
			}
			if w.note(e, &b) {
				timer.Reset(b.rest(time.Now()))
			}
		case err, ok := <-w.fs.Errors:
			if !ok {
				return nil
			}
			// Events were lost: anything may have changed, and folders may have
			// come that nobody watches.
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				_ = w.begin() // what cannot be watched now says so at its next change
			}
			b.all = true
			timer.Reset(b.rest(time.Now()))
		case <-timer.C:
			if paths, any := b.take(); any {
				changed(paths)
			}
			timer.Reset(time.Hour)
		}
	}
}

// note takes in one event and says whether it matters.
func (w *watcher) note(e fsnotify.Event, b *burst) bool {
	rel, err := filepath.Rel(w.dir, e.Name)
	if err != nil || e.Op == fsnotify.Chmod {
		return false
	}
	rel = w.siteName(filepath.ToSlash(rel))
	top, _, _ := strings.Cut(rel, "/")
	if !slices.Contains(watched, top) || slices.ContainsFunc(strings.Split(rel, "/"), ignored) {
		return false
	}
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		w.drop(e.Name)
	}
	if rel == content.Root && w.follow() != nil {
		b.all = true
	}
	if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
		if e.Op == fsnotify.Write {
			return false
		}
		if w.add(e.Name) != nil {
			b.all = true
		}
	}
	b.add(rel)
	return true
}

// drop stops watching a folder that was moved or deleted, and all below it: a
// moved folder would go on telling of itself under its old name.
func (w *watcher) drop(name string) {
	for _, have := range w.fs.WatchList() {
		if have == name || strings.HasPrefix(have, name+string(filepath.Separator)) {
			_ = w.fs.Remove(have) // one that is gone is not watched any more
		}
	}
}

// burst is changes that come together.
type burst struct {
	paths []string
	seen  map[string]bool
	all   bool
	since time.Time
}

func (b *burst) add(path string) {
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	if !b.seen[path] {
		b.seen[path] = true
		b.paths = append(b.paths, path)
	}
}

// rest returns how long to wait for more.
func (b *burst) rest(now time.Time) time.Duration {
	if b.since.IsZero() {
		b.since = now
	}
	return max(min(quiet, b.since.Add(longest).Sub(now)), 0)
}

// take returns the paths and begins anew.
func (b *burst) take() (paths []string, any bool) {
	paths, any = b.paths, b.all || len(b.paths) > 0
	if b.all {
		paths = nil
	}
	*b = burst{}
	return paths, any
}
