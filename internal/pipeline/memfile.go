package pipeline

import (
	"bytes"
	"io/fs"
	"path"
	"time"
)

// memFile is an opened file of the output.
type memFile struct {
	*bytes.Reader
	name string
	size int64
}

func newMemFile(name string, b []byte) *memFile {
	return &memFile{bytes.NewReader(b), name, int64(len(b))}
}

func (f *memFile) Stat() (fs.FileInfo, error) { return memInfo{f.name, f.size}, nil }
func (f *memFile) Close() error               { return nil }

// memInfo describes a file that has neither a time nor an owner.
type memInfo struct {
	name string
	size int64
}

func (i memInfo) Name() string     { return path.Base(i.name) }
func (i memInfo) Size() int64      { return i.size }
func (memInfo) Mode() fs.FileMode  { return 0o644 }
func (memInfo) ModTime() time.Time { return time.Time{} }
func (memInfo) IsDir() bool        { return false }
func (memInfo) Sys() any           { return nil }
