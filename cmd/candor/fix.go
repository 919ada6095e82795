package main

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"candor/internal/diag"
	"candor/internal/edit"
	"candor/internal/pipeline"
	"candor/internal/printable"
	"candor/internal/wording"

	"github.com/spf13/cobra"
)

func (a *app) fixCommand() *cobra.Command {
	var f siteFlags
	var how mends
	c := &cobra.Command{
		Use:   "fix [FILE]...",
		Short: "mend what can be mended without doubt",
		Long:  fixLong,
		Example: "  candor fix\n  candor fix --dry-run      the changes as a diff, nothing is written\n" +
			"  candor fix --order content/finding/is-2022-05.toml",
		RunE: func(cmd *cobra.Command, args []string) error {
			how.files = args
			return fixer{a}.run(cmd.Context(), f, how)
		},
	}
	siteFlagSet(c, &f)
	c.Flags().BoolVar(&how.dry, "dry-run", false, "print a diff and write nothing")
	c.Flags().BoolVar(&how.order, "order", false, "put the fields of records in the order of their type, too")
	return c
}

const fixLong = `fix makes the changes that diagnostics carry, where there is no doubt about
them: misspelt fields and words, fields below the header of a table that is not
theirs, missing quotation marks, dates in another form, the capitals of an
address, links and references to what moved, the places that links lead to.
It never guesses at a number, and changes nothing but the place itself: comments
and form stay. Then it says what is left to you. Where files or folders are
named, only they are changed.

With --order it also puts the fields of each record in the order of its type: the
title, label and summary, what is required, the rest, and then in the same way the
tables. Records that share a file stay in their order. A field takes along the
comment right above it, and the one behind it. What a comment with a blank line
below it is about, nobody can tell: nothing passes it, and what it may be about
stays. The same holds for a field that a # has taken out.`

// mends says what fix does.
type mends struct {
	dry, order bool
	files      []string // that may be changed; none: all
}

// fixer is the verb fix.
type fixer struct{ *app }

func (a fixer) run(ctx context.Context, f siteFlags, how mends) error {
	files, closeSite, err := a.openSite()
	if err != nil {
		return err
	}
	defer closeSite()
	m := mending{app: a.app, flags: f, site: files, began: time.Now()}
	if m.only, err = a.named(files, how.files); err != nil {
		return err
	}
	if err := m.run(ctx); err != nil {
		return err
	}
	if how.order {
		if err := m.order(ctx); err != nil {
			return err
		}
	}
	if how.dry {
		fmt.Fprint(a.stdout, m.changes.Diff())
		a.note("%s would be changed; %s would be left", wording.Counted(len(m.changes), "file"), counts(m.left.diags))
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
	a.note("%s in %s", wording.Counted(len(m.done), "change"), wording.Counted(len(m.changes), "file"))
	m.left.began = m.began
	a.note("%s", m.left.summary())
	return verdict(m.left.diags, false)
}

// mending makes fixes until nothing is left that can be fixed.
type mending struct {
	*app
	flags siteFlags
	site  fs.FS
	only  []string // files and folders that may be changed; none: all
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
		changes, done, err := edit.Apply(files, m.within(left.diags))
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

// order puts the fields of records in order, after what is mended: a field that
// is misspelt has no place.
func (m *mending) order(ctx context.Context) error {
	files := m.changes.Over(m.site)
	changes, err := edit.Order(ctx, files, m.wanted)
	if err != nil {
		return failure{err}
	}
	if len(changes) == 0 {
		return nil
	}
	m.changes = m.changes.Then(changes)
	for _, c := range changes {
		m.done = append(m.done, edit.Applied{File: c.Name, Line: 1, Message: "put the fields in the order of the type"})
	}
	m.left, err = m.diagnose(ctx, m.changes.Over(m.site), m.flags)
	return err
}

// named returns the files and folders of the site that arguments name: from where
// the command is run, or from the site's own folder.
func (a fixer) named(files fs.FS, args []string) ([]string, error) {
	root, err := filepath.Abs(a.dir)
	if err != nil {
		return nil, failure{err}
	}
	var out []string
	for _, arg := range args {
		name := slashed(filepath.Clean(arg))
		if whole, err := filepath.Abs(arg); err == nil && !there(files, name) {
			if rel, err := filepath.Rel(root, whole); err == nil {
				name = slashed(rel)
			}
		}
		if !there(files, name) {
			return nil, usageError{fmt.Errorf("%s is no file or folder of this site", arg)}
		}
		out = append(out, name)
	}
	return out, nil
}

func there(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

func (m *mending) wanted(name string) bool {
	return len(m.only) == 0 || slices.ContainsFunc(m.only, func(o string) bool {
		return o == "." || name == o || strings.HasPrefix(name, o+"/")
	})
}

// within returns the diagnostics whose fixes change nothing but what is wanted.
func (m *mending) within(all diag.List) diag.List {
	var out diag.List
	for _, d := range all {
		if !slices.ContainsFunc(d.Fixes, func(f diag.Fix) bool {
			return slices.ContainsFunc(f.Edits, func(e diag.Edit) bool { return e.Span.Source != nil && !m.wanted(e.Span.Source.Name) })
		}) {
			out = append(out, d)
		}
	}
	return out
}

// diagnose makes a site in memory and returns it with all that is wrong.
func (a *app) diagnose(ctx context.Context, files fs.FS, f siteFlags) (made, error) {
	m := made{began: time.Now()}
	in, closeInput, err := a.input(files, f)
	if err != nil {
		return m, err
	}
	defer closeInput()
	if m.Output, m.diags, err = pipeline.Build(ctx, in); err != nil {
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
		fmt.Fprintln(a.stdout, printable.Line(line))
		return
	}
	a.note("%s", line)
}

func counts(l diag.List) string {
	return wording.Counted(l.Errors(), "error") + " and " + wording.Counted(l.Warnings(), "warning")
}
