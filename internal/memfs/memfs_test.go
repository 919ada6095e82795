package memfs_test

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/memfs"
)

// shelf is a file system of one folder, made of what the package opens.
type shelf map[string]string

func (s shelf) Open(name string) (fs.File, error) {
	if text, ok := s[name]; ok {
		info := memfs.FileInfo(name, len(text))
		if strings.HasPrefix(name, "lazy") {
			return memfs.Lazy(info, func() ([]byte, error) { return []byte(text), nil }), nil
		}
		return memfs.Open(info, []byte(text)), nil
	}
	if name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	var entries []fs.DirEntry
	for _, name := range []string{"a", "lazy"} {
		entries = append(entries, fs.FileInfoToDirEntry(memfs.FileInfo(name, len(s[name]))))
	}
	return memfs.Dir(memfs.DirInfo(name), entries), nil
}

// TestFS holds the files against what the standard library asks of a file system.
func TestFS(t *testing.T) {
	if err := fstest.TestFS(shelf{"a": "one", "lazy": "two"}, "a", "lazy"); err != nil {
		t.Error(err)
	}
}

func TestLazy(t *testing.T) {
	fetched, gone := 0, errors.New("gone")
	f := memfs.Lazy(memfs.FileInfo("a", 1), func() ([]byte, error) {
		if fetched++; fetched == 1 {
			return nil, gone
		}
		return []byte("x"), nil
	})
	if _, err := f.Stat(); err != nil || fetched != 0 {
		t.Errorf("fetched %d times before anybody reads: %v", fetched, err)
	}
	if _, err := io.ReadAll(f); !errors.Is(err, gone) {
		t.Error(err)
	}
	if b, err := io.ReadAll(f); string(b) != "x" || err != nil || fetched != 2 {
		t.Errorf("%q, %v, fetched %d times", b, err, fetched)
	}
}
