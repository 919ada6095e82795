package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"candor/internal/changes"
	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/revision"
	"candor/internal/wording"

	"github.com/spf13/cobra"
)

func (a *app) changesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "changes REV [REV]",
		Short: "say in words what changed between two revisions",
		Long: `changes reads the site at two git revisions and says what the difference means:
records that came, went or were withdrawn, old and new values in words, who may
see what, promises met, and rules that became weaker. Without a second revision
it looks at the files as they are. No work tree is touched.

Content with errors is compared as far as it can be read; the report says which
files that concerns.`,
		Example: "  candor changes HEAD~1\n  candor changes origin/main HEAD --format markdown",
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return comparer{a}.run(cmd.Context(), args, cmd.Flag("format").Value.String())
		},
	}
	c.Flags().String("format", "text", "how to print: text, markdown or json")
	return c
}

// comparer is the verb changes.
type comparer struct{ *app }

func (a comparer) run(ctx context.Context, revs []string, format string) error {
	print, ok := map[string]func(*report.Report) error{
		"text":     func(r *report.Report) error { return r.Text(a.stdout) },
		"markdown": func(r *report.Report) error { return r.Markdown(a.stdout) },
		"json":     func(r *report.Report) error { return r.JSON(a.stdout) },
	}[format]
	if !ok {
		return usageError{fmt.Errorf("--format is text, markdown or json, not %q", format)}
	}
	old, closeOld, err := a.side(ctx, revs[0])
	if err != nil {
		return err
	}
	defer closeOld()
	open := func() (changes.Side, func(), error) { return a.side(ctx, revs[len(revs)-1]) }
	if len(revs) == 1 {
		open = func() (changes.Side, func(), error) { return a.workTree(ctx) }
	}
	current, closeCurrent, err := open()
	if err != nil {
		return err
	}
	defer closeCurrent()
	now, err := buildDate()
	if err != nil {
		return err
	}
	for _, fault := range phrase.Faults(current.Types) {
		a.note("%s", fault)
	}
	if err := print(changes.Compare(old, current, now)); err != nil {
		return failure{err}
	}
	return nil
}

// side reads the site at a revision.
func (a comparer) side(ctx context.Context, rev string) (changes.Side, func(), error) {
	commit, err := revision.Describe(ctx, a.dir, rev)
	if err != nil {
		return changes.Side{}, nil, unavailable(err)
	}
	files, done, err := revision.Open(ctx, a.dir, commit.Hash)
	if err != nil {
		return changes.Side{}, nil, unavailable(err)
	}
	s, err := a.load(ctx, files, fmt.Sprintf("%s (%s, %s)", rev, commit.Short, wording.Day(commit.When)))
	if err != nil {
		done()
		return s, nil, err
	}
	return s, done, nil
}

// unavailable tells a revision that is not there from a machine that failed.
func unavailable(err error) error {
	var e *revision.Error
	if errors.As(err, &e) {
		return usageError{err}
	}
	return failure{err}
}

// workTree reads the site as its files are.
func (a comparer) workTree(ctx context.Context) (changes.Side, func(), error) {
	files, done, err := a.openSite()
	if err != nil {
		return changes.Side{}, nil, err
	}
	s, err := a.load(ctx, files, "the files as they are")
	if err != nil {
		done()
		return s, nil, err
	}
	return s, done, nil
}

func (a comparer) load(ctx context.Context, files fs.FS, name string) (changes.Side, error) {
	now, err := buildDate()
	if err != nil {
		return changes.Side{}, err
	}
	s, err := changes.Read(ctx, files, name, now)
	if err != nil {
		return s, failure{err}
	}
	return s, nil
}
