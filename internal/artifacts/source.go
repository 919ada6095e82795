package artifacts

import (
	"io/fs"

	"candor/internal/diag"
)

// SourceError is the error of copying a file that its author can make readable.
type SourceError struct {
	error
	Diagnostic diag.Diagnostic
}

// Unwrap returns why the file cannot be read.
func (e *SourceError) Unwrap() error { return e.error }

// readSource reads a file that is copied as it is.
func readSource(files fs.FS, name string) ([]byte, error) {
	b, err := fs.ReadFile(files, name)
	if d, ok := diag.Unreadable(name, err); ok {
		return nil, &SourceError{err, d}
	}
	return b, err
}
