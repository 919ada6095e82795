package judges

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// modules installs what package-lock.json pins, and returns its folder. No
// script of a package runs.
func modules(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("npm"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("npm is missing; .ci/run installs it")
		}
		t.Skip("npm is missing: install Node.js to run these tests")
	}
	dir, err := filepath.Abs("node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "@taplo/cli")); err == nil {
		return dir
	}
	if out, err := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund").CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	return dir
}

// native returns a program of a package for one system only. It skips the test on
// others.
func native(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join(modules(t), filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("there is no %s for this system", filepath.Base(file))
	}
	// Some packages leave this to the script that did not run.
	if err := os.Chmod(file, 0o755); err != nil {
		t.Fatal(err)
	}
	return file
}

// candor is the command, built once.
var candor = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "candor-judges-")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "candor")
	out, err := exec.Command("go", "build", "-o", name, "../../cmd/candor").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return name, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if name, err := candor(); err == nil {
		_ = os.RemoveAll(filepath.Dir(name))
	}
	os.Exit(code)
}

// run runs a program in a folder, and returns what it says and how it ends.
func run(t *testing.T, dir, name string, args ...string) (out string, code int) {
	t.Helper()
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "NO_COLOR=1", "RUST_LOG=error", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1")
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	err := c.Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return said.String(), exit.ExitCode()
	case err != nil:
		t.Fatal(err)
	}
	return said.String(), 0
}

// command runs the command in a folder.
func command(t *testing.T, dir string, args ...string) (out string, code int) {
	t.Helper()
	name, err := candor()
	if err != nil {
		t.Fatal(err)
	}
	return run(t, dir, name, args...)
}

// ownSite copies what this repository's site is made from.
func ownSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"content", "schema", "layouts", "static"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join("../..", part))); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile("../../site.toml")
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "site.toml"), b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// change replaces texts of a file by others, by turns, each once.
func change(t *testing.T, dir, name string, texts ...string) {
	t.Helper()
	file := filepath.Join(dir, name)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(texts); i += 2 {
		if !bytes.Contains(b, []byte(texts[i])) {
			t.Fatalf("%s does not hold %q any more", name, texts[i])
		}
		b = []byte(strings.Replace(string(b), texts[i], texts[i+1], 1))
	}
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
