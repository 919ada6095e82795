package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"candor/internal/schema"
	"candor/internal/schema/meta"
	"candor/internal/schema/reference"
	"candor/internal/sitefiles"
	"candor/internal/siteroot"
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
				return schemaWriter{a}.writeEditorSchemas(types, name, editor)
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

// schemaWriter is the verb schema, where it writes for editors.
type schemaWriter struct{ *app }

// writeEditorSchemas writes the schemas into a folder and, where that is one of
// the site, the settings of the editors that read them. No symbolic link is
// followed within the site.
func (a schemaWriter) writeEditorSchemas(types *schema.Set, name, dir string) error {
	root, err := siteroot.Open(a.dir)
	if err != nil {
		return failure{err}
	}
	defer root.Close()
	folder, err := filepath.Rel(a.dir, dir)
	ofSite := err == nil && filepath.IsLocal(folder)
	in, err := schemaFolder(root, dir, filepath.ToSlash(folder), ofSite)
	if err != nil {
		return failure{err}
	}
	defer in.Close()
	for _, t := range types.Types() {
		if name != "" && t.Name != name {
			continue
		}
		b, err := meta.Expanded(t)
		if err == nil {
			err = replace(in, t.Name+".json", b)
		}
		if err != nil {
			return failure{fmt.Errorf("schema of %s: %w", t.Name, err)}
		}
	}
	if !ofSite || name != "" {
		return nil
	}
	return a.writeEditorSettings(root, starter.Editors(types, filepath.ToSlash(folder)))
}

// schemaFolder opens the folder that schemas are written into, and makes it where
// it is missing.
func schemaFolder(root *siteroot.Root, dir, folder string, ofSite bool) (*os.Root, error) {
	if ofSite {
		return root.Folder(folder, true)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return os.OpenRoot(dir)
}

// replace writes a file in the place of what has its name, a symbolic link too.
func replace(in *os.Root, name string, b []byte) error {
	if err := in.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := in.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Close())
}

// writeEditorSettings writes the settings of editors, by file. Those that say
// something else are somebody's own, and stay.
func (a schemaWriter) writeEditorSettings(root *siteroot.Root, settings map[string][]byte) error {
	for _, file := range slices.Sorted(maps.Keys(settings)) {
		to := filepath.Join(a.dir, file)
		refused := new(sitefiles.Refusal)
		switch b, err := fs.ReadFile(root.Files(), file); {
		case err == nil && bytes.Equal(b, settings[file]):
			continue
		case err == nil || errors.As(err, refused):
			a.note("%s is there already, and stays as it is; remove it to have it written for the types of now", to)
			continue
		}
		if err := create(root, file, settings[file]); err != nil {
			return err
		}
		fmt.Fprintln(a.stdout, to)
	}
	return nil
}
