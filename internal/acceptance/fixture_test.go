// Package acceptance_test is test support alone: it makes mistakes in a whole site
// and holds what is said of them.
//
// The site is the fixture, testdata/site: a small one, with every type, in the
// types, rules and theme that the program carries. It is a copy made once, so that
// whoever edits the content of this repository's own site breaks no test here. It
// grows only when a new type, rule or check needs a record in which to go wrong.
package acceptance_test

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"
	"time"

	candor "candor"
	"candor/internal/pipeline"
	"candor/internal/schema/meta"
	"candor/internal/testkit"
)

// day is when the fixture is built.
var day = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)

// fixture returns the files of the fixture, with the types and the theme as files
// of its own, so that mistakes can be made in these too.
func fixture(t *testing.T) fstest.MapFS {
	t.Helper()
	return testkit.Over(
		testkit.Snapshot(t, candor.Theme, "layouts", "static"),
		testkit.Snapshot(t, candor.Types, "layouts", "schema"),
		testkit.Snapshot(t, os.DirFS("testdata/site"), "."),
	)
}

// TestFixtureIsSound holds that nothing at all is said of the fixture, so that
// whatever is said of a mistake is said because of it.
func TestFixtureIsSound(t *testing.T) {
	if diags := diagnose(t, fixture(t), pipeline.Options{}); len(diags) > 0 {
		t.Error(testkit.Text(t, diags))
	}
}

// TestFixtureHasEveryType holds that no type is forgotten when mistakes are made.
func TestFixtureHasEveryType(t *testing.T) {
	files := fixture(t)
	types, diags, err := meta.Load(files)
	if err != nil || len(diags) > 0 || len(types.Types()) == 0 {
		t.Fatal(err, testkit.Text(t, diags))
	}
	for _, typ := range types.Types() {
		if found, err := fs.Glob(files, "content/"+typ.Name+"/*"); err != nil || len(found) == 0 {
			t.Errorf("the fixture has no record of the type %s: %v", typ.Name, err)
		}
	}
}
