package sitefiles

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
)

// roots are what a site consists of, and whether each is a folder. Whatever else
// is beside them is not looked at.
var roots = map[string]bool{"site.toml": false, contentRoot: true, "layouts": true, "schema": true, "static": true}

// Survey is what is in the place of a site's files but is never opened. The zero
// value has seen nothing.
type Survey struct{ found map[string]Refusal }

// Look looks at the whole site, or only at the files and folders that may have
// changed since it last did; nil stands for all.
func (s *Survey) Look(files fs.FS, changed []string) error {
	if s.found == nil || changed == nil || slices.Contains(changed, ".") {
		s.found, changed = map[string]Refusal{}, slices.Sorted(maps.Keys(roots))
	}
	top, err := fs.ReadDir(files, ".")
	if err != nil {
		return err
	}
	for _, name := range changed {
		part, _, _ := strings.Cut(name, "/")
		if _, ours := roots[part]; !ours {
			continue
		}
		s.forget(name)
		i := slices.IndexFunc(top, func(e fs.DirEntry) bool { return e.Name() == part })
		if i < 0 || !s.root(top[i]) || !s.reachable(files, name) {
			continue
		}
		if err := s.walk(files, name); err != nil {
			return err
		}
	}
	return nil
}

func atTop(name string) bool { return !strings.Contains(name, "/") }

// forget drops what was found at a name and below it.
func (s *Survey) forget(name string) {
	maps.DeleteFunc(s.found, func(at string, _ Refusal) bool { return at == name || strings.HasPrefix(at, name+"/") })
}

// root looks at one of the roots, and reports whether it is what it should be.
func (s *Survey) root(e fs.DirEntry) bool {
	reason, refused := ReasonFor(e.Type())
	switch wanted := roots[e.Name()]; {
	case refused:
	case wanted && !e.IsDir():
		reason, refused = File, true
	case !wanted && e.IsDir():
		reason, refused = Folder, true
	}
	if refused {
		s.found[e.Name()] = Refusal{reason}
	}
	return !refused
}

// reachable reports whether a file or folder can be opened. Where something is in
// the way, that is what was found.
func (s *Survey) reachable(files fs.FS, name string) bool {
	for i, c := range name + "/" {
		if c != '/' {
			continue
		}
		if strings.HasPrefix(name, contentRoot+"/") && hidden(name[:i]) {
			return false
		}
		f, err := files.Open(name[:i])
		if refused := new(Refusal); errors.As(err, refused) && !hidden(name[:i]) {
			s.found[name[:i]] = *refused
		}
		if err != nil {
			return false
		}
		_ = f.Close() // nothing was written
	}
	return true
}

// walk looks at all that is in a folder. What has gone is nothing, and what
// cannot be read is for those to report who want to read it.
func (s *Survey) walk(files fs.FS, root string) error {
	err := fs.WalkDir(files, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d != nil && d.IsDir():
			return fs.SkipDir
		case err != nil || name == root:
			return err
		case !s.entry(name, d) && d.IsDir():
			return fs.SkipDir
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// entry looks at one entry, and reports whether it is a file or folder of the
// site. Hidden ones belong to editors and systems.
func (s *Survey) entry(name string, e fs.DirEntry) bool {
	if hidden(name) {
		return !strings.HasPrefix(name, contentRoot+"/")
	}
	reason, refused := ReasonFor(e.Type())
	if !utf8.ValidString(e.Name()) {
		reason, refused = BadName, true
	}
	if refused {
		s.found[name] = Refusal{reason}
	}
	return !refused
}

func hidden(name string) bool {
	base := path.Base(name)
	return base != ".well-known" && strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~")
}

// Whole reports whether every part of the site is what it should be, whatever is
// in it. Where it is not, nothing can be said of the records.
func (s *Survey) Whole() bool {
	for name := range s.found {
		if atTop(name) {
			return false
		}
	}
	return true
}

// Refuses reports whether a name was found to be what is never opened.
func (s *Survey) Refuses(name string) bool {
	_, found := s.found[name]
	return found
}

// Diagnostics returns one for everything that was found.
func (s *Survey) Diagnostics() diag.List {
	var out diag.List
	for _, name := range slices.Sorted(maps.Keys(s.found)) {
		out = append(out, s.found[name].Diagnostic(name))
	}
	return out
}
