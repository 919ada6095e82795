package search

import (
	"context"
	"errors"
	"testing"
)

// Who asks for the index can give up.
func TestFilesEnd(t *testing.T) {
	b := New(func(string) (Document, error) { return Document{}, nil })
	if err := b.Add(Document{URL: "/a/", Title: "Anna", Text: "sails"}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Files(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}
