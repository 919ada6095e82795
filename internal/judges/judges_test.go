package judges

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/outside"
)

// native returns a program of a package for one system only. It skips the test on
// others.
func native(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join(outside.Modules(t), filepath.FromSlash(name))
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
