package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

const (
	fileMode fs.FileMode = 0o644
	dirMode  fs.FileMode = 0o755
)

// disk is every step that changes something on disk, apart from the lock. The
// tests stop the world before or inside any of them.
type disk interface {
	Mkdir(path string) error
	Write(path string, b []byte) error // a new file, never an old one
	Chmod(path string, mode fs.FileMode) error
	Link(from, to string) error
	Rename(from, to string) error // to must not exist
	Exchange(a, b string) error   // errors.ErrUnsupported: not to be had here
	Remove(path string) error
	RemoveAll(path string) error
	SyncTree(path string) error // all that is below path is on disk
	SyncFile(path string) error // a file's bytes, or a folder's names
	Mounted(path string) bool   // path is a mount point
}

// osDisk is the real one; exchange_*.go hold what differs between systems.
type osDisk struct{}

func (osDisk) Mkdir(path string) error                   { return os.Mkdir(path, dirMode) }
func (osDisk) Chmod(path string, mode fs.FileMode) error { return os.Chmod(path, mode) }
func (osDisk) Link(from, to string) error                { return os.Link(from, to) }
func (osDisk) Remove(path string) error                  { return os.Remove(path) }
func (osDisk) RemoveAll(path string) error               { return os.RemoveAll(path) }

func (osDisk) Write(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}

func (osDisk) SyncFile(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	// Windows flushes only what is open for writing, and never a folder.
	flag := os.O_RDONLY
	if runtime.GOOS == "windows" {
		if info.IsDir() {
			return nil
		}
		flag = os.O_RDWR
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncEach is SyncTree where a whole file system cannot be synced at once.
func syncEach(root string) error {
	return filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return osDisk{}.SyncFile(path)
	})
}

// renameNew is Rename for systems that would silently replace what is there:
// the lock keeps other builds from making to between the look and the rename.
func renameNew(from, to string) error {
	if exists(to) {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: fs.ErrExist}
	}
	return os.Rename(from, to)
}

// exists says whether path names anything, a dangling link included.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// failed says in an author's words what could not be done. The system's own
// errors repeat the operation and a path in the staging folder; only their
// cause is kept.
func failed(doing, path string, err error) error {
	if err == nil {
		return nil
	}
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		err = p.Err
	case errors.As(err, &l):
		err = l.Err
	}
	return fmt.Errorf("cannot %s %s: %w", doing, path, err)
}
