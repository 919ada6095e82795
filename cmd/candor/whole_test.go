package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor/internal/bench"
	"candor/internal/diag"
	"candor/internal/export"
)

// copySite writes a small site into a folder of its own.
func copySite(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(dir, bench.Site(60)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// start prepares the command as a process of its own.
func start(dir string, epoch int64, args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], append([]string{"-C", dir}, args...)...)
	c.Env = append(os.Environ(), asCommand+"=1", fmt.Sprintf("SOURCE_DATE_EPOCH=%d", epoch))
	return c
}

func mustBuild(t *testing.T, dir string, epoch int64) {
	t.Helper()
	if out, err := start(dir, epoch, "build").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// tree returns the bytes of every file below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		out[strings.TrimPrefix(name, dir)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The same sources give the same bytes, in another folder and on another day.
func TestSameBytes(t *testing.T) {
	a, b := copySite(t), copySite(t)
	mustBuild(t, a, 1704110400)
	mustBuild(t, b, 1735732800)
	one, two := tree(t, filepath.Join(a, "public")), tree(t, filepath.Join(b, "public"))
	if len(one) < 60 || len(one) != len(two) {
		t.Fatalf("%d and %d files", len(one), len(two))
	}
	for name, text := range one {
		if two[name] != text {
			t.Errorf("%s differs", name)
		}
	}
}

// Whoever kills a build leaves the old site or the new one, whole.
func TestKilled(t *testing.T) {
	dir := copySite(t)
	mustBuild(t, dir, 1704110400)
	article := filepath.Join(dir, bench.Path(0))
	text, err := os.ReadFile(article)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	mustBuild(t, dir, 1704110400)
	took := time.Since(began)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 12 {
		mark := fmt.Sprintf("Marked %d.", i)
		if err := os.WriteFile(article, append(bytes.Clone(text), mark...), 0o644); err != nil {
			t.Fatal(err)
		}
		c := start(dir, 1704110400, "build")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(r.Int64N(int64(took))))
		if err := c.Process.Kill(); err != nil && err != os.ErrProcessDone {
			t.Fatal(err)
		}
		_ = c.Wait() // killed, or done just before
		checkWhole(t, filepath.Join(dir, "public"))
	}
	mustBuild(t, dir, 1704110400)
	checkWhole(t, filepath.Join(dir, "public"))
	left, err := filepath.Glob(filepath.Join(dir, ".*candor*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			t.Errorf("%s is left", name)
		}
	}
}

// checkWhole holds a site against its own manifest.
func checkWhole(t *testing.T, dir string) {
	t.Helper()
	files := tree(t, dir)
	var m struct{ Files []export.File }
	if err := json.Unmarshal([]byte(files["/manifest.json"]), &m); err != nil {
		t.Fatalf("manifest: %v", err)
	}
	if len(m.Files)+1 != len(files) {
		t.Errorf("%d files, %d in the manifest", len(files), len(m.Files))
	}
	for _, f := range m.Files {
		if got := diag.HashOf([]byte(files["/"+f.Path])).String(); got != f.SHA256 {
			t.Errorf("%s is not what the manifest says", f.Path)
		}
	}
}
