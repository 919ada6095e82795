package diag

import (
	"errors"
	"io/fs"

	"candor/internal/catalog"
)

// Unreadable tells what an author can fix (a symbolic link, a file without read
// permission) from a failing machine. An error that knows the diagnostic for a
// file is asked for it.
func Unreadable(name string, err error) (Diagnostic, bool) {
	var own interface{ Diagnostic(name string) Diagnostic }
	if errors.As(err, &own) {
		return own.Diagnostic(name), true
	}
	var path *fs.PathError
	if !errors.As(err, &path) {
		return Diagnostic{}, false
	}
	return Diagnostic{
		ID: catalog.UnreadableFile, Span: NewSource(name, nil, nil).At(0, 0), Message: "this file cannot be read: " + path.Err.Error(),
		Hint: "check the permissions",
	}, true
}
