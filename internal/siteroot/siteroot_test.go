package siteroot_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"candor/internal/sitefiles"
	"candor/internal/siteroot"
)

// site is a folder with a secret beside it, and what opens it.
func site(t *testing.T) (dir string, root *siteroot.Root) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "site")
	write(t, filepath.Join(dir, "content/note/a.toml"), "a")
	write(t, filepath.Join(dir, "hidden/note/a.toml"), "secret")
	write(t, filepath.Join(dir, "../secret"), "secret")
	root, err := siteroot.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := root.Close(); err != nil {
			t.Error(err)
		}
	})
	return dir, root
}

func write(t *testing.T, name, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(name), 0o700))
	must(t, os.WriteFile(name, []byte(text), 0o600))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skip(err)
	}
}

// refused holds that a file of the site is not opened, and why.
func refused(t *testing.T, files fs.FS, name string, want sitefiles.Reason) {
	t.Helper()
	b, err := fs.ReadFile(files, name)
	if r := new(sitefiles.Refusal); !errors.As(err, r) || r.Reason != want || !errors.Is(err, fs.ErrNotExist) || len(b) > 0 {
		t.Errorf("%s: %q, %v", name, b, err)
	}
}

func TestLinksAreNotFollowed(t *testing.T) {
	dir, root := site(t)
	for name, target := range map[string]string{
		"content/note/inside": "a.toml", "content/note/outside": "../../../secret", "content/note/absolute": filepath.Join(dir, "content/note/a.toml"),
		"content/note/chain": "inside", "content/note/gone": "nowhere", "content/note/circle": "circle", "content/note/folder": "../../hidden/note", "content/up": "..",
	} {
		link(t, target, filepath.Join(dir, name))
		refused(t, root.Files(), name, sitefiles.Link)
	}
	for _, name := range []string{"content/note/folder/a.toml", "content/up/hidden/note/a.toml"} {
		refused(t, root.Files(), name, sitefiles.Link)
	}
	if b, err := fs.ReadFile(root.Files(), "content/note/a.toml"); err != nil || string(b) != "a" {
		t.Errorf("%q %v", b, err)
	}
	if _, err := root.Files().Open("content/note/a.toml/more"); err == nil {
		t.Error("something is below a file")
	}
}

// Only content/ may be a link, and only straight to a folder of the site.
func TestLinkedContent(t *testing.T) {
	dir, root := site(t)
	content := filepath.Join(dir, "content")
	must(t, os.Rename(content, filepath.Join(dir, "real")))
	must(t, os.Mkdir(filepath.Join(dir, ".git"), 0o700))
	link(t, "real", filepath.Join(dir, "chain"))
	for target, want := range map[string]bool{
		"real": true, "./real/": true, "real/note/..": true, "chain": false, "..": false, ".": false, "../site/real": false, ".git": false, filepath.Join(dir, "real"): false,
		"real/note/a.toml": false, "gone": false, "content": false,
	} {
		link(t, target, content)
		b, err := fs.ReadFile(root.Files(), "content/note/a.toml")
		if (err == nil) != want || want && string(b) != "a" {
			t.Errorf("content -> %s: %q %v", target, b, err)
		}
		var survey sitefiles.Survey
		must(t, survey.Look(root.Files(), nil))
		if survey.Whole() != want {
			t.Errorf("content -> %s: %v", target, survey.Diagnostics())
		}
		must(t, os.Remove(content))
	}
}

// Folder goes the same way to write.
func TestFolder(t *testing.T) {
	dir, root := site(t)
	link(t, "../../hidden", filepath.Join(dir, "content/note/away"))
	for _, name := range []string{"content/note/away", "content/note/away/note", "content/note/away/new", "content/note/a.toml"} {
		if f, err := root.Folder(name, true); err == nil {
			t.Errorf("%s is opened", name)
			must(t, f.Close())
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, "hidden/new")); err == nil {
		t.Error("a folder was made behind a link")
	}
	if _, err := root.Folder("content/new", false); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	f, err := root.Folder("content/new/folder", true)
	must(t, err)
	defer f.Close()
	must(t, f.WriteFile("x", []byte("x"), 0o600))
	if b, err := fs.ReadFile(root.Files(), "content/new/folder/x"); err != nil || string(b) != "x" {
		t.Errorf("%q %v", b, err)
	}
}

// While somebody exchanges a folder and a file for links again and again, nothing
// but the site's own bytes is ever read or replaced.
func TestExchangedMeanwhile(t *testing.T) {
	dir, root := site(t)
	note, kept := filepath.Join(dir, "content/note"), filepath.Join(dir, "kept")
	link(t, "../hidden/note", filepath.Join(dir, "link"))
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			// Errors show in what is read.
			_ = os.Rename(note, kept)
			_ = os.Symlink("../hidden/note", note)
			_ = os.Remove(note)
			_ = os.Rename(kept, note)
		}
	})
	read := 0
	for range 5000 {
		if f, err := root.Folder("content/note", false); err == nil {
			if b, err := f.ReadFile("a.toml"); err == nil && string(b) != "a" {
				t.Errorf("a folder leads to %q", b)
			}
			must(t, f.Close())
		}
		f, err := root.Files().Open("content/note/a.toml")
		if err != nil {
			continue
		}
		b, err := io.ReadAll(f)
		if must(t, f.Close()); err != nil || string(b) != "a" {
			t.Fatalf("%q %v", b, err)
		}
		read++
	}
	close(done)
	wg.Wait()
	t.Logf("read %d times", read)
}
