package main

import (
	"context"
	"sync"
	"time"

	"candor/internal/content"
	"candor/internal/revision"
)

// startHistory reads the history of the site's files while the site is made.
// The first page that asks waits for the rest. The function tells why there is
// none.
func (a *app) startHistory(ctx context.Context) (*content.History, func() error) {
	read := sync.OnceValues(func() (map[string]content.Commit, error) { return a.readHistory(ctx) })
	go read()
	h := content.NewHistory(func(file string) (content.Commit, bool) {
		all, _ := read() // told by the function
		c, ok := all[file]
		return c, ok
	})
	return h, func() error { _, err := read(); return err }
}

// readHistory returns the last commit of each file.
func (a *app) readHistory(ctx context.Context) (map[string]content.Commit, error) {
	last, err := revision.History(ctx, a.dir)
	out := make(map[string]content.Commit, len(last))
	for name, c := range last {
		out[name] = content.Commit(c)
	}
	return out, err
}

// anyHistory says of every file that it was committed. What is checked with it
// takes every way through the layouts that a site in git takes, and does not
// wait for git.
func anyHistory() *content.History {
	c := content.Commit{Hash: "0000000000000000000000000000000000000000", Short: "0000000000", When: time.Unix(0, 0)}
	return content.NewHistory(func(string) (content.Commit, bool) { return c, true })
}

// follower reads the history again when there is a new commit.
type follower struct {
	app  *app
	head revision.Commit
	last *content.History
}

// history is called by one goroutine at a time.
func (f *follower) history(ctx context.Context) *content.History {
	head, err := revision.Describe(ctx, f.app.dir, "HEAD")
	if err != nil {
		f.last = nil
	}
	if err != nil || f.last != nil && head == f.head {
		return f.last
	}
	all, err := f.app.readHistory(ctx)
	if err != nil {
		return nil
	}
	f.head, f.last = head, content.NewHistory(func(file string) (content.Commit, bool) {
		c, ok := all[file]
		return c, ok
	})
	return f.last
}
