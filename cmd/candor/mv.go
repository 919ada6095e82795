package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"candor/internal/edit"
	"candor/internal/printable"
	"candor/internal/wording"

	"github.com/spf13/cobra"
)

func (a *app) mvCommand() *cobra.Command {
	var f siteFlags
	var dry bool
	c := &cobra.Command{
		Use:   "mv OLD NEW",
		Short: "rename a record, with every reference and link to it",
		Long: `mv gives a record another id. Its file or folder is renamed, or its table in a
file of many; every field that refers to it and every link to it is rewritten;
its old address is left under aliases. Where that would break something, nothing
is written.

OLD is type/id, an id that only one record has, or a path such as
content/asset/core.toml#vat. NEW is an id, type/id, or a path: content/TYPE/ID/
makes a folder of a file, so that images can travel with the text.`,
		Example: "  candor mv finding/is-2022-05 is-2022-11\n  candor mv content/asset/core.toml#vat vat-core\n  candor mv article/access content/article/access/",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return mover{a}.run(cmd.Context(), f, dry, args[0], args[1])
		},
	}
	siteFlagSet(c, &f)
	c.Flags().BoolVar(&dry, "dry-run", false, "print a diff and write nothing")
	return c
}

// mover is the verb mv.
type mover struct{ *app }

func (a mover) run(ctx context.Context, f siteFlags, dry bool, from, to string) error {
	files, closeSite, err := a.openSite()
	if err != nil {
		return err
	}
	defer closeSite()
	now, err := buildDate()
	if err != nil {
		return err
	}
	m, err := edit.Move(ctx, files, now, slashed(from), slashed(to))
	var refused *edit.Refusal
	if errors.As(err, &refused) {
		return usageError{err}
	}
	if err != nil {
		return failure{err}
	}
	before, err := a.diagnose(ctx, files, f)
	if err != nil {
		return err
	}
	after, err := a.diagnose(ctx, m.Changes.Over(files), f)
	if err != nil {
		return err
	}
	if after.diags.Errors() > before.diags.Errors() {
		if err := a.print(after.diags); err != nil {
			return err
		}
		a.note("renamed, the site would have these errors: nothing was written")
		return errContent
	}
	if dry {
		fmt.Fprint(a.stdout, m.Changes.Diff())
		return nil
	}
	if err := a.write(m.Changes); err != nil {
		return err
	}
	a.moved(m)
	return nil
}

// slashed writes a path of this system as the site's paths are written.
func slashed(name string) string {
	return strings.TrimPrefix(filepath.ToSlash(name), "./")
}

// moved tells what was done, and what is left to the author.
func (a mover) moved(m *edit.Moved) {
	for _, c := range m.Changes {
		if c.From != "" {
			fmt.Fprintf(a.stdout, "%s -> %s\n", printable.Name(c.From), printable.Name(c.Name))
		} else {
			fmt.Fprintln(a.stdout, printable.Name(c.Name))
		}
	}
	a.note("%s is now %s: %s and %s rewritten", m.Old, m.New, wording.Counted(m.References, "reference"), wording.Counted(m.Links, "link"))
	switch {
	case m.Alias:
		a.note("%s leads to %s from now on", m.OldURL, m.NewURL)
	case m.OldURL != m.NewURL && m.OldURL != "":
		a.note("%s is gone: no redirect can stand for it", m.OldURL)
	}
	for _, at := range m.Named {
		a.note("%s:%d still names %s; see whether it should", printable.Name(at.Source.Name), at.Position().Line, at.Text())
	}
}
