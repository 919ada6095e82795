package outside

import (
	"os"
	"path/filepath"
	"testing"
)

// Tests that run side by side and need the same modules wait for one install:
// a second npm ci would begin by removing what the first has written.
func TestModulesOnce(t *testing.T) {
	bin, dir := t.TempDir(), t.TempDir()
	npm := "#!/bin/sh\nmkdir node_modules || exit 1\nsleep 0.2\ntouch node_modules/.package-lock.json\n"
	if err := os.WriteFile(filepath.Join(bin, "npm"), []byte(npm), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	t.Chdir(dir)
	for _, name := range []string{"one", "two", "three"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := os.Stat(filepath.Join(Modules(t), ".package-lock.json")); err != nil {
				t.Error(err)
			}
		})
	}
}
