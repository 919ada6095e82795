//go:build unix

package siteroot_test

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"candor/internal/sitefiles"
)

// Nothing waits for the other end of a pipe: this test would not end.
func TestPipesAndSockets(t *testing.T) {
	dir, root := site(t)
	t.Chdir(dir) // the name of a socket has few bytes
	must(t, unix.Mkfifo("content/note/pipe.toml", 0o600))
	must(t, unix.Mkfifo("site.toml", 0o600))
	l, err := net.Listen("unix", "content/note/socket.png")
	must(t, err)
	defer l.Close()
	must(t, os.Mkdir("static", 0o700))
	link(t, "/dev/zero", "static/zero.bin")
	refused(t, root.Files(), "content/note/pipe.toml", sitefiles.Pipe)
	refused(t, root.Files(), "site.toml", sitefiles.Pipe)
	refused(t, root.Files(), "content/note/socket.png", sitefiles.Socket)
	refused(t, root.Files(), "static/zero.bin", sitefiles.Link)
	if _, err := root.Folder("content/note/pipe.toml", true); err == nil {
		t.Error("a pipe is a folder")
	}
	var survey sitefiles.Survey
	must(t, survey.Look(root.Files(), nil))
	if n := len(survey.Diagnostics()); n != 4 {
		t.Error(n, survey.Diagnostics())
	}
}

// A device is refused without being opened, straight or below.
func TestDevices(t *testing.T) {
	dir, root := site(t)
	if err := unix.Mknod(filepath.Join(dir, "content/note/null.toml"), unix.S_IFCHR|0o600, int(unix.Mkdev(1, 3))); err != nil {
		t.Skip(err)
	}
	refused(t, root.Files(), "content/note/null.toml", sitefiles.Device)
}

// A name that is not UTF-8 is listed, but as what cannot be opened.
func TestNames(t *testing.T) {
	dir, root := site(t)
	name := "content/note/Malm\xf6.png"
	if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
		t.Skip(err)
	}
	refused(t, root.Files(), name, sitefiles.BadName)
	list, err := fs.ReadDir(root.Files(), "content/note")
	if err != nil || len(list) != 2 || list[0].Type() != fs.ModeIrregular {
		t.Error(list, err)
	}
	var survey sitefiles.Survey
	must(t, survey.Look(root.Files(), nil))
	if d := survey.Diagnostics(); len(d) != 1 || d[0].ID != "bad-file-name" || d[0].Span.Source.Name != "content/note/Malm\uFFFD.png" {
		t.Error(d)
	}
}
