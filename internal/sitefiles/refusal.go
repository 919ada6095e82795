package sitefiles

import (
	"fmt"
	"io/fs"
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
)

// Reason is why something is never opened.
type Reason uint8

// The reasons.
const (
	Link    Reason = iota // a symbolic link, or something behind one
	Pipe                  // a named pipe
	Socket                // a Unix socket
	Device                // a block or character device
	Other                 // whatever else a system has that is neither a file nor a folder
	BadName               // a name that is not UTF-8
	Folder                // a folder where the site has a file
	File                  // a file where the site has a folder
)

// ReasonFor returns why an entry of a type is never opened. It reports false for
// a regular file and a folder.
func ReasonFor(mode fs.FileMode) (Reason, bool) {
	switch t := mode.Type(); {
	case t == 0 || t == fs.ModeDir:
		return 0, false
	case t&fs.ModeSymlink != 0:
		return Link, true
	case t&fs.ModeNamedPipe != 0:
		return Pipe, true
	case t&fs.ModeSocket != 0:
		return Socket, true
	case t&fs.ModeDevice != 0:
		return Device, true
	}
	return Other, true
}

var nouns = map[Reason]string{
	Link: "a symbolic link", Pipe: "a named pipe", Socket: "a socket", Device: "a device", Other: "neither a file nor a folder",
	BadName: "a file whose name is not UTF-8", Folder: "a folder", File: "a file",
}

// Refusal is the error of opening what is no file of a site. To the site such a
// file does not exist, so errors.Is(err, fs.ErrNotExist) holds.
type Refusal struct{ Reason Reason }

// Error implements error.
func (r Refusal) Error() string { return "this is " + nouns[r.Reason] }

// Is reports whether the target is fs.ErrNotExist.
func (r Refusal) Is(target error) bool { return target == fs.ErrNotExist }

// Diagnostic tells the author what is wrong with an entry, and what to do. No
// byte of it, nor of what it leads to, is in the diagnostic.
func (r Refusal) Diagnostic(name string) diag.Diagnostic {
	d := diag.Diagnostic{
		ID: catalog.SpecialFile, Span: diag.NewSource(strings.ToValidUTF8(name, "\uFFFD"), nil, nil).At(0, 0),
		Message: r.Error() + ", not a file", Hint: "remove it, or put a regular file in its place",
	}
	switch r.Reason {
	case Link:
		d.ID, d.Message, d.Hint = catalog.SymbolicLink, "this is a symbolic link, which a site does not follow", "put the file or folder itself here instead of the link"
		if name == contentRoot {
			d.Message, d.Hint = "this symbolic link does not lead to a folder of the site", "let it lead straight to a folder inside the site, or put the folder itself here"
		}
	case BadName:
		d.ID, d.Message, d.Hint = catalog.BadFileName, fmt.Sprintf("the name of this file is not UTF-8: %q", name), "rename it; lower-case letters, digits and hyphens work everywhere"
	case Other:
		d.Message = r.Error()
	case Folder:
		d.Message, d.Hint = "this is a folder where the site has a file", "move it away, and write the file"
	case File:
		d.Message, d.Hint = "this is a file where the site has a folder", "move it away, and make a folder of that name"
	}
	return d
}
