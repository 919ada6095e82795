// Package sitefiles is the one door through which the program sees the files of
// a site.
//
// A site consists of regular files and folders whose names are UTF-8. Nothing
// else is ever opened: a symbolic link could publish what it leads to, and a
// pipe or a device could block for ever. Only the folder content/ itself may be
// a link, and only to another folder of the same site.
//
// An FS lists what it does not open, so that a Survey can report it and a record
// keeps its id; opening it gives a Refusal.
package sitefiles

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// contentRoot is the only entry of a site that may be a symbolic link.
const contentRoot = "content"

// Tree is a folder on disk or at a revision. It follows no symbolic link, in
// any part of a name. Opening a name that leads through one, or to anything but
// a regular file or a folder, fails with an error that wraps a Refusal.
type Tree interface {
	fs.FS
	// ReadLink returns the destination of a symbolic link.
	ReadLink(name string) (string, error)
}

// FS is the files of a site, as an fs.FS.
type FS struct{ tree Tree }

// New returns the files of the site in a folder.
func New(t Tree) *FS { return &FS{t} }

// Open implements fs.FS. Its errors wrap a Refusal where there is something that
// is never opened.
func (f *FS) Open(name string) (fs.File, error) {
	if !utf8.ValidString(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: Refusal{BadName}}
	}
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	file, err := f.tree.Open(name)
	if refused := new(Refusal); errors.As(err, refused) {
		if real := f.Real(name); real != name {
			file, err = f.tree.Open(real)
		}
	}
	if err != nil {
		return nil, err
	}
	if dir, ok := file.(fs.ReadDirFile); ok {
		return &folder{dir, name, f}, nil
	}
	return file, nil
}

// Real returns where a file of the site is in its Tree: somewhere else than its
// name says only where content/ is a symbolic link to a folder of the site.
func (f *FS) Real(name string) string {
	rest, ok := strings.CutPrefix(name, contentRoot)
	if !ok || rest != "" && rest[0] != '/' {
		return name
	}
	target, err := f.tree.ReadLink(contentRoot)
	if err != nil || !inside(target) {
		return name
	}
	return path.Clean(target) + rest
}

// inside reports whether a link of the site's own folder leads to a folder in
// it, other than a hidden one such as .git.
func inside(target string) bool {
	target = path.Clean(target)
	return fs.ValidPath(target) && !slices.ContainsFunc(strings.Split(target, "/"), func(part string) bool { return strings.HasPrefix(part, ".") })
}

// folder is an opened folder. Its entries say of what is never opened that it is
// neither a file nor a folder.
type folder struct {
	fs.ReadDirFile
	name string
	fs   *FS
}

// ReadDir implements fs.ReadDirFile.
func (d *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	list, err := d.ReadDirFile.ReadDir(n)
	for i, e := range list {
		list[i] = d.fs.entry(d.name, e)
	}
	return list, err
}

func (f *FS) entry(dir string, e fs.DirEntry) fs.DirEntry {
	name := path.Join(dir, e.Name())
	switch {
	case !utf8.ValidString(e.Name()):
		return entry{e, fs.ModeIrregular, f, name}
	case name == contentRoot && e.Type() == fs.ModeSymlink:
		if info, err := fs.Stat(f, name); err == nil && info.IsDir() {
			return entry{e, fs.ModeDir, f, name}
		}
	}
	return e
}

// entry is an entry whose type is not the one that its Tree gives.
type entry struct {
	fs.DirEntry
	mode fs.FileMode
	fs   *FS
	name string
}

// Type implements fs.DirEntry.
func (e entry) Type() fs.FileMode { return e.mode }

// IsDir implements fs.DirEntry.
func (e entry) IsDir() bool { return e.mode.IsDir() }

// Info implements fs.DirEntry.
func (e entry) Info() (fs.FileInfo, error) { return fs.Stat(e.fs, e.name) }
