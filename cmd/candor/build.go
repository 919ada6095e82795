package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"candor/internal/publish"
	"candor/internal/wording"

	"github.com/spf13/cobra"
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
			return builder{a}.run(cmd.Context(), f, out)
		},
	}
	siteFlagSet(c, &f)
	c.Flags().StringVarP(&out, "output", "o", "public", "the `folder` to write, below the site's unless it is absolute")
	return c
}

// builder is the verb build.
type builder struct{ *app }

func (a builder) run(ctx context.Context, f siteFlags, dir string) error {
	history, unknown := a.startHistory(ctx)
	m, err := a.stages(ctx, f, history)
	if err != nil {
		return err
	}
	defer m.close()
	sum, err := a.publish(ctx, &m, dir)
	var refused *publish.RefusedError
	if errors.As(err, &refused) {
		return usageError{refused}
	}
	if err != nil {
		return failure{err}
	}
	if err := a.conclude(m); err != nil {
		return err
	}
	if m.diags.Errors() == 0 {
		a.note("%s", wrote(sum, dir))
	}
	if a.verbose && unknown() != nil {
		a.note("pages do not say when they were changed: %v", unknown())
	}
	return verdict(m.diags, false)
}

// publish makes the pages and puts them in place where nothing is wrong. What
// only pages show joins the diagnostics.
func (a builder) publish(ctx context.Context, m *made, dir string) (publish.Summary, error) {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(a.dir, dir)
	}
	o := publish.Options{
		Dir: dir, Forbid: []string{a.dir}, Sources: a.sources(),
		Waiting: func(holder string) { a.note("waiting for another build: %s", holder) },
	}
	return publish.Publish(ctx, o, func(ctx context.Context, sink func(string, []byte) error) (bool, error) {
		more, err := a.render(ctx, m.Output, sink)
		m.diags = append(m.diags, more...).Sorted()
		return m.diags.Errors() == 0, err
	})
}

// sources are the folders that the site is made from: it must not be written
// into one of them.
func (a builder) sources() []string {
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
		return fmt.Sprintf("%s is as it should be: nothing changed in %s", dir, wording.Counted(s.Files, "file"))
	}
	line := fmt.Sprintf("%s: %s, %s written, %s unchanged, %s removed",
		dir, wording.Counted(s.Files, "file"), wording.Number(float64(s.Written)), wording.Number(float64(s.Unchanged)), wording.Number(float64(s.Removed)))
	if !s.Atomic {
		line += "; this place cannot be exchanged in one step, so readers may have seen a gap"
	}
	return line
}
