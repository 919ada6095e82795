package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// errUnfinished marks an error that left a journal behind: the stage must stay
// for the next run to finish or take back what was begun.
var errUnfinished = errors.New("the next build will finish or undo this")

// journal says which renames put a new site in place. It is written before the
// first and removed after the last of them, so whoever finds one knows what
// was under way. Stage and Old are names in the workshop; In and Away name the
// entries that go into the target and out of it where the target itself cannot
// be renamed.
type journal struct {
	Generator string   `json:"generator"`
	Stage     string   `json:"stage"`
	Old       string   `json:"old"`
	Inside    bool     `json:"inside"`
	Away      []string `json:"away,omitempty"`
	In        []string `json:"in,omitempty"`
}

// entry is one name that changes hands: what is live goes to old, what is
// staged becomes live.
type entry struct {
	live, staged, old string
	away, in          bool
}

// swap makes the stage the target.
func (w *workshop) swap(stage string) (atomic bool, err error) {
	if err := w.disk.SyncTree(stage); err != nil {
		return false, failed("bring the new site to disk for", w.target, err)
	}
	if w.inside {
		return false, w.rename(stage)
	}
	step := w.disk.Exchange
	if !exists(w.target) {
		step = w.disk.Rename
	}
	err = step(stage, w.target)
	if errors.Is(err, errors.ErrUnsupported) {
		return false, w.rename(stage)
	}
	if err != nil {
		return true, failed("put the new site in the place of", w.target, err)
	}
	if err := w.disk.SyncFile(w.folder); err != nil {
		// What may not be on disk is not published.
		return true, errors.Join(failed("bring to disk the folder", w.folder, err), step(w.target, stage))
	}
	return true, nil
}

// rename is swap by a journal of renames.
func (w *workshop) rename(stage string) error {
	j, err := w.plan(stage)
	if err != nil {
		return err
	}
	if err := w.writeJournal(j); err != nil {
		_ = w.disk.RemoveAll(w.path(j.Old))
		return failed("write the journal of", w.target, err)
	}
	cause, stuck := w.settle(j)
	if stuck != nil {
		return fmt.Errorf("cannot finish publishing to %s: %w (%w)", w.target, stuck, errUnfinished)
	}
	return failed("put the new site in the place of", w.target, cause)
}

// plan says what has to be renamed, and makes the folder that takes the old
// entries of a mount point.
func (w *workshop) plan(stage string) (*journal, error) {
	j := &journal{Generator: generator, Stage: filepath.Base(stage), Old: w.newName("old"), Inside: w.inside}
	if !w.inside {
		return j, nil
	}
	staged, err := os.ReadDir(stage)
	if err != nil {
		return nil, failed("read the folder", stage, err)
	}
	for _, e := range staged {
		j.In = append(j.In, e.Name())
	}
	if j.Away, err = w.contents(); err != nil {
		return nil, err
	}
	if err := w.disk.Mkdir(w.path(j.Old)); err != nil {
		return nil, failed("make a folder in", w.target, err)
	}
	return j, nil
}

// writeJournal puts a whole journal in place, durably.
func (w *workshop) writeJournal(j *journal) error {
	b, err := json.Marshal(j)
	if err != nil {
		return err
	}
	draft := w.path(w.newName("journal"))
	err = w.disk.Write(draft, append(b, '\n'))
	if err == nil {
		err = w.disk.SyncFile(draft)
	}
	if err == nil {
		err = w.disk.Rename(draft, w.journalPath())
	}
	if err != nil {
		_ = w.disk.Remove(draft)
		return err
	}
	if err := w.disk.SyncFile(w.folder); err != nil {
		return errors.Join(err, w.disk.Remove(w.journalPath()))
	}
	return nil
}

// recover finishes what a dead run began, or takes it back where that cannot
// be done.
func (w *workshop) recover() (replayed bool, err error) {
	b, err := os.ReadFile(w.journalPath())
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	j := &journal{}
	if err == nil {
		err = json.Unmarshal(b, j)
	}
	if err == nil && !w.valid(j) {
		err = errors.New("it is not one of " + generator)
	}
	if err != nil {
		return false, fmt.Errorf("an earlier build died while publishing, and its journal %s cannot be used: %w; remove it if %s is as it should be",
			w.journalPath(), err, w.target)
	}
	if _, stuck := w.settle(j); stuck != nil {
		return false, fmt.Errorf("an earlier build died while publishing to %s, which can be neither finished nor undone: %w", w.target, stuck)
	}
	return true, nil
}

var plainName = regexp.MustCompile(`^[^/\\]+$`)

// valid says whether a journal stays within the workshop.
func (w *workshop) valid(j *journal) bool {
	for _, name := range slices.Concat(j.Away, j.In) {
		if !plainName.MatchString(name) || name == "." || name == ".." || w.mine(name) {
			return false
		}
	}
	return j.Generator == generator && j.Inside == w.inside && w.temporary(j.Stage) && w.temporary(j.Old)
}

func (w *workshop) entries(j *journal) []entry {
	stage, old := w.path(j.Stage), w.path(j.Old)
	if !j.Inside {
		return []entry{{live: w.target, staged: stage, old: old, away: true, in: true}}
	}
	names := slices.Concat(j.Away, j.In)
	slices.Sort(names)
	var out []entry
	for _, name := range slices.Compact(names) {
		out = append(out, entry{
			live: filepath.Join(w.target, name), staged: filepath.Join(stage, name), old: filepath.Join(old, name),
			away: slices.Contains(j.Away, name), in: slices.Contains(j.In, name),
		})
	}
	return out
}

// settle brings the renames of a journal to an end: forward, or back when that
// fails, which cause then explains. When stuck is set neither worked and the
// journal stays. It may be called again at any point that an earlier call
// reached.
func (w *workshop) settle(j *journal) (cause, stuck error) {
	entries := w.entries(j)
	if cause = w.forward(entries); cause != nil {
		if stuck = w.back(entries); stuck != nil {
			return cause, errors.Join(cause, stuck)
		}
	}
	// The journal must outlive the renames, and the old site the journal.
	if stuck = w.syncBoth(); stuck == nil {
		stuck = w.disk.Remove(w.journalPath())
	}
	if stuck != nil {
		return cause, errors.Join(cause, stuck)
	}
	_ = w.disk.SyncFile(w.folder)
	_ = w.disk.RemoveAll(w.path(j.Old))
	return cause, nil
}

func (w *workshop) syncBoth() error {
	if err := w.disk.SyncFile(w.folder); err != nil {
		return err
	}
	return w.disk.SyncFile(w.target)
}

// forward does what is left of the renames, and proves that a site stands.
func (w *workshop) forward(entries []entry) error {
	for _, e := range entries {
		if e.away && exists(e.live) && !exists(e.old) {
			if err := w.disk.Rename(e.live, e.old); err != nil {
				return err
			}
		}
	}
	for _, e := range entries {
		if e.in && exists(e.staged) {
			if err := w.disk.Rename(e.staged, e.live); err != nil {
				return err
			}
		}
	}
	return checkManifest(w.target)
}

// back undoes the renames that were done.
func (w *workshop) back(entries []entry) error {
	for _, e := range slices.Backward(entries) {
		// What is live is the new one only when the old one is away.
		fresh := e.in && exists(e.live) && !exists(e.staged) && (!e.away || exists(e.old))
		if fresh {
			if err := w.disk.Rename(e.live, e.staged); err != nil {
				return err
			}
		}
	}
	for _, e := range slices.Backward(entries) {
		if e.away && exists(e.old) {
			if err := w.disk.Rename(e.old, e.live); err != nil {
				return err
			}
		}
	}
	return nil
}
