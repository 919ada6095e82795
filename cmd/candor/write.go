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
)

// write makes changes to the site's files. Each file is exchanged in one step,
// and none before all are ready; nothing outside the site is touched, through
// symbolic links either. A file that has changed since it was read is a
// failure, and then nothing is written.
func (a *app) write(changes edit.Changes) error {
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return failure{err}
	}
	defer root.Close()
	w := writer{root: root}
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
	root   *os.Root
	staged []staged
}

var errNotOurs = errors.New("it changed while it was being read; run the command again")

// stage writes what a file is to hold beside the place where it belongs.
func (w *writer) stage(c edit.Change) error {
	from := c.Name
	if c.From != "" {
		from = c.From
		if _, err := w.root.Lstat(c.Name); !errors.Is(err, fs.ErrNotExist) {
			return errors.New("something is there already")
		}
		if err := w.root.MkdirAll(path.Dir(c.Name), 0o755); err != nil {
			return err
		}
	}
	real, err := w.follow(from)
	if err != nil {
		return err
	}
	if c.From != "" && real != from {
		return fmt.Errorf("%s is a symbolic link; rename the file that it leads to", from)
	}
	old, err := w.root.ReadFile(real)
	if err != nil {
		return err
	}
	if !bytes.Equal(old, c.Old) {
		return errNotOurs
	}
	s := staged{name: real}
	if c.From != "" {
		s.name, s.remove = c.Name, c.From
	}
	return w.temp(s, real, c.New)
}

// temp writes a hidden file, which no site takes for one of its own.
func (w *writer) temp(s staged, like string, b []byte) error {
	info, err := w.root.Stat(like)
	if err != nil {
		return err
	}
	s.temp = path.Join(path.Dir(s.name), fmt.Sprintf(".%s.%d.tmp", path.Base(s.name), os.Getpid()))
	f, err := w.root.OpenFile(s.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	w.staged = append(w.staged, s)
	_, err = f.Write(b)
	return errors.Join(err, f.Chmod(info.Mode().Perm()), f.Sync(), f.Close())
}

// follow returns the file that a symbolic link inside the site leads to.
func (w *writer) follow(name string) (string, error) {
	for range 10 {
		info, err := w.root.Lstat(name)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return name, err
		}
		to, err := w.root.Readlink(name)
		if err != nil {
			return "", err
		}
		name = path.Join(path.Dir(name), to)
	}
	return "", errors.New("this symbolic link leads to itself")
}

// commit puts all files in their places, and then takes away those that have
// moved, with the folders that they leave empty.
func (w *writer) commit() error {
	for i, s := range w.staged {
		if err := w.root.Rename(s.temp, s.name); err != nil {
			return fmt.Errorf("%w; %d of %d files are written", err, i, len(w.staged))
		}
		w.staged[i].temp = ""
	}
	for _, s := range w.staged {
		if s.remove == "" {
			continue
		}
		if err := w.root.Remove(s.remove); err != nil {
			return err
		}
		for dir := path.Dir(s.remove); strings.Count(dir, "/") > 1; dir = path.Dir(dir) {
			if w.root.Remove(dir) != nil {
				break
			}
		}
	}
	return nil
}

// clear removes what was not put in place.
func (w *writer) clear() {
	for _, s := range w.staged {
		if s.temp != "" {
			_ = w.root.Remove(s.temp)
		}
	}
}
