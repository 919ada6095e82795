package publish

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// workshop is the folder in which a site is staged: the one that holds the
// target, so that both are on one device. A mount point is on another device
// than what holds it, and cannot be renamed: there the workshop is the target
// itself.
type workshop struct {
	disk   disk
	target string
	folder string
	prefix string // of every name that we use in folder
	inside bool   // folder is target
}

// reserved begins the names of the workshop in a mount point, so no file of a
// site may have one.
const reserved = ".candor-"

// mountRoot is made by the file system in some mount points and belongs to it.
const mountRoot = "lost+found"

func newWorkshop(target string, d disk) *workshop {
	if exists(target) && d.Mounted(target) {
		return &workshop{disk: d, target: target, folder: target, prefix: reserved, inside: true}
	}
	return &workshop{
		disk:   d,
		target: target,
		folder: filepath.Dir(target),
		prefix: "." + filepath.Base(target) + reserved,
	}
}

// open makes the folders above the target that are missing. undo removes
// those of them that are still empty.
func (w *workshop) open() (undo func(), err error) {
	var made []string
	for dir := w.folder; !exists(dir); dir = filepath.Dir(dir) {
		made = append(made, dir)
	}
	undo = func() {
		for _, dir := range made {
			if os.Remove(dir) != nil {
				return
			}
		}
	}
	return undo, failed("make the folder", w.folder, os.MkdirAll(w.folder, dirMode))
}

func (w *workshop) path(name string) string { return filepath.Join(w.folder, name) }
func (w *workshop) lockPath() string        { return w.path(w.prefix + "lock") }
func (w *workshop) journalPath() string     { return w.path(w.prefix + "journal") }

// newName returns a name in the workshop that nobody has used.
func (w *workshop) newName(kind string) string {
	var id [8]byte
	rand.Read(id[:]) // never fails
	return w.prefix + kind + "-" + hex.EncodeToString(id[:])
}

var passing = regexp.MustCompile(`^(stage|old|journal)-[0-9a-f]{16}$`)

// temporary says whether a name is one that newName gave.
func (w *workshop) temporary(name string) bool {
	rest, ok := strings.CutPrefix(name, w.prefix)
	return ok && passing.MatchString(rest)
}

// mine says whether a name at the top of the target is the workshop's or the
// file system's, and no part of the site.
func (w *workshop) mine(name string) bool {
	if !w.inside {
		return false
	}
	return name == mountRoot || w.temporary(name) || name == w.prefix+"lock" || name == w.prefix+"journal"
}

// contents lists the target's own entries, none when it does not exist.
func (w *workshop) contents() ([]string, error) {
	entries, err := os.ReadDir(w.target)
	if err != nil && exists(w.target) {
		return nil, failed("read the folder", w.target, err)
	}
	var names []string
	for _, e := range entries {
		if !w.mine(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// clean removes what dead runs left; the lock is held, so they are dead. What
// cannot be removed is in nobody's way.
func (w *workshop) clean() {
	entries, err := os.ReadDir(w.folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		if w.temporary(e.Name()) {
			_ = w.disk.RemoveAll(w.path(e.Name()))
		}
	}
}
