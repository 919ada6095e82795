// Package fingerprint tells whether the files that a value is made from have
// changed, so that it is made again only then.
package fingerprint

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"candor/internal/diag"
)

// Sources says which files a value is made from.
type Sources struct {
	Paths []string // files and folders
	Deep  bool     // with the folders in these folders
	Ext   string   // only files whose names end so, as in ".md"; "": all
}

// Touched reports whether any of the changed paths is one of the sources, lies
// below one, or is a folder around one. A nil list stands for any path.
func (s Sources) Touched(changed []string) bool {
	if changed == nil {
		return true
	}
	return slices.ContainsFunc(s.Paths, func(name string) bool {
		return slices.ContainsFunc(changed, func(p string) bool {
			return p == "." || p == name || strings.HasPrefix(p, name+"/") || strings.HasPrefix(name, p+"/")
		})
	})
}

// Of returns a hash of the names and bytes of all sources. A file that cannot be
// read counts with its error, one that is not there not at all.
func Of(files fs.FS, s Sources) (diag.Hash, error) {
	var all []byte
	for _, root := range s.Paths {
		err := fs.WalkDir(files, root, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && !s.Deep && name != root:
				return fs.SkipDir
			case d.IsDir() || path.Ext(name) != s.Ext && s.Ext != "":
				return nil
			}
			text, err := fs.ReadFile(files, name)
			if err != nil {
				text = []byte(err.Error())
			}
			h := sha256.Sum256(text)
			all = append(append(append(all, name...), 0), h[:]...)
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return diag.Hash{}, err
		}
	}
	return diag.HashOf(all), nil
}

// Value is what was last made from some sources, with the diagnostics of making
// it. The zero value holds nothing. K is what it depends on besides the sources.
type Value[K comparable, V any] struct {
	hashed bool
	hash   diag.Hash

	made  bool
	from  diag.Hash
	key   K
	value V
	diags diag.List
}

// Get returns the value for a key, the very same as long as neither the key nor
// the bytes of the sources change. Sources that are not among the changed paths
// are not read again.
func (v *Value[K, V]) Get(files fs.FS, s Sources, changed []string, key K, build func() (V, diag.List, error)) (V, diag.List, error) {
	if !v.hashed || s.Touched(changed) {
		h, err := Of(files, s)
		if err != nil {
			var none V
			return none, nil, err
		}
		v.hash, v.hashed = h, true
	}
	if v.made && v.from == v.hash && v.key == key {
		return v.value, v.diags, nil
	}
	value, diags, err := build()
	if err == nil {
		v.made, v.from, v.key, v.value, v.diags = true, v.hash, key, value, diags
	}
	return value, diags, err
}
