package main

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"candor/internal/catalog"
	"candor/internal/diag"
)

func (a *app) checkCommand() *cobra.Command {
	var f siteFlags
	var strict bool
	var only []string
	c := &cobra.Command{
		Use:   "check",
		Short: "say what is wrong with the site, and write nothing",
		Long: `check makes every page of the site and throws the bytes away. It reports all
mistakes of all files in one run, each with its place and its remedy.`,
		Example: "  candor check\n  candor check --strict\n  candor check --only link-broken,anchor-missing",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := (checker{a}).known(only); err != nil {
				return err
			}
			return checker{a}.run(cmd.Context(), f, strict, only)
		},
	}
	siteFlagSet(c, &f)
	c.Flags().BoolVar(&strict, "strict", false, "warnings count as errors")
	c.Flags().StringSliceVar(&only, "only", nil, "report only these `ids`")
	return c
}

func siteFlagSet(c *cobra.Command, f *siteFlags) {
	c.Flags().StringVarP(&f.baseURL, "base-url", "u", "", "the `address` that the site is published at, instead of base_url")
	c.Flags().BoolVarP(&f.drafts, "drafts", "D", false, "show drafts; never what is under embargo or undisclosed")
	c.Flags().StringVar(&f.asOf, "as-of", "", "judge promises on this `day` instead of as_of")
}

// checker is the verb check.
type checker struct{ *app }

func (a checker) run(ctx context.Context, f siteFlags, strict bool, only []string) error {
	m, err := a.stages(ctx, f, anyHistory())
	if err != nil {
		return err
	}
	defer m.close()
	more, err := m.Inspect(ctx) // what Render would say, without the files that cannot be wrong
	if err != nil {
		return failure{err}
	}
	m.diags = selected(append(m.diags, more...).Sorted(), only)
	if err := a.conclude(m); err != nil {
		return err
	}
	if counts := m.counts(); counts != "" {
		a.note("%s", counts)
	}
	return verdict(m.diags, strict)
}

// known refuses ids that no check and no rule has: a run that looks for nothing
// would find nothing.
func (a checker) known(ids []string) error {
	files, closeSite, err := a.openSite()
	if err != nil {
		return err
	}
	defer closeSite()
	all := catalog.IDs()
	rules, err := fs.Glob(files, "schema/rules/*.md")
	if err != nil {
		return failure{err}
	}
	for _, name := range rules {
		all = append(all, strings.TrimSuffix(path.Base(name), ".md"))
	}
	for _, id := range ids {
		if slices.Contains(all, id) {
			continue
		}
		if near, ok := diag.Nearest(id, all); ok {
			return usageError{fmt.Errorf("no check or rule is called %s; did you mean %s?", id, near)}
		}
		return usageError{fmt.Errorf("no check or rule is called %s; candor explain lists them all", id)}
	}
	return nil
}

// selected keeps the diagnostics of some ids; no ids: all.
func selected(l diag.List, only []string) diag.List {
	if len(only) == 0 {
		return l
	}
	return slices.DeleteFunc(l, func(d diag.Diagnostic) bool { return !slices.Contains(only, d.ID) })
}

func verdict(l diag.List, strict bool) error {
	if l.Errors() > 0 || strict && l.Warnings() > 0 {
		return errContent
	}
	return nil
}
