package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
)

const manifest = `{"generator":"candor test"}`

// tree is a site in memory: the bytes of each path.
type tree map[string]string

// site returns a tree with a manifest that tells it from others.
func site(version string, files tree) tree {
	out := tree{manifestName: `{"generator":"candor ` + version + `"}`}
	for name, text := range files {
		out[name] = text
	}
	return out
}

// produce makes the files of t in the order that the promise demands.
func (t tree) produce(_ context.Context, sink func(string, []byte) error) (bool, error) {
	for name, text := range t {
		if name == manifestName {
			continue
		}
		if err := sink(name, []byte(text)); err != nil {
			return false, err
		}
	}
	return true, sink(manifestName, []byte(t[manifestName]))
}

// nothing is a site whose content has errors.
func nothing(context.Context, func(string, []byte) error) (bool, error) { return false, nil }

// write puts t on disk without the package under test.
func (t tree) write(tb testing.TB, dir string) {
	tb.Helper()
	must(tb, os.MkdirAll(dir, 0o755))
	for name, text := range t {
		path := filepath.Join(dir, filepath.FromSlash(name))
		must(tb, os.MkdirAll(filepath.Dir(path), 0o755))
		must(tb, os.WriteFile(path, []byte(text), 0o644))
	}
}

// read returns what is below dir, folders as paths with a slash at the end.
// The lock of a run that is under way, and its temporary folders, show up too.
func read(tb testing.TB, dir string) tree {
	tb.Helper()
	out := tree{}
	must(tb, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		switch {
		case e.IsDir():
			out[rel+"/"] = ""
		case e.Type() == fs.ModeSymlink:
			out[rel], err = os.Readlink(path)
		default:
			var b []byte
			b, err = os.ReadFile(path)
			out[rel] = string(b)
		}
		return err
	}))
	return out
}

// full adds the folders of t, so that it compares with what read returns.
func (t tree) full() tree {
	out := tree{}
	for name, text := range t {
		out[name] = text
		for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
			out[filepath.ToSlash(dir)+"/"] = ""
		}
	}
	return out
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// The ways in which a new site gets into place.
const (
	exchanged = "exchange" // in one step
	beside    = "beside"   // by a journal, target renamed
	inside    = "inside"   // by a journal, in a mount point
)

var ways = []string{exchanged, beside, inside}

// trial is a disk that counts its steps and, at one of them, fails, or stops
// for good. It never syncs: a killed process loses nothing.
type trial struct {
	osDisk
	way   string
	at    int64
	torn  bool  // the step is half done first
	fault error // of the step; later ones work
	stop  func()

	steps atomic.Int64
	dead  atomic.Bool
	met   string // the step that was hit
}

var errDead = errors.New("the process is dead")

func (d *trial) do(name string, whole func() error, half func()) error {
	n := d.steps.Add(1)
	if d.dead.Load() {
		return errDead
	}
	if n != d.at {
		return whole()
	}
	d.met = name
	if d.torn && half != nil {
		half()
	}
	if d.fault != nil {
		return &fs.PathError{Op: name, Path: "somewhere", Err: d.fault}
	}
	d.dead.Store(true)
	if d.stop != nil {
		d.stop()
	}
	return errDead
}

func (d *trial) Mkdir(p string) error {
	return d.do("mkdir", func() error { return d.osDisk.Mkdir(p) }, nil)
}

func (d *trial) Write(p string, b []byte) error {
	return d.do("write", func() error { return d.osDisk.Write(p, b) },
		func() { _ = d.osDisk.Write(p, b[:len(b)/2]) })
}

func (d *trial) Chmod(p string, mode fs.FileMode) error {
	return d.do("chmod", func() error { return d.osDisk.Chmod(p, mode) }, nil)
}

func (d *trial) Link(from, to string) error {
	return d.do("link", func() error { return d.osDisk.Link(from, to) }, nil)
}

func (d *trial) Rename(from, to string) error {
	return d.do("rename", func() error { return d.osDisk.Rename(from, to) }, nil)
}

func (d *trial) Exchange(a, b string) error {
	if d.way != exchanged {
		return errors.ErrUnsupported
	}
	return d.do("exchange", func() error { return d.osDisk.Exchange(a, b) }, nil)
}

func (d *trial) Remove(p string) error {
	return d.do("remove", func() error { return d.osDisk.Remove(p) }, nil)
}

func (d *trial) RemoveAll(p string) error {
	return d.do("remove all", func() error { return d.osDisk.RemoveAll(p) }, func() {
		entries, _ := os.ReadDir(p)
		for _, e := range entries[:len(entries)/2] {
			_ = os.RemoveAll(filepath.Join(p, e.Name()))
		}
	})
}

func (d *trial) SyncTree(string) error {
	return d.do("sync tree", func() error { return nil }, nil)
}

func (d *trial) SyncFile(string) error {
	return d.do("sync file", func() error { return nil }, nil)
}

// workshop is the one that a run on this disk uses.
func (d *trial) workshop(dir string) *workshop { return newWorkshop(dir, d) }

func (d *trial) Mounted(string) bool { return d.way == inside }

// errFull is what a disk without space says.
var errFull = syscall.ENOSPC

func publishTree(tb testing.TB, dir string, t tree) Summary {
	tb.Helper()
	sum, err := Publish(context.Background(), Options{Dir: dir}, t.produce)
	must(tb, err)
	return sum
}
