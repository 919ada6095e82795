package publish

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// never is the size of an old file that no new one equals: a link, a pipe, a
// file of the wrong mode.
const never = -1

// oldSite is what stands in the target: its files with their sizes, and its
// folders.
type oldSite struct {
	root    string
	exists  bool
	files   map[string]int64
	folders map[string]bool
	askew   bool // a folder has the wrong mode
}

// scan lists the target. Links in it are not followed. With modes, a file or
// folder that has another mode than ours is one that has to be made again.
func (w *workshop) scan(modes bool) (*oldSite, error) {
	o := &oldSite{root: w.target, files: map[string]int64{}, folders: map[string]bool{}}
	if !exists(w.target) {
		return o, nil
	}
	o.exists = true
	err := filepath.WalkDir(w.target, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := o.name(path)
		switch {
		case name != "." && !strings.Contains(name, "/") && w.mine(name):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case name == "." && w.inside:
			return nil // a mount point's mode is its owner's affair
		}
		return o.add(name, e, modes)
	})
	return o, failed("read the folder", w.target, err)
}

func (o *oldSite) name(path string) string {
	rel, err := filepath.Rel(o.root, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}

func (o *oldSite) add(name string, e fs.DirEntry, modes bool) error {
	info, err := e.Info()
	if err != nil {
		return err
	}
	if info.IsDir() {
		o.askew = o.askew || modes && info.Mode().Perm() != dirMode
		if name != "." {
			o.folders[name] = true
		}
		return nil
	}
	o.files[name] = info.Size()
	if !info.Mode().IsRegular() || modes && info.Mode().Perm() != fileMode {
		o.files[name] = never
	}
	return nil
}

var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// has says whether the old site has a file of this name with these bytes.
func (o *oldSite) has(name string, b []byte) bool {
	size, ok := o.files[name]
	if !ok || size != int64(len(b)) {
		return false
	}
	f, err := os.Open(filepath.Join(o.root, filepath.FromSlash(name)))
	if err != nil {
		return false
	}
	defer f.Close()
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	for {
		n, err := f.Read(buf[:])
		if n > len(b) || !bytes.Equal(buf[:n], b[:n]) {
			return false
		}
		b = b[n:]
		if err != nil || n == 0 {
			return len(b) == 0
		}
	}
}
