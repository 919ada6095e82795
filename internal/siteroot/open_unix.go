//go:build unix

package siteroot

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"candor/internal/sitefiles"
)

// open walks to a file part by part. Each is opened in the folder before it, and
// never if it is a link.
func (t tree) open(name string) (*os.File, error) {
	conn, err := t.dir.SyscallConn()
	if err != nil {
		return nil, err
	}
	var fd int
	controlled := conn.Control(func(root uintptr) {
		fd, err = walk(int(root), name)
	})
	if err := errors.Join(controlled, err); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), filepath.Join(t.dir.Name(), filepath.FromSlash(name))), nil
}

func walk(root int, name string) (int, error) {
	at := root
	for {
		part, rest, more := strings.Cut(name, "/")
		next, err := openPart(at, part, more)
		if at != root {
			_ = unix.Close(at) // it was only read
		}
		if err != nil || !more {
			return next, err
		}
		at, name = next, rest
	}
}

// openPart opens a folder, or a file or folder where the name ends. A pipe that
// takes its place after it was looked at is opened without waiting for its other
// end, and closed again.
func openPart(at int, name string, folder bool) (int, error) {
	mode := unix.O_RDONLY | unix.O_NOFOLLOW | unix.O_CLOEXEC | unix.O_NONBLOCK
	if folder {
		mode |= unix.O_DIRECTORY
	} else if err := look(at, name); err != nil {
		return -1, err
	}
	fd, err := retry(func() (int, error) { return unix.Openat(at, name, mode, 0) })
	if err != nil {
		return -1, errors.Join(look(at, name), err)
	}
	if folder {
		return fd, nil
	}
	var st unix.Stat_t
	if err := errors.Join(unix.Fstat(fd, &st), refusal(uint32(st.Mode))); err != nil {
		return -1, errors.Join(err, unix.Close(fd))
	}
	return fd, nil
}

// look refuses a name that is neither a regular file nor a folder.
func look(at int, name string) error {
	var st unix.Stat_t
	_, err := retry(func() (int, error) { return 0, unix.Fstatat(at, name, &st, unix.AT_SYMLINK_NOFOLLOW) })
	if err != nil {
		return err
	}
	return refusal(uint32(st.Mode))
}

// retry calls again where a signal came in between.
func retry(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}

func refusal(mode uint32) error {
	reason, refused := sitefiles.ReasonFor(typeOf(mode))
	if !refused {
		return nil
	}
	return sitefiles.Refusal{Reason: reason}
}

// typeOf returns a file's type as Go has it.
func typeOf(mode uint32) fs.FileMode {
	switch mode & unix.S_IFMT {
	case unix.S_IFREG:
		return 0
	case unix.S_IFDIR:
		return fs.ModeDir
	case unix.S_IFLNK:
		return fs.ModeSymlink
	case unix.S_IFIFO:
		return fs.ModeNamedPipe
	case unix.S_IFSOCK:
		return fs.ModeSocket
	case unix.S_IFBLK, unix.S_IFCHR:
		return fs.ModeDevice
	}
	return fs.ModeIrregular
}
