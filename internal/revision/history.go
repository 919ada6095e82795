package revision

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// History returns the last commit of every file that is committed below dir,
// by its name relative to dir. In a shallow clone the files that have not
// changed since it begins are left out: what changed them is not known. So is
// a file that no commit holds.
//
// It costs one pass over the newest part of the history, until every file has
// been met.
func History(ctx context.Context, dir string) (map[string]Commit, error) {
	out := map[string]Commit{}
	wanted, err := files(ctx, dir)
	if err != nil {
		return nil, err
	}
	err = walk(ctx, dir, func(name string, c Commit) bool {
		if wanted[name] {
			delete(wanted, name)
			out[name] = c
		}
		return len(wanted) > 0
	})
	return out, err
}

// files returns the names of the files that HEAD holds.
func files(ctx context.Context, dir string) (map[string]bool, error) {
	r, err := find(ctx, dir)
	if err != nil || r.unborn(ctx) {
		return nil, err
	}
	out, err := r.git(ctx, "ls-tree", "-r", "-z", "--name-only", "--full-tree", "HEAD:"+strings.TrimSuffix(r.prefix, "/"))
	var f *failed
	if errors.As(err, &f) {
		return nil, nil // a folder that was never committed
	}
	names := map[string]bool{}
	for name := range strings.SplitSeq(out, "\x00") {
		if name != "" {
			names[name] = true
		}
	}
	return names, err
}

// unborn says that there is no commit yet.
func (r *repository) unborn(ctx context.Context) bool {
	_, err := r.git(ctx, "rev-parse", "--verify", "--quiet", "HEAD")
	var f *failed
	return errors.As(err, &f)
}

// walk calls yield for every file of every commit, newest first, until it
// answers false.
func walk(ctx context.Context, dir string, yield func(name string, c Commit) bool) error {
	r, err := find(ctx, dir)
	if err != nil || r.unborn(ctx) {
		return err
	}
	ends, err := r.boundary(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var stderr bytes.Buffer
	c := r.command(ctx, "log", "-z", "-c", "--raw", "--no-renames", "--no-ext-diff", "--no-textconv",
		"--no-show-signature", "--relative", "--format=tformat:%x01%H %at", "HEAD", "--", ".")
	c.Stderr = &stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	stopped, err := scan(bufio.NewReaderSize(out, 64<<10), ends, yield)
	if stopped || err != nil {
		cancel()
		_ = c.Wait() // it was told to stop
		return err
	}
	if err := c.Wait(); err != nil {
		return refusal("log", stderr.Bytes(), err)
	}
	return nil
}

// boundary returns the commits at which a shallow clone ends. They seem to
// bring all files they hold, which says nothing of when those changed.
func (r *repository) boundary(ctx context.Context) (map[string]bool, error) {
	if !r.shallow {
		return nil, nil
	}
	name, err := r.git(ctx, "rev-parse", "--git-path", "shallow")
	if err != nil {
		return nil, err
	}
	name = strings.TrimSuffix(name, "\n")
	if !filepath.IsAbs(name) {
		name = filepath.Join(r.dir, name)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	ends := map[string]bool{}
	for _, hash := range strings.Fields(string(b)) {
		ends[hash] = true
	}
	return ends, nil
}

// scan reads the log. It is words: those that begin with a mark are commits,
// those that begin with a colon describe a file whose name is the next word,
// whatever it looks like.
func scan(log *bufio.Reader, ends map[string]bool, yield func(string, Commit) bool) (stopped bool, err error) {
	var c Commit
	for named := false; ; {
		word, err := log.ReadString(0)
		if err != nil {
			return false, ended(err)
		}
		word = strings.TrimSuffix(word, "\x00")
		if named {
			if !ends[c.Hash] && !yield(word, c) {
				return true, nil
			}
			named = false
			continue
		}
		word = strings.TrimPrefix(word, "\n")
		named = strings.HasPrefix(word, ":")
		if !named && word != "" {
			if c, err = headOf(word); err != nil {
				return false, err
			}
		}
	}
}

// ended makes the regular end of a log no error.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

func headOf(word string) (Commit, error) {
	hash, seconds, ok := strings.Cut(strings.TrimPrefix(word, "\x01"), " ")
	if !ok {
		return Commit{}, fmt.Errorf("git gave a log that cannot be read: %q", word)
	}
	return newCommit(hash, seconds)
}
