// Package outside brings tests what is not of this module: programs of the machine
// and modules of npm; and what other programs are let loose on: the command, built,
// and a copy of this repository's own site.
//
// What is missing skips a test, except where CI is set, which promises all of it
// (.ci/run installs it).
package outside

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// Need returns where the first of some programs is that is there.
func Need(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is missing; .ci/run installs it", names[0])
	}
	t.Skipf("%s is missing: install it to run this test", names[0])
	return ""
}

// installing is held while modules are installed: npm ci begins by removing what
// is there, under the hands of a test that runs beside.
var installing sync.Mutex

// Modules installs what the package-lock.json of the test's folder pins, and
// returns the folder of the modules. No script of a module runs.
func Modules(t *testing.T) string {
	t.Helper()
	npm := Need(t, "npm")
	installing.Lock()
	defer installing.Unlock()
	dir, err := filepath.Abs("node_modules")
	if err != nil {
		t.Fatal(err)
	}
	// npm writes this file when all modules are there.
	if _, err := os.Stat(filepath.Join(dir, ".package-lock.json")); err == nil {
		return dir
	}
	if out, err := exec.Command(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund").CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	return dir
}

// Candor builds the command, for a test in a folder of internal/.
func Candor(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "candor")
	if out, err := exec.Command("go", "build", "-o", name, "../../cmd/candor").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return name
}

// OwnSite copies what this repository's site is made from, for a test in a folder
// of internal/.
func OwnSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"content", "schema", "layouts", "static"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join("..", "..", part))); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile("../../site.toml")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "site.toml"), b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
