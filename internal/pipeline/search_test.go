package pipeline_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"candor/internal/pipeline"
)

// Who gives up waiting for the search index leaves nothing half done behind: the
// next who asks gets it.
func TestSearchIndexEnds(t *testing.T) {
	files := harbour(map[string]string{"content/boat/a.toml": "title = \"Anna\"\n"})
	out, _, err := pipeline.Build(t.Context(), pipeline.Input{Files: files, Theme: plain, Options: pipeline.Options{BuildDate: now}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := out.Paths(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context the error is %v", err)
	}
	if _, err := out.Render(ctx, func(string, []byte) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context rendering says %v", err)
	}
	if !slices.Contains(paths(t, out), "search/root.json") {
		t.Error("then there is no index")
	}
}
