package candor_test

import (
	"context"
	"io/fs"
	"os"
	"testing"
	"time"

	candor "candor"
	"candor/internal/build"
	"candor/internal/diag"
)

// diagnose returns what candor check says of a site.
func diagnose(t *testing.T, files fs.FS) diag.List {
	t.Helper()
	ctx := context.Background()
	out, diags, err := build.Build(ctx, build.Input{Files: files, Theme: candor.Theme, Options: build.Options{
		BuildDate: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Version: "test",
	}})
	if err != nil {
		t.Fatal(err)
	}
	more, err := out.Render(ctx, func(string, []byte) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return append(diags, more...).Sorted()
}

// TestOwnSite holds that nothing is wrong with this repository's own site.
func TestOwnSite(t *testing.T) {
	diags := diagnose(t, os.DirFS("."))
	if diags.Errors() > 0 {
		t.Error(printed(t, diags))
	}
}
