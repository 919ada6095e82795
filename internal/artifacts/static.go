package artifacts

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"candor/internal/diag"
)

// StaticRoot is the folder whose files are copied as they are.
const StaticRoot = "static"

// Asset is a file of static/: the site's, or else the theme's. It is comparable,
// and says nothing of bytes except where they make a name.
type Asset struct {
	name          string // below static/
	theme         bool
	fingerprinted string // its second name; "" where it has none
}

// Static returns the files of static/, the site's over the theme's, in the order
// in which they are found, and what is wrong with those that cannot be read.
func Static(site, theme fs.FS) ([]Asset, diag.List, error) {
	seen := map[string]bool{}
	out, diags, err := walkStatic(site, seen)
	if err != nil || theme == nil {
		return out, diags, err
	}
	ofTheme, more, err := walkStatic(theme, seen)
	for i := range ofTheme {
		ofTheme[i].theme = true
	}
	return append(out, ofTheme...), append(diags, more...), err
}

// walkStatic returns the files whose names have not been seen yet.
func walkStatic(from fs.FS, seen map[string]bool) (out []Asset, diags diag.List, err error) {
	err = fs.WalkDir(from, StaticRoot, func(file string, d fs.DirEntry, err error) error {
		name := strings.TrimPrefix(file, StaticRoot+"/")
		if err != nil || d.IsDir() || seen[name] || Hidden(d.Name()) {
			return err
		}
		seen[name] = true
		a, err := newAsset(from, name)
		if bad, ok := diag.Unreadable(file, err); ok {
			diags, err = append(diags, bad), nil // and it is listed, so that a layout may still name it
		}
		out = append(out, a)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return out, diags, err
}

// Hidden reports whether a name belongs to an editor or to the system, so that
// such a file is passed over. /.well-known/ is a folder.
func Hidden(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~")
}

// newAsset looks at a static file. Style sheets and scripts get a second name
// that holds a part of their hash, so that browsers may keep them for ever; with
// an error, the asset has none.
func newAsset(from fs.FS, name string) (Asset, error) {
	ext := path.Ext(name)
	if ext != ".css" && ext != ".js" {
		return Asset{name: name}, nil
	}
	bytes, err := fs.ReadFile(from, path.Join(StaticRoot, name))
	if err != nil {
		return Asset{name: name}, err
	}
	return Asset{name: name, fingerprinted: strings.TrimSuffix(name, ext) + "." + diag.HashOf(bytes).String()[:10] + ext}, nil
}

// Digest returns a hash of a list of static files: of their names, not of bytes
// that make no name.
func Digest(list []Asset) diag.Hash {
	var b strings.Builder
	for _, a := range list {
		fmt.Fprintf(&b, "%q %t %q\n", a.name, a.theme, a.fingerprinted)
	}
	return diag.HashOf([]byte(b.String()))
}

// Name returns the name by which layouts ask for the file.
func (a Asset) Name() string { return a.name }

// Own returns the path of the file in the site's folder, and reports whether it is
// the site's own and not the theme's.
func (a Asset) Own() (string, bool) { return path.Join(StaticRoot, a.name), !a.theme }

// Fingerprinted reports whether the file has a second name that changes with its
// bytes.
func (a Asset) Fingerprinted() bool { return a.fingerprinted != "" }

// URL returns where pages find the file, on a site with that base path.
func (a Asset) URL(base string) string {
	if a.Fingerprinted() {
		return base + Escape(a.fingerprinted)
	}
	return base + Escape(a.name)
}

// Files returns the file under each of its names.
func (a Asset) Files() []File {
	read := func(s *Site) ([]byte, error) {
		from := s.Files
		if a.theme {
			from = s.Theme
		}
		return readSource(from, path.Join(StaticRoot, a.name))
	}
	out := []File{{a.name, read}}
	if a.Fingerprinted() {
		out = append(out, File{a.fingerprinted, read})
	}
	return out
}
