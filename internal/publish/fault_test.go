package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A step that fails, as on a full disk, leaves the old site, and the error says
// what could not be done. Where the disk refuses only what can be done another
// way (a link) or later (cleaning up), the new site is published.
func TestFaultAtEveryStep(t *testing.T) {
	for _, way := range ways {
		if way == exchanged && !oneStep {
			continue
		}
		t.Run(way, func(t *testing.T) {
			for n := int64(1); ; n++ {
				d := &trial{way: way, at: n, torn: true, fault: errFull}
				if !faultAt(t, d) {
					break
				}
			}
		})
	}
}

// faultAt reports whether there was such a step.
func faultAt(t *testing.T, d *trial) bool {
	dir := filepath.Join(t.TempDir(), "public")
	before.write(t, dir)
	sum, err := Publish(context.Background(), Options{Dir: dir, disk: d}, after.produce)
	want := after
	switch {
	case errors.Is(err, errUnfinished): // the journal could not be removed
		if d.met != "remove" && d.met != "sync file" {
			t.Errorf("step %d, %s: %v", d.at, d.met, err)
		}
		wantMended(t, dir, d.way, before, after)
		return true
	case err != nil:
		want = before
		if !errors.Is(err, errFull) || !strings.HasPrefix(err.Error(), "cannot ") {
			t.Errorf("step %d, %s: the error does not say what failed: %v", d.at, d.met, err)
		}
	case !sum.Published:
		t.Errorf("step %d, %s: neither an error nor published", d.at, d.met)
	case d.way == exchanged && d.met == "sync file",
		d.met != "" && d.met != "link" && d.met != "remove all" && d.met != "sync file":
		t.Errorf("step %d, %s: the fault was dropped", d.at, d.met)
	}
	if !isWholeBesides(t, dir, want) {
		t.Errorf("step %d, %s, %v: the site is not whole: %v", d.at, d.met, err, read(t, dir))
	}
	wantMended(t, dir, d.way, before, after)
	return d.met != ""
}

// isWholeBesides is isWhole when what could not be removed may still lie in a
// mount point.
func isWholeBesides(tb testing.TB, dir string, want tree) bool {
	got := read(tb, dir)
	maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, reserved) })
	return maps.Equal(got, want.full())
}

// stubborn renames a few times and never again.
type stubborn struct {
	trial
	left int
}

func (d *stubborn) Rename(from, to string) error {
	if d.left--; d.left < 0 {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: errFull}
	}
	return d.trial.Rename(from, to)
}

// Where the renames can be neither finished nor undone, everything that the
// next run needs stays.
func TestNeitherFinishedNorUndone(t *testing.T) {
	for _, way := range []string{beside, inside} {
		stuck := 0
		for left := range 12 {
			dir := filepath.Join(t.TempDir(), "public")
			before.write(t, dir)
			d := &stubborn{trial: trial{way: way}, left: left}
			_, err := Publish(context.Background(), Options{Dir: dir, disk: d}, after.produce)
			if errors.Is(err, errUnfinished) {
				stuck++
				if !strings.Contains(err.Error(), "the next build will finish or undo this") || !errors.Is(err, errFull) {
					t.Errorf("%d renames: %v", left, err)
				}
			}
			wantMended(t, dir, way, before, after)
		}
		if stuck == 0 {
			t.Errorf("%s: never stuck", way)
		}
	}
}

func TestReadOnlyParent(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is read-only for this user")
	}
	parent := filepath.Join(t.TempDir(), "parent")
	dir := filepath.Join(parent, "public")
	before.write(t, dir)
	must(t, os.Chmod(parent, 0o555))
	defer os.Chmod(parent, 0o755)
	_, err := Publish(context.Background(), Options{Dir: dir}, after.produce)
	if !errors.Is(err, os.ErrPermission) || !strings.Contains(err.Error(), parent) {
		t.Errorf("got %v, want a refusal that names the folder", err)
	}
	wantSite(t, dir, before)
}

func TestJournalThatCannotBeUsed(t *testing.T) {
	stage, old := "stage-0123456789abcdef", "old-0123456789abcdef"
	tests := map[string]string{
		"broken":       `{`,
		"of others":    `{"generator": "x"}`,
		"astray":       fmt.Sprintf(`{"generator": "candor", "stage": "../%s", "old": ".public.candor-%s"}`, stage, old),
		"other place":  fmt.Sprintf(`{"generator": "candor", "inside": true, "stage": ".public.candor-%s", "old": ".public.candor-%s"}`, stage, old),
		"astray names": fmt.Sprintf(`{"generator": "candor", "stage": ".public.candor-%s", "old": ".public.candor-%s", "in": [".."]}`, stage, old),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			before.write(t, dir)
			journal := newWorkshop(dir, osDisk{}).journalPath()
			must(t, os.WriteFile(journal, []byte(text), 0o644))
			_, err := Publish(context.Background(), Options{Dir: dir}, after.produce)
			if err == nil || !strings.Contains(err.Error(), "remove it if") || !strings.Contains(err.Error(), journal) {
				t.Errorf("got %v", err)
			}
			if !isWhole(t, dir, before) {
				t.Error("the site was touched")
			}
		})
	}
}

// interrupted leaves a journal whose first rename was done, and returns the
// folder's workshop and the staging folder.
func interrupted(t *testing.T) (w *workshop, stage string) {
	dir := filepath.Join(t.TempDir(), "public")
	w = newWorkshop(dir, osDisk{})
	stage = w.path(w.newName("stage"))
	after.write(t, stage)
	j, err := w.plan(stage)
	must(t, err)
	must(t, w.writeJournal(j))
	before.write(t, w.path(j.Old))
	return w, stage
}

func TestReplayFinishes(t *testing.T) {
	w, _ := interrupted(t)
	sum, err := Publish(context.Background(), Options{Dir: w.target}, nothing)
	must(t, err)
	if !sum.Replayed || sum.Published {
		t.Errorf("got %+v", sum)
	}
	wantSite(t, w.target, after)
}

// A run that died between its last rename and the end of its journal is over.
func TestReplayFindsAllDone(t *testing.T) {
	w, stage := interrupted(t)
	must(t, os.Rename(stage, w.target))
	_, err := Publish(context.Background(), Options{Dir: w.target}, nothing)
	must(t, err)
	wantSite(t, w.target, after)
}

// In a mount point, what was never moved away must not be taken for the new
// site's when the renames are undone.
func TestBackKeepsWhatNeverLeft(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	before.write(t, dir)
	w := newWorkshop(dir, &trial{way: inside, fault: errFull})
	stage := w.path(w.newName("stage"))
	after.write(t, stage)
	j, err := w.plan(stage)
	must(t, err)
	must(t, w.writeJournal(j))
	must(t, os.RemoveAll(stage))
	must(t, os.Mkdir(stage, 0o755))
	next := &trial{way: inside, at: 2, fault: errFull} // the second rename
	_, err = Publish(context.Background(), Options{Dir: dir, disk: next}, nothing)
	must(t, err)
	if next.met != "rename" {
		t.Errorf("the fault met %q", next.met)
	}
	wantSite(t, dir, before)
}

func TestReplayGoesBackWithoutTheNewSite(t *testing.T) {
	w, stage := interrupted(t)
	must(t, os.RemoveAll(stage))
	sum, err := Publish(context.Background(), Options{Dir: w.target}, nothing)
	must(t, err)
	if !sum.Replayed {
		t.Errorf("got %+v", sum)
	}
	wantSite(t, w.target, before)
}

func TestReplayStopsWhereSomethingIsInTheWay(t *testing.T) {
	w, stage := interrupted(t)
	tree{"mine.txt": "x"}.write(t, w.target)
	_, err := Publish(context.Background(), Options{Dir: w.target}, after.produce)
	if err == nil || !strings.Contains(err.Error(), "neither finished nor undone") {
		t.Errorf("got %v", err)
	}
	if got := read(t, w.target); len(got) != 1 || !exists(stage) || !exists(w.journalPath()) {
		t.Errorf("something was lost: %v", got)
	}
	must(t, os.RemoveAll(w.target))
	publishTree(t, w.target, after)
	wantSite(t, w.target, after)
}
