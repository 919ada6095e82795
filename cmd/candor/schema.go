package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/schema/reference"
	"candor/internal/starter"
)

func (a *app) schemaCommand() *cobra.Command {
	var editor string
	c := &cobra.Command{
		Use:   "schema [TYPE]",
		Short: "print the field reference, made from the schemas",
		Long: `schema prints every field of every type, or of one: what it may hold, whether it
must be there, what it means, an example. With --editor it writes the types as
JSON Schema for editors, and beside site.toml the settings that lead Taplo and
Tombi to them.`,
		Example: "  candor schema\n  candor schema --editor .schemas",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			types, err := a.types()
			if err != nil {
				return err
			}
			name := ""
			if len(args) == 1 {
				name = args[0]
			}
			if editor != "" {
				return a.writeEditorSchemas(types, name, editor)
			}
			if err := reference.Write(a.stdout, types, name); err != nil {
				return usageError{err}
			}
			return nil
		},
	}
	c.Flags().StringVar(&editor, "editor", "", "write the schemas for editors into this `folder` instead, and their settings")
	return c
}

// types loads the schemas of the site; mistakes in them are printed.
func (a *app) types() (*schema.Set, error) {
	files, closeSite, err := a.openSite()
	if err != nil {
		return nil, err
	}
	defer closeSite()
	types, diags, err := meta.Load(files)
	if err != nil {
		return nil, failure{err}
	}
	if len(diags) > 0 {
		if err := a.print(diags.Sorted()); err != nil {
			return nil, err
		}
	}
	return types, verdict(diags, false)
}

// writeEditorSchemas writes the schemas into a folder and, where that is one of
// the site, the settings of the editors that read them. Settings that say
// something else are somebody's own, and stay.
func (a *app) writeEditorSchemas(types *schema.Set, name, dir string) error {
	for _, t := range types.Types() {
		if name != "" && t.Name != name {
			continue
		}
		b, err := meta.Expanded(t)
		if err != nil {
			return failure{fmt.Errorf("schema of %s: %w", t.Name, err)}
		}
		if err := writeNew(filepath.Join(dir, t.Name+".json"), b); err != nil {
			return failure{err}
		}
	}
	folder, err := filepath.Rel(a.dir, dir)
	if err != nil || !filepath.IsLocal(folder) || name != "" {
		return nil
	}
	settings := starter.Editors(types, filepath.ToSlash(folder))
	for _, file := range slices.Sorted(maps.Keys(settings)) {
		to := filepath.Join(a.dir, file)
		if b, err := os.ReadFile(to); err == nil {
			if !bytes.Equal(b, settings[file]) {
				a.note("%s is there already, and stays as it is; remove it to have it written for the types of now", to)
			}
			continue
		}
		if err := writeNew(to, settings[file]); err != nil {
			return failure{err}
		}
		fmt.Fprintln(a.stdout, to)
	}
	return nil
}
