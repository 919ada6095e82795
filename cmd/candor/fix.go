package main

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/build"
	"candor/internal/diag"
	"candor/internal/edit"
)

func (a *app) fixCommand() *cobra.Command {
	var f siteFlags
	var dry bool
	c := &cobra.Command{
		Use:   "fix",
		Short: "mend what can be mended without doubt",
		Long: `fix makes the changes that diagnostics carry, where there is no doubt about
them: misspelt fields and words, fields below the header of a table that is not
theirs, missing quotation marks, dates in another form, the capitals of an
address, links and references to what moved, the places that links lead to.
It never guesses at a number, and changes nothing but the place itself: comments
and form stay. Then it says what is left to you.`,
		Example: "  candor fix\n  candor fix --dry-run      the changes as a diff, nothing is written",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.fix(cmd.Context(), f, dry)
		},
	}
	siteFlagSet(c, &f)
	c.Flags().BoolVar(&dry, "dry-run", false, "print a diff and write nothing")
	return c
}

func (a *app) fix(ctx context.Context, f siteFlags, dry bool) error {
	files, closeSite, err := a.openSite()
	if err != nil {
		return err
	}
	defer closeSite()
	m := mending{app: a, flags: f, site: files, began: time.Now()}
	if err := m.run(ctx); err != nil {
		return err
	}
	if dry {
		fmt.Fprint(a.stdout, m.changes.Diff())
		a.note("%s would be changed; %s would be left", plural(len(m.changes), "file"), counts(m.left.diags))
		return verdict(m.left.diags, false)
	}
	if err := a.write(m.changes); err != nil {
		return err
	}
	for _, done := range m.done {
		a.tell(done.String())
	}
	if err := a.print(m.left.diags); err != nil {
		return err
	}
	a.note("%s in %s", plural(len(m.done), "change"), plural(len(m.changes), "file"))
	m.left.began = m.began
	a.note("%s", m.left.summary())
	return verdict(m.left.diags, false)
}

// mending makes fixes until nothing is left that can be fixed.
type mending struct {
	*app
	flags siteFlags
	site  fs.FS
	began time.Time

	changes edit.Changes
	done    []edit.Applied
	left    made
}

// mostRounds bounds how often the outcome of fixes is fixed again.
const mostRounds = 10

func (m *mending) run(ctx context.Context) error {
	for range mostRounds {
		files := m.changes.Over(m.site)
		left, err := m.diagnose(ctx, files, m.flags)
		if err != nil {
			return err
		}
		m.left = left
		changes, done, err := edit.Apply(files, left.diags)
		if err != nil {
			return failure{err}
		}
		if len(done) == 0 {
			return nil
		}
		m.changes, m.done = m.changes.Then(changes), append(m.done, done...)
	}
	return nil
}

// diagnose makes a site in memory and returns it with all that is wrong.
func (a *app) diagnose(ctx context.Context, files fs.FS, f siteFlags) (made, error) {
	m := made{began: time.Now()}
	in, closeInput, err := a.input(files, f)
	if err != nil {
		return m, err
	}
	defer closeInput()
	if m.Output, m.diags, err = build.Build(ctx, in); err != nil {
		return m, failure{err}
	}
	more, err := a.render(ctx, m.Output, func(string, []byte) error { return nil })
	if err != nil {
		return m, failure{err}
	}
	m.diags = append(m.diags, more...).Sorted()
	return m, nil
}

// tell prints a line of the outcome. Where standard output is for programs, it
// goes to standard error.
func (a *app) tell(line string) {
	if a.format == "text" {
		fmt.Fprintln(a.stdout, line)
		return
	}
	a.note("%s", line)
}

func counts(l diag.List) string {
	return plural(l.Errors(), "error") + " and " + plural(l.Warnings(), "warning")
}
