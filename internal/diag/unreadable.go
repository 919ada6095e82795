package diag

import (
	"errors"
	"io/fs"
)

// Unreadable tells what an author can mend (a symbolic link that leads nowhere
// or out of the site, a file without read permission) from a failing machine.
func Unreadable(name string, err error) (Diagnostic, bool) {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return Diagnostic{}, false
	}
	return Diagnostic{
		ID: "unreadable-file", Span: NewSource(name, nil, nil).At(0, 0), Message: "this file cannot be read: " + path.Err.Error(),
		Hint: "replace a symbolic link by the file itself, and check the permissions",
	}, true
}
