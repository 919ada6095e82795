package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"candor/internal/parallel"
)

// stage is the folder in which the new site grows.
type stage struct {
	work *workshop
	disk disk
	root string
	old  *oldSite
	keep bool // a journal that could not be finished needs the folder

	// Some disks keep no modes; with some umasks each file needs a second call.
	chmod bool

	made    sync.Map // folders that exist in root
	writing sync.WaitGroup

	mu        sync.Mutex // guards what follows, never held while writing
	files     map[string]bool
	folders   map[string]bool
	unchanged []string // hard-linked at the end, when it is clear that anything changed
	bytes     int64
	err       error // the first one of put
	manifest  bool
	closed    bool
}

// newStage makes the folder, learns what the disk does to modes, and lists
// the old site.
func newStage(w *workshop) (*stage, error) {
	s := &stage{
		work: w, disk: w.disk, root: w.path(w.newName("stage")),
		files: map[string]bool{}, folders: map[string]bool{},
	}
	if err := s.disk.Mkdir(s.root); err != nil {
		return nil, failed("make a folder beside", w.target, err)
	}
	modes := true
	if perm(s.root) != dirMode {
		s.chmod = s.disk.Chmod(s.root, dirMode) == nil && perm(s.root) == dirMode
		modes = s.chmod
	}
	var err error
	if s.old, err = w.scan(modes); err != nil {
		s.discard()
		return nil, err
	}
	return s, nil
}

func perm(path string) fs.FileMode {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Mode().Perm()
}

// discard removes the folder, which after an exchange holds the old site. What
// cannot be removed goes when the next run cleans up.
func (s *stage) discard() {
	if !s.keep {
		_ = s.disk.RemoveAll(s.root)
	}
}

// fill lets produce make the site. The first failure of the sink counts, even
// when produce drops it.
func (s *stage) fill(ctx context.Context, produce Produce) (bool, error) {
	ok, err := produce(ctx, func(name string, b []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return s.note(s.put(name, b))
	})
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.writing.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err != nil:
		return false, err
	case s.err != nil:
		return false, s.err
	case ctx.Err() != nil:
		return false, ctx.Err()
	case ok && !s.manifest:
		return false, errors.New("the new site has no " + manifestName + ", without which the next build would refuse its folder")
	}
	return ok, nil
}

func (s *stage) note(err error) error {
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.err == nil {
			s.err = err
		}
	}
	return err
}

// put takes one file.
func (s *stage) put(name string, b []byte) error {
	local, err := s.check(name, b)
	if err != nil {
		return err
	}
	if err := s.register(name, int64(len(b))); err != nil {
		return err
	}
	defer s.writing.Done()
	if s.old.has(name, b) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.unchanged = append(s.unchanged, name)
		return nil
	}
	return s.write(local, b)
}

// check refuses names that would lead out of the site or that this system
// cannot have, and a manifest that would not prove that the folder is ours.
func (s *stage) check(name string, b []byte) (local string, err error) {
	local, err = filepath.Localize(name)
	switch {
	case err != nil || name == ".":
		return "", fmt.Errorf("%q cannot be the path of a file in a site", name)
	case strings.HasPrefix(name, reserved):
		return "", fmt.Errorf("%q cannot be the path of a file in a site: names that begin with %s are for publishing", name, reserved)
	case name == manifestName:
		if err := ours(bytes.NewReader(b)); err != nil {
			return "", fmt.Errorf("the new site cannot be published: %w", err)
		}
	}
	return local, nil
}

// register takes a name and the folders above it, each of them once.
func (s *stage) register(name string, size int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return fmt.Errorf("%s came after the end of the site", name)
	case s.manifest:
		return fmt.Errorf("%s came after %s, which must be last", name, manifestName)
	case s.files[name]:
		return fmt.Errorf("two files of the site have the path %s", name)
	case s.folders[name]:
		return fmt.Errorf("%s is a file of the site and also a folder", name)
	}
	for dir := path.Dir(name); dir != "." && !s.folders[dir]; dir = path.Dir(dir) {
		if s.files[dir] {
			return fmt.Errorf("%s is a file of the site and also the folder of %s", dir, name)
		}
		s.folders[dir] = true
	}
	s.files[name] = true
	s.manifest = name == manifestName
	s.bytes += size
	s.writing.Add(1)
	return nil
}

// write makes a new file in the stage.
func (s *stage) write(local string, b []byte) error {
	if err := s.mkdir(filepath.Dir(local)); err != nil {
		return err
	}
	file := filepath.Join(s.root, local)
	err := s.disk.Write(file, b)
	if err == nil && s.chmod {
		err = s.disk.Chmod(file, fileMode)
	}
	return failed("write", local, err)
}

// mkdir makes a folder in the stage and those above it. Several goroutines may
// make the same one.
func (s *stage) mkdir(local string) error {
	if _, ok := s.made.Load(local); ok || local == "." {
		return nil
	}
	if err := s.mkdir(filepath.Dir(local)); err != nil {
		return err
	}
	dir := filepath.Join(s.root, local)
	err := s.disk.Mkdir(dir)
	if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	if err == nil && s.chmod {
		err = s.disk.Chmod(dir, dirMode)
	}
	if err == nil {
		s.made.Store(local, true)
	}
	return failed("make the folder", local, err)
}

// link takes the unchanged files over from the old site.
func (s *stage) link(ctx context.Context) error {
	err := parallel.Each(ctx, len(s.unchanged), func(i int) error {
		return s.linkOne(filepath.FromSlash(s.unchanged[i]))
	})
	if err != nil {
		return err
	}
	return ctx.Err()
}

// linkOne copies where linking is not to be had: another device, a disk
// without links, a file of somebody else, too many links.
func (s *stage) linkOne(local string) error {
	if err := s.mkdir(filepath.Dir(local)); err != nil {
		return err
	}
	from := filepath.Join(s.old.root, local)
	if s.disk.Link(from, filepath.Join(s.root, local)) == nil {
		return nil
	}
	b, err := os.ReadFile(from)
	if err != nil {
		return failed("read", from, err)
	}
	return s.write(local, b)
}

func (s *stage) summary() Summary {
	sum := Summary{Files: len(s.files), Unchanged: len(s.unchanged), Bytes: s.bytes}
	sum.Written = sum.Files - sum.Unchanged
	for name := range s.old.files {
		if !s.files[name] {
			sum.Removed++
		}
	}
	return sum
}

// changed says whether the stage differs from the old site in anything.
func (s *stage) changed() bool {
	o := s.old
	if !o.exists || o.askew || len(s.unchanged) != len(s.files) || len(o.files) != len(s.files) {
		return true
	}
	for dir := range o.folders {
		if !s.folders[dir] {
			return true
		}
	}
	return false
}
