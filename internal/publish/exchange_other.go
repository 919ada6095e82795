//go:build !linux || candor_portable

package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
)

// Exchange is not to be had: the journal does the work.
func (osDisk) Exchange(a, b string) error { return errors.ErrUnsupported }

// Rename moves from to to and fails when something is there.
func (osDisk) Rename(from, to string) error { return renameNew(from, to) }

// SyncTree syncs file by file.
func (osDisk) SyncTree(path string) error { return syncEach(path) }

// Mounted compares devices, where the system tells them.
func (osDisk) Mounted(path string) bool {
	here, ok := device(path)
	above, also := device(filepath.Dir(path))
	return ok && also && here != above
}

// device reads the field by name, because its type differs from system to
// system.
func device(path string) (string, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return "", false
	}
	v := reflect.Indirect(reflect.ValueOf(info.Sys()))
	if v.Kind() != reflect.Struct || !v.FieldByName("Dev").IsValid() {
		return "", false
	}
	return fmt.Sprint(v.FieldByName("Dev")), true
}
