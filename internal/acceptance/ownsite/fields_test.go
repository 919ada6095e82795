package ownsite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/schema/meta"
	"candor/internal/schema/reference"
	"candor/internal/testkit"
)

const (
	fieldsPage = "content/about/fields.md"
	fieldsHead = `+++
# Made from schema/ by: go test -run TestFieldsPage ./internal/acceptance/ownsite -update
title      = "Every field of every type"
summary    = "What each kind of record may hold, what must be there, what it means, and an example: the reference for authors."
order      = 46
provenance = "editorial"
+++
`
)

// TestFieldsPage holds that the reference on the site is the one that the
// schemas give. With -update it is written anew.
func TestFieldsPage(t *testing.T) {
	types, diags, err := meta.Load(os.DirFS(root))
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	var b bytes.Buffer
	if err := reference.Write(&b, types, ""); err != nil {
		t.Fatal(err)
	}
	_, body, found := strings.Cut(b.String(), "\n")
	if !found || !strings.Contains(body, "\n## ") {
		t.Fatal("the reference has no text")
	}
	want := fieldsHead + body
	if testkit.Updating() {
		if err := os.WriteFile(filepath.Join(root, fieldsPage), []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(filepath.Join(root, fieldsPage))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the schemas say; run: go test -run TestFieldsPage ./internal/acceptance/ownsite -update", fieldsPage)
	}
}
