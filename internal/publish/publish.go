// Package publish puts a finished site where a web server reads it, so that
// nobody ever sees half of it.
//
// # What it promises
//
// Whole or not at all. The new site grows in a staging folder beside the
// target. Only when it is complete and on disk are the two folders exchanged,
// in one step where the system has one (renameat2 with RENAME_EXCHANGE on
// Linux, one rename when there was no target). Whoever kills the program, at
// whatever moment, leaves the old site or the new one. Elsewhere (a mount
// point, a file system or a system without the exchange) the renames are
// written to a journal first, Summary.Atomic is false, and the next run
// finishes or takes back what a dead one began: then, too, the folder is the
// old site or the new one.
//
// Nothing that is not ours is touched. A symbolic link is resolved first. A
// file, a root, a home or a folder around one, a git checkout, and a folder
// that is not empty and has no manifest.json of ours are refused with a
// *RefusedError that says what to do. Options add the caller's own limits.
// In a folder that is ours, whatever the new site lacks goes.
//
// Nothing is written twice. A file that has the bytes of its predecessor
// becomes a hard link to it (a copy, where links are not to be had); sizes and
// bytes are compared, the old manifest is not believed. No file is ever
// modified in place. Where the whole site is as it was, the folder keeps its
// inode and its times (a mount point, which has to hold the staging folder
// itself, changes its own time). Files have mode 0644 and folders 0755,
// whatever the umask.
//
// One at a time. A lock file beside the target names who holds it; a second
// build waits until its context ends, and says for whom.
//
// No litter. A cancelled or failed run removes its staging folder, and a run
// that follows a killed one removes what that left.
//
// Memory holds the paths of the site, never its bytes: 50,000 files pass
// through a few buffers, without a lock around the writing.
package publish

import (
	"context"
	"errors"
)

// Produce makes the files of a site and calls sink once for each, from as many
// goroutines as it likes, with manifest.json last, when every other call has
// returned. Paths are relative and slash-separated; sink does not keep b. When
// ok is false the content has errors and nothing is published.
type Produce func(ctx context.Context, sink func(path string, b []byte) error) (ok bool, err error)

// Options say where a site goes.
type Options struct {
	// Dir is the folder that will be the site. It need not exist.
	Dir string

	// Forbid are places that the site's folder must neither be nor contain:
	// the folder of the sources, say.
	Forbid []string

	// Sources are folders that are read while the site is made: beside what
	// Forbid demands, the site must not lie in one of them.
	Sources []string

	// Waiting, when set, hears who holds the lock before Publish waits for it.
	Waiting func(holder string)

	disk disk // what tests replace
}

// Summary says what a run did.
type Summary struct {
	Files     int   // in the new site
	Written   int   // of these, new or changed
	Unchanged int   // of these, with the bytes they had
	Removed   int   // files of the old site that the new one lacks
	Bytes     int64 // size of all files of the new site

	// Published says that this run put a new site in place. It is false when
	// the content has errors, and when nothing changed.
	Published bool
	// Atomic says that the new site was put in place in one step.
	Atomic bool
	// Replayed says that an earlier run had died while it renamed, and that
	// this one has finished or taken back what it began.
	Replayed bool
}

// Publish makes Options.Dir the site that produce makes. On an error, and when
// the content has errors, the folder is as it was; a summary that comes with
// an error tells only whether an earlier run was mended.
func Publish(ctx context.Context, o Options, produce Produce) (Summary, error) {
	if o.disk == nil {
		o.disk = osDisk{}
	}
	target, err := place(o)
	if err != nil {
		return Summary{}, err
	}
	if err := ctx.Err(); err != nil {
		return Summary{}, err
	}
	w := newWorkshop(target, o.disk)
	undo, err := w.open()
	defer undo()
	if err != nil {
		return Summary{}, err
	}
	release, err := lock(ctx, w.lockPath(), o.Waiting)
	if err != nil {
		return Summary{}, err
	}
	defer release()
	return w.publish(ctx, produce)
}

// publish does the work while the lock is held.
func (w *workshop) publish(ctx context.Context, produce Produce) (Summary, error) {
	replayed, err := w.recover()
	sum := Summary{Replayed: replayed}
	if err != nil {
		return sum, err
	}
	w.clean()
	if err := w.checkContents(); err != nil {
		return sum, err
	}
	s, err := newStage(w)
	if err != nil {
		return sum, err
	}
	defer s.discard()
	ok, err := s.fill(ctx, produce)
	if err != nil || !ok {
		return sum, err
	}
	done, err := s.publish(ctx)
	if err != nil {
		return sum, err
	}
	done.Replayed = replayed
	return done, nil
}

// publish puts the filled stage in place, if it differs from the old site.
func (s *stage) publish(ctx context.Context) (Summary, error) {
	sum := s.summary()
	if !s.changed() {
		return sum, nil
	}
	if err := s.link(ctx); err != nil {
		return sum, err
	}
	if err := ctx.Err(); err != nil {
		return sum, err
	}
	atomic, err := s.work.swap(s.root)
	s.keep = errors.Is(err, errUnfinished)
	if err != nil {
		return sum, err
	}
	sum.Published, sum.Atomic = true, atomic
	return sum, nil
}
