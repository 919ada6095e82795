// Package memfs has the opened files and folders of file systems whose contents are
// in memory, or are made when somebody reads them.
package memfs

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"time"
)

// Info describes a file or a folder. It implements fs.FileInfo.
type Info struct {
	Path string // the whole path; its last part is the name
	Len  int64
	Perm fs.FileMode
	When time.Time
}

// FileInfo describes a file that everybody may read and nobody has written at any
// time.
func FileInfo(name string, size int) Info { return Info{Path: name, Len: int64(size), Perm: 0o644} }

// DirInfo describes a folder in the same way.
func DirInfo(name string) Info { return Info{Path: name, Perm: fs.ModeDir | 0o755} }

// Name implements fs.FileInfo.
func (i Info) Name() string { return path.Base(i.Path) }

// Size implements fs.FileInfo.
func (i Info) Size() int64 { return i.Len }

// Mode implements fs.FileInfo.
func (i Info) Mode() fs.FileMode { return i.Perm }

// ModTime implements fs.FileInfo.
func (i Info) ModTime() time.Time { return i.When }

// IsDir implements fs.FileInfo.
func (i Info) IsDir() bool { return i.Perm.IsDir() }

// Sys implements fs.FileInfo.
func (Info) Sys() any { return nil }

// File is an opened file whose bytes are there. It can be read anywhere.
type File struct {
	*bytes.Reader
	info fs.FileInfo
}

// Open returns a file that holds these bytes.
func Open(info fs.FileInfo, b []byte) *File { return &File{bytes.NewReader(b), info} }

// Stat implements fs.File.
func (f *File) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close implements fs.File.
func (*File) Close() error { return nil }

// Lazy returns an opened file whose bytes are fetched when the first of them is
// wanted.
func Lazy(info fs.FileInfo, fetch func() ([]byte, error)) fs.File {
	return &lazy{info: info, fetch: fetch}
}

type lazy struct {
	info  fs.FileInfo
	fetch func() ([]byte, error)
	data  io.Reader
}

func (f *lazy) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *lazy) Close() error               { return nil }

func (f *lazy) Read(b []byte) (int, error) {
	if f.data == nil {
		data, err := f.fetch()
		if err != nil {
			return 0, err
		}
		f.data = bytes.NewReader(data)
	}
	return f.data.Read(b)
}

// Dir returns an opened folder with these entries, which are in order.
func Dir(info fs.FileInfo, entries []fs.DirEntry) fs.ReadDirFile { return &dir{info, entries} }

type dir struct {
	info fs.FileInfo
	rest []fs.DirEntry
}

func (d *dir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *dir) Close() error               { return nil }

var errFolder = errors.New("this is a folder")

func (d *dir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.Name(), Err: errFolder}
}

func (d *dir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(d.rest) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.rest) {
		n = len(d.rest)
	}
	out := d.rest[:n:n]
	d.rest = d.rest[n:]
	return out, nil
}
