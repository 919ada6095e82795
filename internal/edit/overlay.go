package edit

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"candor/internal/memfs"
)

// Over returns the files as they are once the changes are made. The changes
// must have been made from these files.
func (c Changes) Over(files fs.FS) fs.FS {
	o := &overlay{FS: files, files: map[string][]byte{}, gone: map[string]bool{}, below: map[string][]string{}}
	for _, f := range c {
		if f.From != "" {
			o.gone[f.From] = true
		}
	}
	for _, f := range c {
		o.files[f.Name] = f.New
		delete(o.gone, f.Name)
		for name := f.Name; name != "."; name = path.Dir(name) {
			dir := path.Dir(name)
			if !slices.Contains(o.below[dir], name) {
				o.below[dir] = append(o.below[dir], name)
			}
		}
	}
	return o
}

// overlay is a file system with some files changed, added or taken away.
type overlay struct {
	fs.FS
	files map[string][]byte
	gone  map[string]bool
	below map[string][]string // the changed files and their folders, by the folder they are in
}

// Open implements fs.FS.
func (o *overlay) Open(name string) (fs.File, error) {
	if b, ok := o.files[name]; ok {
		return memfs.Open(memfs.FileInfo(name, len(b)), b), nil
	}
	if o.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := o.FS.Open(name)
	if err != nil && len(o.below[name]) == 0 {
		return nil, err
	}
	if err != nil {
		return memfs.Dir(memfs.DirInfo(name), o.merge(name, nil)), nil
	}
	return o.folder(name, f)
}

// folder returns an opened file as it is and a folder with what the changes
// make of it.
func (o *overlay) folder(name string, f fs.File) (fs.File, error) {
	info, err := f.Stat()
	if err != nil || !info.IsDir() {
		return f, err
	}
	defer f.Close()
	dir, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	list, err := dir.ReadDir(-1)
	if err != nil {
		return nil, err
	}
	return memfs.Dir(info, o.merge(name, list)), nil
}

func (o *overlay) merge(dir string, list []fs.DirEntry) []fs.DirEntry {
	var out []fs.DirEntry
	for _, e := range list {
		name := path.Join(dir, e.Name())
		if _, changed := o.files[name]; !changed && !o.gone[name] {
			out = append(out, e)
		}
	}
	for _, name := range o.below[dir] {
		b, isFile := o.files[name]
		switch {
		case isFile:
			out = append(out, fs.FileInfoToDirEntry(memfs.FileInfo(name, len(b))))
		case !slices.ContainsFunc(out, func(e fs.DirEntry) bool { return e.Name() == path.Base(name) }):
			out = append(out, fs.FileInfoToDirEntry(memfs.DirInfo(name)))
		}
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}
