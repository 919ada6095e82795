package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// wantSite fails unless dir holds t and its parent nothing else.
func wantSite(tb testing.TB, dir string, t tree) {
	tb.Helper()
	if diff := cmp.Diff(t.full(), read(tb, dir)); diff != "" {
		tb.Errorf("the site differs (-want +got):\n%s", diff)
	}
	wantAlone(tb, dir)
}

func wantAlone(tb testing.TB, dir string) {
	tb.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	must(tb, err)
	for _, e := range entries {
		if e.Name() != filepath.Base(dir) {
			tb.Errorf("%s was left beside the site", e.Name())
		}
	}
}

func TestPublish(t *testing.T) {
	a := site("1", tree{"index.html": "one", "a/x.html": "x", "a/b/y.html": "y"})
	tests := []struct {
		name     string
		old, new tree
		want     Summary
	}{
		{"first", nil, a, Summary{Files: 4, Written: 4, Published: true, Atomic: true}},
		{"an empty folder", tree{}, a, Summary{Files: 4, Written: 4, Published: true, Atomic: true}},
		{"nothing changed", a, a, Summary{Files: 4, Unchanged: 4}},
		{"one changed", a, site("1", tree{"index.html": "two", "a/x.html": "x", "a/b/y.html": "y"}),
			Summary{Files: 4, Written: 1, Unchanged: 3, Published: true, Atomic: true}},
		{"one gone", a, site("1", tree{"index.html": "one", "a/x.html": "x"}),
			Summary{Files: 3, Unchanged: 3, Removed: 1, Published: true, Atomic: true}},
		{"a folder becomes a file", a, site("1", tree{"index.html": "one", "a": "file"}),
			Summary{Files: 3, Written: 1, Unchanged: 2, Removed: 2, Published: true, Atomic: true}},
		{"an empty file", a, site("1", tree{"index.html": ""}),
			Summary{Files: 2, Written: 1, Unchanged: 1, Removed: 2, Published: true, Atomic: true}},
		{"larger than a buffer", site("1", tree{"f": strings.Repeat("x", 70_000)}), site("1", tree{"f": strings.Repeat("x", 69_999) + "y"}),
			Summary{Files: 2, Written: 1, Unchanged: 1, Published: true, Atomic: true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			if test.old != nil {
				test.old.write(t, dir)
			}
			got := publishTree(t, dir, test.new)
			for _, text := range test.new {
				test.want.Bytes += int64(len(text))
			}
			if !oneStep && test.old != nil {
				test.want.Atomic = false
			}
			if got != test.want {
				t.Errorf("summary:\n got %+v\nwant %+v", got, test.want)
			}
			wantSite(t, dir, test.new)
		})
	}
}

func TestNothingChangedTouchesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	a := site("1", tree{"index.html": "one", "a/x.html": "x"})
	publishTree(t, dir, a)
	long := time.Now().Add(-time.Hour)
	for name := range a.full() {
		must(t, os.Chtimes(filepath.Join(dir, name), long, long))
	}
	must(t, os.Chtimes(dir, long, long))
	before, err := os.Stat(dir)
	must(t, err)
	publishTree(t, dir, a)
	after, err := os.Stat(dir)
	must(t, err)
	if !os.SameFile(before, after) || !after.ModTime().Equal(before.ModTime()) {
		t.Error("the folder was touched although nothing changed")
	}
	for name := range a.full() {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if time.Since(info.ModTime()) < time.Minute {
			t.Errorf("%s was touched although nothing changed", name)
		}
	}
}

func TestUnchangedFilesAreTheSameFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishTree(t, dir, site("1", tree{"same": "s", "other": "1"}))
	same, err := os.Stat(filepath.Join(dir, "same"))
	must(t, err)
	// Somebody else's link to a file that is about to change.
	linked := filepath.Join(t.TempDir(), "linked")
	must(t, os.Link(filepath.Join(dir, "other"), linked))
	publishTree(t, dir, site("1", tree{"same": "s", "other": "2"}))
	now, err := os.Stat(filepath.Join(dir, "same"))
	must(t, err)
	if !os.SameFile(same, now) {
		t.Error("an unchanged file was written anew")
	}
	if b, err := os.ReadFile(linked); err != nil || string(b) != "1" {
		t.Errorf("a file was modified in place: %q, %v", b, err)
	}
}

func TestLinkFailsSoCopy(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	site("1", tree{"same": "s", "other": "1"}).write(t, dir)
	next := site("1", tree{"same": "s", "other": "2"})
	d := &linkless{}
	sum, err := Publish(context.Background(), Options{Dir: dir, disk: d}, next.produce)
	must(t, err)
	if sum.Unchanged != 2 {
		t.Errorf("%d unchanged, want 2", sum.Unchanged)
	}
	wantSite(t, dir, next)
}

type linkless struct{ osDisk }

func (linkless) Link(from, to string) error { return errors.ErrUnsupported }

func TestModes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	a := site("1", tree{"a/x.html": "x", "y.html": "y"})
	publishTree(t, dir, a)
	must(t, os.Chmod(filepath.Join(dir, "y.html"), 0o600))
	if sum := publishTree(t, dir, a); sum.Written != 1 || !sum.Published {
		t.Errorf("a file of the wrong mode was kept: %+v", sum)
	}
	must(t, os.Chmod(filepath.Join(dir, "a"), 0o700))
	if sum := publishTree(t, dir, a); sum.Written != 0 || !sum.Published {
		t.Errorf("a folder of the wrong mode was kept: %+v", sum)
	}
	for name, mode := range map[string]os.FileMode{"": 0o755, "a": 0o755, "y.html": 0o644, "a/x.html": 0o644} {
		if got := perm(filepath.Join(dir, name)); got != mode {
			t.Errorf("%s has mode %o, want %o", name, got, mode)
		}
	}
}

func TestForeignFilesInOurFolderGo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	a := site("1", tree{"a/x.html": "x"})
	publishTree(t, dir, a)
	outside := t.TempDir()
	tree{"x.html": "x"}.write(t, outside)
	must(t, os.RemoveAll(filepath.Join(dir, "a")))
	must(t, os.Symlink(outside, filepath.Join(dir, "a")))
	must(t, os.Mkdir(filepath.Join(dir, "empty"), 0o755))
	if sum := publishTree(t, dir, a); sum.Written != 1 || sum.Removed != 1 {
		t.Errorf("the link counts as the folder that it leads to: %+v", sum)
	}
	wantSite(t, dir, a)
	if got := read(t, outside); got["x.html"] != "x" {
		t.Errorf("what the link leads to was touched: %v", got)
	}
}

func TestEmptyFolderGoes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	a := site("1", tree{"a/x.html": "x"})
	publishTree(t, dir, a)
	must(t, os.Mkdir(filepath.Join(dir, "empty"), 0o755))
	publishTree(t, dir, a)
	wantSite(t, dir, a)
}

func TestThroughSymbolicLinks(t *testing.T) {
	for _, name := range []string{"existing", "dangling"} {
		t.Run(name, func(t *testing.T) {
			base := t.TempDir()
			real := filepath.Join(base, "elsewhere", "public")
			if name == "existing" {
				must(t, os.MkdirAll(real, 0o755))
			}
			link := filepath.Join(base, "public")
			must(t, os.Symlink(filepath.Join("elsewhere", "public"), link))
			a := site("1", tree{"x": "x"})
			publishTree(t, link, a)
			wantSite(t, real, a)
			if to, err := os.Readlink(link); err != nil || to != filepath.Join("elsewhere", "public") {
				t.Errorf("the link was replaced: %q, %v", to, err)
			}
		})
	}
}

// produced returns a Produce that calls sink with each name, in order.
func produced(names ...string) Produce {
	return func(_ context.Context, sink func(string, []byte) error) (bool, error) {
		for _, name := range names {
			if err := sink(name, []byte(manifest)); err != nil {
				return false, err
			}
		}
		return true, nil
	}
}

func TestBadSites(t *testing.T) {
	tests := []struct {
		name    string
		produce Produce
		want    string
	}{
		{"absolute", produced("/etc/x"), "cannot be the path"},
		{"above", produced("../x"), "cannot be the path"},
		{"above within", produced("a/../../x"), "cannot be the path"},
		{"the folder", produced("."), "cannot be the path"},
		{"empty", produced(""), "cannot be the path"},
		{"zero byte", produced("a\x00b"), "cannot be the path"},
		{"our own", produced(".candor-journal"), "are for publishing"},
		{"twice", produced("a", "a"), "two files of the site have the path a"},
		{"file then folder", produced("a", "a/b"), "a is a file of the site and also the folder of a/b"},
		{"file then deep folder", produced("a", "a/b/c/d"), "a is a file of the site and also the folder of a/b/c/d"},
		{"folder then file", produced("a/b/c", "a/b"), "a/b is a file of the site and also a folder"},
		{"after the manifest", produced("manifest.json", "a"), "must be last"},
		{"no manifest", produced("a"), "has no manifest.json"},
		{"not our manifest", func(_ context.Context, sink func(string, []byte) error) (bool, error) {
			return true, sink("manifest.json", []byte(`{"generator": "other 1"}`))
		}, "names another generator"},
		{"dropped error", func(_ context.Context, sink func(string, []byte) error) (bool, error) {
			_ = sink("../x", nil)
			return true, sink("manifest.json", []byte(manifest))
		}, "cannot be the path"},
		{"own error", func(context.Context, func(string, []byte) error) (bool, error) {
			return true, errors.New("a fault of its own")
		}, "a fault of its own"},
	}
	old := site("1", tree{"a": "old"})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			old.write(t, dir)
			sum, err := Publish(context.Background(), Options{Dir: dir}, test.produce)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if sum != (Summary{}) {
				t.Errorf("a summary of nothing: %+v", sum)
			}
			wantSite(t, dir, old)
		})
	}
}

func TestSinkAfterTheEnd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	var late func(string, []byte) error
	a := site("1", nil)
	_, err := Publish(context.Background(), Options{Dir: dir}, func(ctx context.Context, sink func(string, []byte) error) (bool, error) {
		late = sink
		return a.produce(ctx, sink)
	})
	must(t, err)
	if err := late("x", nil); err == nil {
		t.Error("a file was taken after the end")
	}
	wantSite(t, dir, a)
}

func TestErrorsInContentPublishNothing(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "not", "yet", "public")
	sum, err := Publish(context.Background(), Options{Dir: dir}, nothing)
	must(t, err)
	if sum != (Summary{}) {
		t.Errorf("got %+v", sum)
	}
	if got := read(t, base); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestCancelled(t *testing.T) {
	old, next := site("1", tree{"a": "old"}), site("2", tree{"a": "new"})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	dir := filepath.Join(t.TempDir(), "public")
	old.write(t, dir)
	_, err := Publish(ctx, Options{Dir: dir}, func(ctx context.Context, sink func(string, []byte) error) (bool, error) {
		ok, err := next.produce(ctx, sink)
		cancel()
		return ok, err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled at the end: %v", err)
	}
	wantSite(t, dir, old)
	_, err = Publish(ctx, Options{Dir: dir}, next.produce)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled from the start: %v", err)
	}
	wantSite(t, dir, old)
}

func TestManyFilesFromManyGoroutines(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	const files = 2000
	produce := func(ctx context.Context, sink func(string, []byte) error) (bool, error) {
		var wg sync.WaitGroup
		errs := make([]error, 8)
		for worker := range 8 {
			wg.Go(func() {
				for i := worker; i < files && errs[worker] == nil; i += 8 {
					errs[worker] = sink(fmt.Sprintf("%d/%d/%d.html", i%7, i%11, i), fmt.Append(nil, i))
				}
			})
		}
		wg.Wait()
		return true, errors.Join(slices.Concat(errs, []error{sink(manifestName, []byte(manifest))})...)
	}
	for i, want := range []Summary{{Written: files + 1, Published: true, Atomic: true}, {Unchanged: files + 1}} {
		want.Files = files + 1
		sum, err := Publish(context.Background(), Options{Dir: dir}, produce)
		must(t, err)
		sum.Bytes = 0
		if sum != want {
			t.Errorf("run %d: %+v", i, sum)
		}
	}
	got := 0
	for name, text := range read(t, dir) {
		if strings.HasSuffix(name, "/"+text+".html") {
			got++
		}
	}
	if got != files {
		t.Errorf("%d of %d files are right", got, files)
	}
	wantAlone(t, dir)
}
