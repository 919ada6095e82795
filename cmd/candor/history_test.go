package main

import (
	"bytes"
	"strings"
	"testing"
)

// Where git is not installed, pages do not say when they were changed.
func TestWithoutGit(t *testing.T) {
	dir := copySite(t)
	t.Setenv("PATH", "")
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{"-C", dir, "-v", "build"}, &stdout, &stderr); code != exitFine {
		t.Errorf("ends with %d: %s%s", code, stdout.String(), stderr.String())
	}
	if s := stderr.String(); !strings.Contains(s, "git is not installed") {
		t.Errorf("says %q", s)
	}
}
