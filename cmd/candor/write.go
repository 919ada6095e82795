package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"candor/internal/edit"
	"candor/internal/siteroot"
)

// write makes changes to the site's files. Each file is exchanged in one step,
// and none before all are ready; no symbolic link is followed. A file that has
// changed since it was read is a failure, and then nothing is written.
func (a *app) write(changes edit.Changes) error {
	root, err := siteroot.Open(a.dir)
	if err != nil {
		return failure{err}
	}
	defer root.Close()
	w := writer{root: root, folders: map[string]*os.Root{}}
	defer w.clear()
	for _, c := range changes {
		if err := w.stage(c); err != nil {
			return failure{fmt.Errorf("%s: %w; nothing was written", c.Name, err)}
		}
	}
	if err := w.commit(); err != nil {
		return failure{err}
	}
	return nil
}

// staged is a file that waits to be put in its place.
type staged struct{ temp, name, remove string }

type writer struct {
	root    *siteroot.Root
	folders map[string]*os.Root // those of the files, opened once each
	staged  []staged
}

// folder returns the folder that a file is in, and the file's name there.
func (w *writer) folder(name string, create bool) (*os.Root, string, error) {
	dir := path.Dir(name)
	if w.folders[dir] == nil {
		f, err := w.root.Folder(dir, create)
		if err != nil {
			return nil, "", err
		}
		w.folders[dir] = f
	}
	return w.folders[dir], path.Base(name), nil
}

var errNotOurs = errors.New("it changed while it was being read; run the command again")

// stage writes what a file is to hold beside the place where it belongs.
func (w *writer) stage(c edit.Change) error {
	s := staged{name: c.Name}
	from := c.Name
	if c.From != "" {
		from, s.remove = c.From, c.From
	}
	old, err := fs.ReadFile(w.root.Files(), from)
	if err != nil {
		return err
	}
	if !bytes.Equal(old, c.Old) {
		return errNotOurs
	}
	in, base, err := w.folder(c.Name, c.From != "")
	if err != nil {
		return err
	}
	if _, err := in.Lstat(base); c.From != "" && !errors.Is(err, fs.ErrNotExist) {
		return errors.New("something is there already")
	}
	info, err := fs.Stat(w.root.Files(), from)
	if err != nil {
		return err
	}
	return w.temp(s, info.Mode().Perm(), c.New)
}

// temp writes a hidden file, which no site takes for one of its own.
func (w *writer) temp(s staged, mode fs.FileMode, b []byte) error {
	in, base, err := w.folder(s.name, false)
	if err != nil {
		return err
	}
	s.temp = fmt.Sprintf(".%s.%d.tmp", base, os.Getpid())
	f, err := in.OpenFile(s.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	w.staged = append(w.staged, s)
	_, err = f.Write(b)
	return errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
}

// commit puts all files in their places, and then takes away those that have
// moved, with the folders that they leave empty.
func (w *writer) commit() error {
	for i, s := range w.staged {
		in, base, err := w.folder(s.name, false)
		if err == nil {
			err = in.Rename(s.temp, base)
		}
		if err != nil {
			return fmt.Errorf("%w; %d of %d files are written", err, i, len(w.staged))
		}
		w.staged[i].temp = ""
	}
	for _, s := range w.staged {
		if s.remove == "" {
			continue
		}
		if err := w.remove(s.remove); err != nil {
			return err
		}
		for dir := path.Dir(s.remove); strings.Count(dir, "/") > 1; dir = path.Dir(dir) {
			if w.remove(dir) != nil {
				break
			}
		}
	}
	return nil
}

// remove deletes a file or an empty folder.
func (w *writer) remove(name string) error {
	in, base, err := w.folder(name, false)
	if err != nil {
		return err
	}
	return in.Remove(base)
}

// clear removes what was not put in place.
func (w *writer) clear() {
	for _, s := range w.staged {
		if in, _, err := w.folder(s.name, false); err == nil && s.temp != "" {
			_ = in.Remove(s.temp)
		}
	}
	for _, f := range w.folders {
		_ = f.Close()
	}
}
