package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// crashEnv makes the test binary a child that publishes and dies: its value is
// a crash in JSON.
const crashEnv = "CANDOR_PUBLISH_CRASH"

// crash is what a child is told.
type crash struct {
	Dir  string
	Way  string
	At   int64 // the step that kills it; 0: none, it publishes for ever
	Torn bool
	New  []tree
}

func TestMain(m *testing.M) {
	text, ok := os.LookupEnv(crashEnv)
	if !ok {
		os.Exit(m.Run())
	}
	var c crash
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	if err := c.child(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child publishes; the trial kills the process where it is told to.
func (c crash) child() error {
	d := &trial{way: c.Way, at: c.At, torn: c.Torn, stop: killSelf}
	for i := 0; ; i++ {
		_, err := Publish(context.Background(), Options{Dir: c.Dir, disk: d}, c.New[i%len(c.New)].produce)
		if err != nil || c.At != 0 {
			return err
		}
		if i == 0 {
			fmt.Println("ready")
		}
	}
}

func killSelf() {
	if p, err := os.FindProcess(os.Getpid()); err == nil {
		_ = p.Kill()
	}
	select {}
}

func (c crash) command(tb testing.TB) (*exec.Cmd, *bytes.Buffer) {
	text, err := json.Marshal(c)
	must(tb, err)
	self, err := os.Executable()
	must(tb, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), crashEnv+"="+string(text))
	said := &bytes.Buffer{}
	cmd.Stderr = said
	return cmd, said
}

// run reports whether the child came to the end of its work.
func (c crash) run(tb testing.TB) (finished bool) {
	tb.Helper()
	cmd, said := c.command(tb)
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() >= 0 {
		tb.Fatalf("the child failed: %s", said)
	}
	return err == nil
}

// isWhole says which of some sites dir holds, leaving the workshop's own names
// in a mount point aside; nil stands for no folder.
func isWhole(tb testing.TB, dir string, sites ...tree) bool {
	tb.Helper()
	if !exists(dir) {
		return sites[0] == nil
	}
	got := read(tb, dir)
	delete(got, reserved+"lock")
	for _, s := range sites {
		if s != nil && maps.Equal(got, s.full()) {
			return true
		}
	}
	return false
}

// wantMended fails unless, after a crash, a run without a new site leaves the
// old or the new site and nothing else, and one with it leaves the new one.
func wantMended(tb testing.TB, dir, way string, old, next tree) {
	tb.Helper()
	for _, p := range []Produce{nothing, next.produce} {
		if _, err := Publish(context.Background(), Options{Dir: dir, disk: &trial{way: way}}, p); err != nil {
			tb.Fatalf("the next run: %v", err)
		}
		if !isWhole(tb, dir, old, next) {
			tb.Fatalf("after the next run neither old nor new: %v", read(tb, filepath.Dir(dir)))
		}
		wantAlone(tb, dir)
	}
	wantSite(tb, dir, next)
}

var (
	before = site("1", tree{"same.html": "s", "a/x.html": "x", "a/gone.html": "g", "b/c/y.html": "y"})
	after  = site("2", tree{"same.html": "s", "a/x.html": "z", "b": "now a file", "d/new.html": "n"})
)

func TestCrashAtEveryStep(t *testing.T) {
	for _, old := range []tree{before, nil} {
		for _, way := range ways {
			if way == inside && old == nil || way == exchanged && !oneStep {
				continue
			}
			t.Run(fmt.Sprintf("%s/%d files", way, len(old)), func(t *testing.T) {
				t.Parallel()
				crashes(t, way, old)
			})
		}
	}
}

// crashes kills a child at every step until one gets through.
func crashes(t *testing.T, way string, old tree) {
	for n := int64(1); ; n++ {
		for _, torn := range []bool{false, true} {
			dir := filepath.Join(t.TempDir(), "public")
			if old != nil {
				old.write(t, dir)
			}
			finished := crash{Dir: dir, Way: way, At: n, Torn: torn, New: []tree{after}}.run(t)
			if way == exchanged && !isWhole(t, dir, old, after) {
				t.Errorf("step %d: neither old nor new: %v", n, read(t, dir))
			}
			wantMended(t, dir, way, old, after)
			if finished {
				if n < 10 {
					t.Errorf("only %d steps", n)
				}
				return
			}
		}
	}
}

// A crash while the next run mends the first one is mended in its turn.
func TestCrashWhileMending(t *testing.T) {
	for _, way := range []string{beside, inside} {
		steps, mended := stepsOf(t, way), 0
		for first := int64(1); first <= steps; first++ {
			for second := int64(1); second <= 6; second++ {
				dir := filepath.Join(t.TempDir(), "public")
				before.write(t, dir)
				_, _ = Publish(context.Background(), Options{Dir: dir, disk: &trial{way: way, at: first}}, after.produce)
				if !exists((&trial{way: way}).workshop(dir).journalPath()) {
					break // nothing to mend
				}
				mended++
				_, _ = Publish(context.Background(), Options{Dir: dir, disk: &trial{way: way, at: second}}, after.produce)
				wantMended(t, dir, way, before, after)
			}
		}
		if mended < 12 {
			t.Errorf("%s: only %d crashes left anything to mend", way, mended)
		}
	}
}

func stepsOf(t *testing.T, way string) int64 {
	dir := filepath.Join(t.TempDir(), "public")
	before.write(t, dir)
	d := &trial{way: way}
	_, err := Publish(context.Background(), Options{Dir: dir, disk: d}, after.produce)
	must(t, err)
	return d.steps.Load()
}

func TestKilledAtAnyMoment(t *testing.T) {
	ways := []string{exchanged, beside}
	if !oneStep {
		ways = ways[1:]
	}
	for _, way := range ways {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "public")
			before.write(t, dir)
			c := crash{Dir: dir, Way: way, New: []tree{after, before}}
			for range 10 {
				killLater(t, c)
				if way == exchanged && !isWhole(t, dir, before, after) {
					t.Fatalf("neither old nor new: %v", read(t, dir))
				}
			}
			wantMended(t, dir, way, before, after)
		})
	}
}

// killLater starts a child and kills it some milliseconds after it has begun
// to publish.
func killLater(t *testing.T, c crash) {
	cmd, said := c.command(t)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	if _, err := io.ReadFull(out, make([]byte, len("ready"))); err != nil {
		_ = cmd.Wait()
		t.Fatalf("the child failed: %v: %s", err, said)
	}
	time.Sleep(time.Duration(rand.IntN(20_000)) * time.Microsecond)
	must(t, cmd.Process.Kill())
	_ = cmd.Wait()
}
