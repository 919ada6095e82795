package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

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
			return a.check(cmd.Context(), f, strict, only)
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

func (a *app) check(ctx context.Context, f siteFlags, strict bool, only []string) error {
	m, err := a.stages(ctx, f)
	if err != nil {
		return err
	}
	defer m.close()
	more, err := a.render(ctx, m.Output, func(string, []byte) error { return nil })
	if err != nil {
		return failure{err}
	}
	m.diags = selected(append(m.diags, more...).Sorted(), only)
	if err := a.print(m.diags); err != nil {
		return err
	}
	a.note("%s", m.summary())
	if counts := m.counts(); counts != "" {
		a.note("%s", counts)
	}
	return verdict(m.diags, strict)
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
