package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	candor "candor"
	"candor/internal/starter"
	"candor/internal/wording"

	"github.com/spf13/cobra"
)

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "write a new site: types, rules, layouts, an example of each record, editor and CI set-up",
		Long: `init writes the site of a made-up team into a folder that is empty or not there
yet. It needs nothing but this program. Its dates are counted from today, so that
promises are open and events lie ahead. The README of the new site says what to
replace first.`,
		Example: "  candor init our-site\n  candor -C our-site check\n  candor -C our-site serve",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return nil
			}
			return usageError{errors.New("init wants the folder of the new site, as in: candor init our-site")}
		},
		RunE: func(_ *cobra.Command, args []string) error {
			dir := args[0]
			if !filepath.IsAbs(dir) {
				dir = filepath.Join(a.dir, dir)
			}
			return a.initSite(dir)
		},
	}
}

func (a *app) initSite(dir string) error {
	now, err := buildDate()
	if err != nil {
		return err
	}
	files, err := starter.Site(candor.Types, now)
	if err != nil {
		return failure{err}
	}
	if err := mustBeEmpty(dir); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := writeNew(filepath.Join(dir, filepath.FromSlash(name)), files[name]); err != nil {
			return failure{err}
		}
	}
	fmt.Fprintln(a.stdout, dir)
	a.note("%s written; now run: candor -C %s check", wording.Counted(len(files), "file"), dir)
	a.note("%s says what to replace first", filepath.Join(dir, "README.md"))
	return nil
}

// mustBeEmpty refuses a folder that holds anything but a fresh git repository.
func mustBeEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usageError{fmt.Errorf("%s cannot hold a new site: %w", dir, err)}
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return usageError{fmt.Errorf("%s is not empty: it holds %s; nothing was written", dir, e.Name())}
		}
	}
	return nil
}

func writeNew(path string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, b, 0o644)
}
