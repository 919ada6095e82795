// Package ownsite_test is test support alone: it holds this repository's own site
// to what its readers and authors rely on. It changes nothing in the content, so
// that editing a text breaks no test here unless the text is wrong.
package ownsite_test

import (
	"os"
	"testing"
	"time"

	candor "candor"
	"candor/internal/pipeline"
	"candor/internal/testkit"
	"candor/internal/testkit/sites"
)

// root is the folder of the site, which is that of the module.
const root = "../../.."

// TestOwnSite holds that nothing is wrong with this repository's own site.
func TestOwnSite(t *testing.T) {
	day := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	_, diags := sites.Build(t, os.DirFS(root), candor.Theme, pipeline.Options{BuildDate: day})
	if diags.Errors() > 0 {
		t.Error(testkit.Text(t, diags))
	}
}
