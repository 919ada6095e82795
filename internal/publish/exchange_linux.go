//go:build linux && !candor_portable

package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Exchange swaps two folders in one step.
func (osDisk) Exchange(a, b string) error {
	return renameat2(a, b, unix.RENAME_EXCHANGE)
}

// Rename moves from to to and fails when something is there.
func (osDisk) Rename(from, to string) error {
	err := renameat2(from, to, unix.RENAME_NOREPLACE)
	if errors.Is(err, errors.ErrUnsupported) {
		return renameNew(from, to)
	}
	return err
}

func renameat2(from, to string, flags uint) error {
	err := unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, flags)
	switch {
	case err == nil:
		return nil
	case noRenameat2(err):
		return fmt.Errorf("%w: %w", errors.ErrUnsupported, err)
	}
	return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
}

// noRenameat2 says whether an error means that this file system or kernel
// lacks the call, rather than that it failed. Some containers answer EPERM to
// calls that they do not know; where it is a true one, the journal's first
// rename meets it again and changes nothing.
func noRenameat2(err error) bool {
	for _, e := range []unix.Errno{unix.EINVAL, unix.ENOSYS, unix.EXDEV, unix.ENOTSUP, unix.EPERM} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// SyncTree syncs the whole file system once: a call a file takes minutes for
// ten thousand files.
func (osDisk) SyncTree(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	err = unix.Syncfs(int(f.Fd()))
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EPERM) {
		return syncEach(path)
	}
	return err
}

// Mounted asks the kernel, which also knows bind mounts of the same device;
// kernels before 5.8 do not say, there the devices are compared.
func (osDisk) Mounted(path string) bool {
	var here, above unix.Statx_t
	if unix.Statx(unix.AT_FDCWD, path, unix.AT_SYMLINK_NOFOLLOW, 0, &here) != nil {
		return false
	}
	if here.Attributes_mask&unix.STATX_ATTR_MOUNT_ROOT != 0 {
		return here.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0
	}
	if unix.Statx(unix.AT_FDCWD, filepath.Dir(path), 0, 0, &above) != nil {
		return false
	}
	return here.Dev_major != above.Dev_major || here.Dev_minor != above.Dev_minor
}
