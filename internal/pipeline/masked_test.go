package pipeline_test

import (
	"context"
	"strings"
	"testing"

	"candor/internal/diag/report"
	"candor/internal/pipeline"
)

// A secret is masked wherever it is shown, also by a build that has seen the
// file before.
func TestSecretStaysMasked(t *testing.T) {
	const secret = "ghp_1234567890abcdefghijklmnopqrstuvwxyzAB"
	files := harbour(map[string]string{"content/boat/a.md": "+++\ntitle = \"A\"\n+++\nText\n"})
	memo, ctx := pipeline.NewMemo(), context.Background()
	var said strings.Builder
	for _, text := range []string{"", "Use " + secret + "\n", "More.\n\nUse " + secret + "\n"} {
		files["content/boat/a.md"].Data = append(files["content/boat/a.md"].Data, text...)
		o := pipeline.Options{BuildDate: now, Memo: memo, Changed: []string{"content/boat/a.md"}}
		_, diags, err := pipeline.Build(ctx, pipeline.Input{Files: files, Theme: plain, Options: o})
		if err != nil {
			t.Fatal(err)
		}
		if err := (report.Text{}).Print(&said, diags); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(said.String(), "[secret-in-source]") || strings.Contains(said.String(), secret) {
		t.Errorf("says\n%s", said.String())
	}
}
