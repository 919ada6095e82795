// Package edit changes a site's sources by program: it applies the fixes that
// diagnostics carry, renames records, and puts their fields in order.
//
// It promises to leave alone what it was not asked to change. Every change is
// the replacement of a range of bytes that a parser pointed at, or moves whole
// lines; no file is ever written anew from its values, so comments, alignment,
// quotation marks, line ends and byte order marks stay as their author left them.
//
// The package is pure: it reads an fs.FS and returns Changes. Who calls it
// decides whether they are shown, tried on the site in memory (Changes.Over) or
// written.
package edit

import (
	"io/fs"
	"slices"
	"strings"
)

// Change is what becomes of one file.
type Change struct {
	Name string // where the file is afterwards
	From string // where it was, if it was elsewhere
	Old  []byte // what it held
	New  []byte // what it holds afterwards
}

// Changes are changes of different files, in order of name.
type Changes []Change

// Then returns the changes that have the effect of c and, after them, next,
// which was made from the files that c leads to. Next renames nothing.
func (c Changes) Then(next Changes) Changes {
	out := slices.Clone(c)
	for _, n := range next {
		i := slices.IndexFunc(out, func(o Change) bool { return o.Name == n.Name })
		if i < 0 {
			out = append(out, n)
			continue
		}
		out[i].New = n.New
	}
	return out.sorted()
}

func (c Changes) sorted() Changes {
	slices.SortFunc(c, func(a, b Change) int { return strings.Compare(a.Name, b.Name) })
	return c
}

// Refusal says why something cannot be done as it was asked, in words for the
// person who asked.
type Refusal struct{ Reason string }

// Error implements error.
func (r *Refusal) Error() string { return r.Reason }

// exists says that a file or folder of that name is there.
func exists(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}
