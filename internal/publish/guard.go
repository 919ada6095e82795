package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestName is the file that proves that a folder is ours.
const manifestName = "manifest.json"

// generator begins the manifest's "generator": the name, then the version.
const generator = "candor"

// RefusedError says why a folder is not published to.
type RefusedError struct {
	Dir    string
	Reason string // what is wrong with it, following its name: "is a file"
	Remedy string // what to do
}

// Error returns the folder, the reason and the remedy in one line.
func (e *RefusedError) Error() string { return e.Message() + ": " + e.Remedy }

// Message returns the line without the remedy, for those who print that as a
// hint.
func (e *RefusedError) Message() string { return e.Dir + " " + e.Reason }

const otherFolder = "choose another folder with -o"

// place resolves the target and refuses those that its place alone rules out.
func place(o Options) (string, error) {
	if o.Dir == "" {
		return "", &RefusedError{"the output folder", "has no name", otherFolder}
	}
	target, err := filepath.Abs(o.Dir)
	if err == nil {
		target, err = resolve(target, 0)
	}
	if err != nil {
		return "", failed("find the folder", o.Dir, err)
	}
	refuse := func(reason, remedy string) (string, error) {
		return "", &RefusedError{o.Dir, reason, remedy}
	}
	switch info, err := os.Stat(target); {
	case filepath.Dir(target) == target:
		return refuse("is the root of a file system", otherFolder)
	case err == nil && !info.IsDir():
		return refuse("is a file, not a folder", otherFolder+", or move the file away")
	}
	if home, err := os.UserHomeDir(); err == nil && around(target, home) {
		return refuse("is a home folder or holds one", otherFolder)
	}
	for _, p := range slices.Concat(o.Forbid, o.Sources) {
		if around(target, p) {
			return refuse(fmt.Sprintf("is or holds %s, which publishing would remove", p), otherFolder)
		}
	}
	for _, p := range o.Sources {
		if around(p, target) {
			return refuse(fmt.Sprintf("lies in %s, which holds sources", p), otherFolder)
		}
	}
	return target, nil
}

// checkContents refuses a target whose contents are not ours to replace.
func (w *workshop) checkContents() error {
	names, err := w.contents()
	if err != nil || len(names) == 0 {
		return err
	}
	if slices.Contains(names, ".git") {
		return &RefusedError{w.target, "is a git checkout, whose history publishing would remove",
			"publish to another folder with -o and copy the site from there"}
	}
	if err := checkManifest(w.target); err != nil {
		return &RefusedError{w.target, "is not empty and was not made by " + generator + " (" + err.Error() + ")",
			otherFolder + ", or empty this one if nothing in it is needed"}
	}
	return nil
}

// checkManifest says why a folder is not a site that we made.
func checkManifest(dir string) error {
	path := filepath.Join(dir, manifestName)
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("it has no " + manifestName)
	case err != nil:
		return failed("read", path, err)
	case !info.Mode().IsRegular():
		return errors.New("its " + manifestName + " is no ordinary file")
	}
	f, err := os.Open(path)
	if err != nil {
		return failed("read", path, err)
	}
	defer f.Close()
	return ours(f)
}

// ours says why a manifest does not name us as its generator. It stops reading
// at the answer, because a manifest lists every file.
func ours(r io.Reader) error {
	d := json.NewDecoder(r)
	unlike := errors.New("its " + manifestName + " names another generator")
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return unlike
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return unlike
		}
		if key != "generator" {
			if skip(d) != nil {
				return unlike
			}
			continue
		}
		value, _ := d.Token()
		if s, _ := value.(string); s == generator || strings.HasPrefix(s, generator+" ") {
			return nil
		}
		return unlike
	}
	return unlike
}

// skip reads one value and forgets it.
func skip(d *json.Decoder) error {
	for depth := 0; ; {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// resolve follows symbolic links, those too that lead to what does not exist
// yet.
func resolve(path string, links int) (string, error) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	parent, err := resolve(filepath.Dir(path), links)
	if err != nil {
		return "", err
	}
	path = filepath.Join(parent, filepath.Base(path))
	to, err := os.Readlink(path)
	switch {
	case err != nil:
		return path, nil
	case links > 40:
		return "", errors.New("too many symbolic links")
	case !filepath.IsAbs(to):
		to = filepath.Join(parent, to)
	}
	return resolve(to, links+1)
}

// around says whether outer is inner or a folder above it. Folders are
// compared by what they are, not by name: case and bind mounts deceive.
func around(outer, inner string) bool {
	inner, err := filepath.Abs(inner)
	if err != nil {
		return false
	}
	if real, err := resolve(inner, 0); err == nil {
		inner = real
	}
	if abs, err := filepath.Abs(outer); err == nil {
		outer = abs
	}
	if real, err := resolve(outer, 0); err == nil {
		outer = real
	}
	want, wantErr := os.Stat(outer)
	for p := inner; ; p = filepath.Dir(p) {
		if p == outer {
			return true
		}
		if info, err := os.Stat(p); err == nil && wantErr == nil && os.SameFile(info, want) {
			return true
		}
		if p == filepath.Dir(p) {
			return false
		}
	}
}
