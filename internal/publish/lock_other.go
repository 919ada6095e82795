//go:build candor_portable || !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// tryLock takes the lock by making its file, or fails with errBusy. Nobody
// removes the file of a process that was killed: where the system says that
// there is no such process, the next run does.
func tryLock(path string) (release func(), err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if errors.Is(err, fs.ErrExist) {
		removeDead(path)
		return nil, errBusy
	}
	if err != nil {
		return nil, err
	}
	release = func() { _ = os.Remove(path) }
	_, err = f.WriteString(holder())
	if err = errors.Join(err, f.Close()); err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// removeDead removes the lock of a dead process. Two runs may both see it; only
// one of them gets to rename it, and the other finds a lock that has changed.
func removeDead(path string) {
	text := holderOf(path)
	var pid int
	if _, err := fmt.Sscanf(text, "process %d,", &pid); err != nil || alive(pid) {
		return
	}
	aside := fmt.Sprintf("%s-%d", path, os.Getpid())
	if os.Rename(path, aside) != nil {
		return
	}
	if strings.TrimSpace(text) != holderOf(aside) {
		_ = os.Link(aside, path)
	}
	_ = os.Remove(aside)
}

// alive errs on the safe side: only a system that knows that there is no such
// process makes it false.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	return !errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}
