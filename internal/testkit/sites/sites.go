// Package sites is test support: it builds a whole site in memory and returns its
// files and what is said of it. Only tests import it, and those of the packages
// that a build consists of do so from outside (package foo_test).
package sites

import (
	"bytes"
	"io/fs"
	"sync"
	"testing"
	"time"

	"candor/internal/diag"
	"candor/internal/pipeline"
)

// Noon is when the sites of most tests are built.
func Noon() time.Time { return time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC) }

// Build makes every file of a site and returns them by name, with everything
// that candor build says, in order. A file that is made twice fails the test.
// Without a day the site is built at [Noon].
func Build(t testing.TB, files, theme fs.FS, o pipeline.Options) (map[string][]byte, diag.List) {
	t.Helper()
	out, diags := begin(t, files, theme, o)
	var mu sync.Mutex // files are handed in by several goroutines
	made := map[string][]byte{}
	more, err := out.Render(t.Context(), func(name string, b []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if _, twice := made[name]; twice {
			t.Errorf("%s is made twice", name)
		}
		made[name] = bytes.Clone(b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return made, append(diags, more...).Sorted()
}

// Check returns what candor check says of a site, in order.
func Check(t testing.TB, files, theme fs.FS, o pipeline.Options) diag.List {
	t.Helper()
	out, diags := begin(t, files, theme, o)
	more, err := out.Inspect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return append(diags, more...).Sorted()
}

func begin(t testing.TB, files, theme fs.FS, o pipeline.Options) (*pipeline.Output, diag.List) {
	t.Helper()
	o.Version = "test"
	if o.BuildDate.IsZero() {
		o.BuildDate = Noon()
	}
	out, diags, err := pipeline.Build(t.Context(), pipeline.Input{Files: files, Theme: theme, Options: o})
	if err != nil {
		t.Fatal(err)
	}
	return out, diags
}
