package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/build"
	"candor/internal/diag"
	"candor/internal/publish"
)

func (a *app) buildCommand() *cobra.Command {
	var f siteFlags
	var out string
	c := &cobra.Command{
		Use:   "build",
		Short: "write the site, if nothing is wrong with it",
		Long: `build makes the site and puts it in place in one step. When the content has
errors, or the command is interrupted, the site that was there stays as it was.`,
		Example: "  candor build\n  candor build -o /srv/www/security -u https://security.example/",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.build(cmd.Context(), f, out)
		},
	}
	siteFlagSet(c, &f)
	c.Flags().StringVarP(&out, "output", "o", "public", "the `folder` to write, below the site's unless it is absolute")
	return c
}

// build publishes what the stages make. The content's mistakes reach the
// caller through diags, whether or not anything was written.
func (a *app) build(ctx context.Context, f siteFlags, dir string) error {
	start := time.Now()
	files, closeSite, err := a.openSite()
	if err != nil {
		return err
	}
	defer closeSite()
	in, closeInput, err := a.input(files, f)
	if err != nil {
		return err
	}
	defer closeInput()
	out, diags, err := build.Build(ctx, in)
	if err != nil {
		return failure{err}
	}
	sum, diags, err := a.publish(ctx, out, diags, dir)
	if err != nil {
		return failure{err}
	}
	if err := a.print(diags); err != nil {
		return err
	}
	a.note("%s", summary(diags, out.Records(), time.Since(start)))
	if diags.Errors() == 0 {
		a.note("%s", wrote(sum, dir))
	}
	return verdict(diags, false)
}

func (a *app) publish(ctx context.Context, out *build.Output, diags diag.List, dir string) (publish.Summary, diag.List, error) {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(a.dir, dir)
	}
	o := publish.Options{
		Dir: dir, Forbid: []string{a.dir}, Sources: a.sources(),
		Waiting: func(holder string) { a.note("waiting for another build: %s", holder) },
	}
	sum, err := publish.Publish(ctx, o, func(ctx context.Context, sink func(string, []byte) error) (bool, error) {
		more, err := a.render(ctx, out, sink)
		diags = append(diags, more...).Sorted()
		return diags.Errors() == 0, err
	})
	return sum, diags, err
}

// sources are the folders that the site is made from: it must not be written
// into one of them.
func (a *app) sources() []string {
	var out []string
	for _, name := range []string{"content", "schema", "layouts", "static"} {
		dir := filepath.Join(a.dir, name)
		if _, err := os.Stat(dir); err == nil {
			out = append(out, dir)
		}
	}
	return out
}

func wrote(s publish.Summary, dir string) string {
	if !s.Published {
		return fmt.Sprintf("%s is as it should be: nothing changed in %s", dir, plural(s.Files, "file"))
	}
	line := fmt.Sprintf("%s: %s, %s written, %s unchanged, %s removed",
		dir, plural(s.Files, "file"), thousands(s.Written), thousands(s.Unchanged), thousands(s.Removed))
	if !s.Atomic {
		line += "; this place cannot be exchanged in one step, so readers may have seen a gap"
	}
	return line
}
