package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"candor/internal/schema"
)

func (a *app) schemaCommand() *cobra.Command {
	var editor string
	c := &cobra.Command{
		Use:     "schema [TYPE]",
		Short:   "print the field reference, made from the schemas",
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
				return writeEditorSchemas(types, name, editor)
			}
			if err := types.Reference(a.stdout, name); err != nil {
				return usageError{err}
			}
			return nil
		},
	}
	c.Flags().StringVar(&editor, "editor", "", "write the schemas for editors into this `folder` instead")
	return c
}

// types loads the schemas of the site; mistakes in them are printed.
func (a *app) types() (*schema.Set, error) {
	files, closeSite, err := a.openSite()
	if err != nil {
		return nil, err
	}
	defer closeSite()
	types, diags, err := schema.Load(files)
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

func writeEditorSchemas(types *schema.Set, name, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return failure{err}
	}
	for _, t := range types.Types() {
		if name != "" && t.Name != name {
			continue
		}
		b, err := t.Expanded()
		if err != nil {
			return failure{fmt.Errorf("schema of %s: %w", t.Name, err)}
		}
		if err := os.WriteFile(filepath.Join(dir, t.Name+".json"), b, 0o644); err != nil {
			return failure{err}
		}
	}
	return nil
}
