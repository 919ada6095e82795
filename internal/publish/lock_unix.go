//go:build !candor_portable && (darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package publish

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// tryLock takes the lock or fails with errBusy. The kernel drops it with the
// process that holds it, so a file that is left over locks nobody out.
func tryLock(path string) (release func(), err error) {
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW, fileMode)
		if err != nil {
			return nil, err
		}
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err != nil {
			f.Close()
			if errors.Is(err, unix.EWOULDBLOCK) {
				return nil, errBusy
			}
			if errors.Is(err, unix.EINTR) {
				continue
			}
			return nil, &fs.PathError{Op: "flock", Path: path, Err: err}
		}
		if !current(f, path) {
			// Its last holder removed it between our open and our lock.
			f.Close()
			continue
		}
		return hold(f, path)
	}
}

func hold(f *os.File, path string) (release func(), err error) {
	release = func() {
		// Removed while it is held: nobody can have locked the same file.
		_ = os.Remove(path)
		f.Close()
	}
	if err = f.Truncate(0); err == nil {
		_, err = f.WriteAt([]byte(holder()), 0)
	}
	if err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// current says whether path still names the file that f is.
func current(f *os.File, path string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(mine, there)
}
