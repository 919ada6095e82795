package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// LockedError says that another build held the lock until the context ended.
type LockedError struct {
	Path   string // of the lock file
	Holder string // "process 42, since 2006-01-02 15:04:05 UTC"; may be empty
	Err    error  // why the wait ended
}

// Error names the holder and what to do.
func (e *LockedError) Error() string {
	holder := e.Holder
	if holder == "" {
		holder = "it has not said which"
	}
	return fmt.Sprintf("another build is publishing (%s): wait for it or stop it; the lock is %s", holder, e.Path)
}

// Unwrap returns why the wait ended.
func (e *LockedError) Unwrap() error { return e.Err }

var errBusy = errors.New("the lock is held")

const pollEvery = 50 * time.Millisecond

// lock takes the lock at path, and waits for it until ctx ends. It tells
// waiting each holder that it waits for.
func lock(ctx context.Context, path string, waiting func(holder string)) (release func(), err error) {
	told := ""
	for {
		release, err := tryLock(path)
		if err == nil {
			return release, nil
		}
		if !errors.Is(err, errBusy) {
			return nil, failed("make the lock", path, err)
		}
		if holder := holderOf(path); holder != "" && holder != told {
			told = holder
			if waiting != nil {
				waiting(holder)
			}
		}
		select {
		case <-ctx.Done():
			return nil, &LockedError{Path: path, Holder: told, Err: ctx.Err()}
		case <-time.After(pollEvery):
		}
	}
}

// holderOf reads who holds a lock: empty while its file is being written.
func holderOf(path string) string {
	b, err := os.ReadFile(path)
	if err != nil || !strings.HasSuffix(string(b), "\n") {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// holder is the text of a lock that this process holds.
func holder() string {
	return fmt.Sprintf("process %d, since %s\n", os.Getpid(), time.Now().UTC().Format("2006-01-02 15:04:05 MST"))
}
