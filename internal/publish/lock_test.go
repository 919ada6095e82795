package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestSecondBuildWaits(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first, second := site("1", tree{"a": "1"}), site("2", tree{"a": "2"})
	heard := make(chan string, 1)
	done := make(chan error, 1)
	_, err := Publish(context.Background(), Options{Dir: dir}, func(ctx context.Context, sink func(string, []byte) error) (bool, error) {
		go func() {
			_, err := Publish(context.Background(), Options{Dir: dir, Waiting: func(s string) { heard <- s }}, second.produce)
			done <- err
		}()
		want := fmt.Sprintf("process %d, since ", os.Getpid())
		if got := <-heard; !strings.HasPrefix(got, want) {
			t.Errorf("the holder is %q, want %q and a time", got, want)
		}
		return first.produce(ctx, sink)
	})
	must(t, err)
	must(t, <-done)
	wantSite(t, dir, second)
}

func TestWaitEndsWithTheContext(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	a := site("1", nil)
	_, err := Publish(context.Background(), Options{Dir: dir}, func(ctx context.Context, sink func(string, []byte) error) (bool, error) {
		short, cancel := context.WithTimeout(ctx, 3*pollEvery)
		defer cancel()
		_, err := Publish(short, Options{Dir: dir}, a.produce)
		var locked *LockedError
		if !errors.As(err, &locked) || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("not locked out: %v", err)
		}
		if want := fmt.Sprintf("process %d, since ", os.Getpid()); !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name the holder", err)
		}
		return a.produce(ctx, sink)
	})
	must(t, err)
	wantSite(t, dir, a)
}

func TestLockHoldsOneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	var inside, taken atomic.Int64
	done := make(chan error)
	for range 8 {
		go func() {
			for range 100 {
				release, err := tryLock(path)
				for errors.Is(err, errBusy) {
					runtime.Gosched()
					release, err = tryLock(path)
				}
				if err != nil {
					done <- err
					return
				}
				if inside.Add(1) != 1 {
					t.Error("two hold the lock")
				}
				taken.Add(1)
				runtime.Gosched()
				inside.Add(-1)
				release()
			}
			done <- nil
		}()
	}
	for range 8 {
		must(t, <-done)
	}
	if taken.Load() != 800 || exists(path) {
		t.Errorf("taken %d times, left behind: %v", taken.Load(), exists(path))
	}
}

func TestLockOfADeadProcessIsTaken(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	w := newWorkshop(dir, osDisk{})
	// No system gives out this number.
	must(t, os.WriteFile(w.lockPath(), []byte("process 2147483646, since then\n"), 0o644))
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	a := site("1", nil)
	_, err := Publish(ctx, Options{Dir: dir}, a.produce)
	must(t, err)
	wantSite(t, dir, a)
}
