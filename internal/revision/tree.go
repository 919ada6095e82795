package revision

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor/internal/memfs"
	"candor/internal/sitefiles"
)

// tree is the files of a revision, as a sitefiles.Tree.
type tree struct {
	root  *node
	blobs *blobs
}

// node is a file, a folder or a symbolic link of a tree.
type node struct {
	name  string
	mode  fs.FileMode
	size  int64
	hash  string
	when  time.Time
	below map[string]*node // of a folder
}

// modes are those of git. What is none of them is another repository, of which
// this one has no files.
var modes = map[string]fs.FileMode{"100644": 0o444, "100664": 0o444, "100755": 0o555, "120000": fs.ModeSymlink | 0o777}

// tree lists the files of a commit.
func (r *repository) tree(ctx context.Context, c Commit, rev string) (*tree, error) {
	at := c.Hash + ":" + strings.TrimSuffix(r.prefix, "/")
	out, err := r.git(ctx, "ls-tree", "-r", "-z", "-l", "--full-tree", at)
	var f *failed
	if errors.As(err, &f) && strings.Contains(f.message, "Not a valid object name") {
		return nil, &Error{fmt.Sprintf("at %s there was no folder %s", rev, r.prefix), ""}
	}
	if err != nil {
		return nil, err
	}
	t := &tree{root: folder(".", c.When), blobs: &blobs{ctx: ctx, repository: r}}
	for line := range strings.SplitSeq(strings.TrimSuffix(out, "\x00"), "\x00") {
		if err := t.add(line, c.When); line != "" && err != nil {
			return nil, err
		}
	}
	return t, nil
}

func folder(name string, when time.Time) *node {
	return &node{name: name, mode: fs.ModeDir | 0o555, when: when, below: map[string]*node{}}
}

// add adds the file that a line of git ls-tree describes.
func (t *tree) add(line string, when time.Time) error {
	about, name, ok := strings.Cut(line, "\t")
	f := strings.Fields(about)
	if !ok || len(f) != 4 {
		return fmt.Errorf("git gave a list of files that cannot be read: %q", line)
	}
	mode, ok := modes[f[0]]
	if !ok {
		return nil
	}
	size, err := strconv.ParseInt(f[3], 10, 64)
	if err != nil {
		return fmt.Errorf("git gave a file without a size: %q", line)
	}
	parts := strings.Split(name, "/")
	at := t.root
	for _, p := range parts[:len(parts)-1] {
		if at.below[p] == nil {
			at.below[p] = folder(p, when)
		}
		at = at.below[p]
	}
	last := parts[len(parts)-1]
	at.below[last] = &node{name: last, mode: mode, size: size, hash: f[2], when: when}
	return nil
}

// find returns what is at a name. It follows no symbolic link.
func (t *tree) find(name string) (*node, error) {
	at := t.root
	for part := range strings.SplitSeq(name, "/") {
		if part == "." {
			continue
		}
		if at = at.below[part]; at == nil {
			return nil, fs.ErrNotExist
		}
		if reason, refused := sitefiles.ReasonFor(at.mode); refused {
			return at, sitefiles.Refusal{Reason: reason}
		}
	}
	return at, nil
}

// Open implements fs.FS.
func (t *tree) Open(name string) (fs.File, error) {
	n, err := t.find(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if n.mode.IsDir() {
		return memfs.Dir(n.info(), n.entries()), nil
	}
	return memfs.Lazy(n.info(), func() ([]byte, error) { return t.blobs.read(n.hash) }), nil
}

// ReadLink implements sitefiles.Tree.
func (t *tree) ReadLink(name string) (string, error) {
	n, err := t.find(name)
	if n == nil || n.mode.Type() != fs.ModeSymlink {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: cmp.Or(err, fs.ErrInvalid)}
	}
	target, err := t.blobs.read(n.hash)
	return string(target), err
}

func (n *node) info() memfs.Info {
	return memfs.Info{Path: n.name, Len: n.size, Perm: n.mode, When: n.when}
}

// entries returns what is in a folder in order of name.
func (n *node) entries() []fs.DirEntry {
	out := make([]fs.DirEntry, 0, len(n.below))
	for _, c := range n.below {
		out = append(out, fs.FileInfoToDirEntry(c.info()))
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}
