// Package siteroot opens the folder of a site on disk, for reading and for
// writing. Neither follows a symbolic link: names are resolved part by part, and
// every part is opened as what it was seen to be, so that exchanging it in the
// meantime gains nothing. What is neither a regular file nor a folder is not
// opened at all.
package siteroot

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"

	"candor/internal/diag"
	"candor/internal/sitefiles"
)

// Root is the folder of a site. It may be used by several goroutines at once.
type Root struct {
	root *os.Root
	dir  *os.File // the same folder
	site *sitefiles.FS
}

// Open opens the folder of a site. The name of the folder itself may lead through
// symbolic links.
func Open(dir string) (*Root, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	f, err := root.Open(".")
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	r := &Root{root: root, dir: f}
	r.site = sitefiles.New(tree{r})
	return r, nil
}

// Close closes the folder. Files that were opened stay so.
func (r *Root) Close() error { return errors.Join(r.dir.Close(), r.root.Close()) }

// Name returns the name that the folder was opened by.
func (r *Root) Name() string { return r.root.Name() }

// Files returns the files of the site.
func (r *Root) Files() *sitefiles.FS { return r.site }

// Folder opens a folder of the site to write in it; what is made in it must be
// made with os.O_EXCL or by renaming, which follow no link. With create, folders
// that are missing are made. It wraps a sitefiles.Refusal where a part of the name
// is no folder.
func (r *Root) Folder(name string, create bool) (*os.Root, error) {
	return r.folder(r.site.Real(name), create)
}

// folder is Folder for a name of the disk.
func (r *Root) folder(name string, create bool) (*os.Root, error) {
	at, err := r.root.OpenRoot(".")
	if err != nil {
		return nil, err
	}
	for part := range strings.SplitSeq(path.Clean(name), "/") {
		next, err := enter(at, part, create)
		if err := errors.Join(err, at.Close()); err != nil {
			return nil, err
		}
		at = next
	}
	return at, nil
}

// enter opens a folder in another one.
func enter(in *os.Root, name string, create bool) (*os.Root, error) {
	if create && name != "." {
		if err := in.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	before, err := in.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !before.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: notFolder(before.Mode())}
	}
	next, err := in.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	if after, err := next.Stat("."); err != nil || !os.SameFile(before, after) {
		return nil, errors.Join(err, diag.ErrChanged, next.Close())
	}
	return next, nil
}

func notFolder(mode fs.FileMode) error {
	if reason, refused := sitefiles.ReasonFor(mode); refused {
		return sitefiles.Refusal{Reason: reason}
	}
	return sitefiles.Refusal{Reason: sitefiles.File}
}

// tree is a Root as a sitefiles.Tree.
type tree struct{ *Root }

// Open implements fs.FS.
func (t tree) Open(name string) (fs.File, error) {
	f, err := t.open(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: cause(err)}
	}
	return f, nil
}

// ReadLink implements sitefiles.Tree.
func (t tree) ReadLink(name string) (string, error) { return t.root.Readlink(name) }

// cause returns what is wrong without the part of a name that it is wrong with.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
