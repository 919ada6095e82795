package pipeline

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"candor/internal/artifacts"
	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/render/layout"
	"candor/internal/schema"
)

// strayLayouts reports the files among the site's own layouts that no page or
// export comes from.
func strayLayouts(files fs.FS, types *schema.Set) (diag.List, error) {
	var diags diag.List
	err := fs.WalkDir(files, layout.Root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == layout.Root || artifacts.Hidden(d.Name()) {
			return err
		}
		at := diag.NewSource(name, nil, nil).At(0, 0)
		switch typ := path.Base(name); {
		case d.IsDir() && types.Type(typ) == nil:
			diags.Errorf(catalog.UnknownType, at, typeHint(types, typ), "no type of record is called %s, so no page is made by what stands here", typ)
			return fs.SkipDir
		case !d.IsDir() && isStray(d.Name()):
			diags.Errorf(catalog.FileMisplaced, at, "give it the ending .html if it is a layout; what is copied as it is belongs into "+artifacts.StaticRoot+"/",
				"this file makes no page")
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return diags, err
}

// typeHint names the type that may be meant, else all.
func typeHint(types *schema.Set, name string) string {
	names := typeNames(types)
	if near, ok := diag.Nearest(name, names); ok {
		return "did you mean " + near + "?"
	}
	return "the types are " + strings.Join(names, ", ")
}

// typeNames returns the names of all types, in order.
func typeNames(types *schema.Set) []string {
	var out []string
	for _, t := range types.Types() {
		out = append(out, t.Name)
	}
	return out
}

// isStray reports whether a file can be no export, for its name is that of a
// layout with another ending, has none, or is meant for people.
func isStray(base string) bool {
	stem, ext, _ := strings.Cut(base, ".")
	return ext == "" || strings.EqualFold(stem, "readme") ||
		ext != "html" && slices.Contains([]string{"page", "list", "state", "index", "tag", "tags", "404"}, stem)
}
