// Package revision reads a site out of git: how its files were at a commit,
// and which commit changed each of them last.
//
// Nothing is written. No work tree or index is touched, no hook, filter, pager
// or signature program runs, and no GIT_ variable of the caller's environment
// has an effect: the folder alone says which repository is meant. The folder
// may lie anywhere inside it; names are relative to the folder, with slashes,
// whatever characters they hold.
//
// A revision is read lazily: its list of files when it is opened, the bytes of
// a file when somebody asks for them. They are those of the commit, without
// what a work tree makes of them (line ends, keyword expansion).
//
// What cannot be had is told as an Error, in words for the person who asked:
// no repository, no such revision, a shallow clone that ends too early. Any
// other error means that git or the machine failed.
package revision

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
	"unicode"

	"candor/internal/diag"
	"candor/internal/sitefiles"
)

// Commit says when a change was made.
type Commit struct {
	Hash  string    // in full
	Short string    // its first ten characters, the same in every clone
	When  time.Time // the author's date, in UTC
}

// shortLength is fixed because git's own abbreviations grow with a clone.
const shortLength = 10

func newCommit(hash, seconds string) (Commit, error) {
	s, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || len(hash) < shortLength {
		return Commit{}, fmt.Errorf("git gave a commit that cannot be read: %q %q", hash, seconds)
	}
	return Commit{Hash: hash, Short: hash[:shortLength], When: time.Unix(s, 0).UTC()}, nil
}

// Error says what cannot be had, and what to do about it.
type Error struct{ Message, Hint string }

// Error returns the message and the hint in one line.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "; " + e.Hint
}

// Open returns the files below dir as they were at a revision, read-only. They
// can be read until the function that comes with them is called. What holds of
// symbolic links on disk holds of those in a revision.
func Open(ctx context.Context, dir, rev string) (*sitefiles.FS, func(), error) {
	r, err := find(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	c, err := r.commit(ctx, rev)
	if err != nil {
		return nil, nil, err
	}
	t, err := r.tree(ctx, c, rev)
	if err != nil {
		return nil, nil, err
	}
	return sitefiles.New(t), t.blobs.close, nil
}

// Describe returns the commit that a revision names.
func Describe(ctx context.Context, dir, rev string) (Commit, error) {
	r, err := find(ctx, dir)
	if err != nil {
		return Commit{}, err
	}
	return r.commit(ctx, rev)
}

// repository is the git repository that a folder lies in.
type repository struct {
	dir     string
	prefix  string // of dir inside the repository, with a slash at its end; "" at the top
	shallow bool
}

func find(ctx context.Context, dir string) (*repository, error) {
	r := &repository{dir: dir}
	out, err := r.git(ctx, "rev-parse", "--show-prefix", "--is-shallow-repository")
	if err != nil {
		return nil, noRepository(dir, err)
	}
	// The prefix may hold a line feed itself, so it is all but the last line.
	lines := strings.TrimSuffix(out, "\n")
	i := strings.LastIndexByte(lines, '\n')
	if i < 0 {
		return nil, fmt.Errorf("git gave an answer that cannot be read: %q", out)
	}
	r.prefix, r.shallow = lines[:i], lines[i+1:] == "true"
	return r, nil
}

// noRepository tells the reasons that people meet from a failing machine.
func noRepository(dir string, err error) error {
	var f *failed
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return &Error{"git is not installed", "it is needed to read earlier versions"}
	case errors.As(err, &f) && strings.Contains(f.message, "not a git repository"):
		return &Error{dir + " lies in no git repository", "name another folder with -C"}
	case errors.As(err, &f) && strings.Contains(f.message, "dubious ownership"):
		return &Error{"git does not trust " + dir + ", which belongs to somebody else", "git config --global --add safe.directory, with the folder of the repository"}
	}
	return err
}

// commit returns the commit that a revision names.
func (r *repository) commit(ctx context.Context, rev string) (Commit, error) {
	if rev == "" || strings.HasPrefix(rev, "-") || strings.ContainsFunc(rev, unicode.IsControl) {
		return Commit{}, &Error{fmt.Sprintf("%q is no revision", rev), "name a branch, a tag or a commit"}
	}
	hash, err := r.git(ctx, "rev-parse", "--verify", "--quiet", rev+"^{commit}")
	var f *failed
	if errors.As(err, &f) {
		return Commit{}, r.unknown(ctx, rev)
	}
	if err != nil {
		return Commit{}, err
	}
	hash = strings.TrimSpace(hash)
	when, err := r.git(ctx, "log", "-1", "--no-show-signature", "--format=%at", hash, "--")
	if err != nil {
		return Commit{}, err
	}
	return newCommit(hash, strings.TrimSpace(when))
}

// unknown says why a revision may be missing.
func (r *repository) unknown(ctx context.Context, rev string) error {
	e := &Error{Message: "git knows no revision " + rev + " here"}
	refs, err := r.git(ctx, "for-each-ref", "--format=%(refname:short)")
	if near, ok := diag.Nearest(rev, strings.Fields(refs)); err == nil && ok {
		e.Hint = "did you mean " + near + "?"
		return e
	}
	e.Hint = "git log --oneline and git branch --all list what there is"
	if r.shallow {
		e.Hint = "this clone is shallow: git fetch --unshallow brings the rest"
	}
	return e
}
