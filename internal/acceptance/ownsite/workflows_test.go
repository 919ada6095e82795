package ownsite

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pinned is an action at a commit, with the version that a reader knows it by.
var pinned = regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

// TestWorkflowsArePinned holds the workflows, ours and the one that init writes,
// to actions that cannot change by themselves and to a checkout that leaves no
// token behind for the steps after it.
func TestWorkflowsArePinned(t *testing.T) {
	for _, pattern := range []string{".github/workflows/*.yml", "internal/starter/site/.github/workflows/*.yml"} {
		names, err := filepath.Glob(filepath.Join("../../..", pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("no workflow is %s: %v", pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			checkWorkflow(t, name, string(text))
		}
	}
}

func checkWorkflow(t *testing.T, name, text string) {
	t.Helper()
	lines := strings.Split(text, "\n")
	checkouts := 0
	for i, line := range lines {
		_, action, ok := strings.Cut(line, "uses: ")
		if !ok {
			continue
		}
		if !pinned.MatchString(action) {
			t.Errorf("%s:%d: %s is not pinned by commit, with its version behind it", name, i+1, action)
		}
		if strings.HasPrefix(action, "actions/checkout@") {
			checkouts++
		}
	}
	if kept := strings.Count(text, "persist-credentials: false"); kept != checkouts {
		t.Errorf("%s: %d of %d checkouts leave no credentials behind", name, kept, checkouts)
	}
	if !strings.Contains(text, "permissions:\n  contents: read\n") {
		t.Errorf("%s: the token may do more than read", name)
	}
}
