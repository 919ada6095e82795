//go:build !unix

package siteroot

import (
	"errors"
	"io/fs"
	"os"
	"path"

	"candor/internal/diag"
	"candor/internal/sitefiles"
)

// open opens the folders on the way to a file one by one, and then the file as
// what it was seen to be.
func (t tree) open(name string) (*os.File, error) {
	in, err := t.folder(path.Dir(name), false)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	base := path.Base(name)
	before, err := in.Lstat(base)
	if err != nil {
		return nil, err
	}
	if reason, refused := sitefiles.ReasonFor(before.Mode()); refused {
		return nil, &fs.PathError{Op: "open", Path: name, Err: sitefiles.Refusal{Reason: reason}}
	}
	f, err := in.Open(base)
	if err != nil {
		return nil, err
	}
	if after, err := f.Stat(); err != nil || !os.SameFile(before, after) {
		return nil, errors.Join(err, diag.ErrChanged, f.Close())
	}
	return f, nil
}
