package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"candor/internal/diag"
	"candor/internal/pipeline"
	"candor/internal/wording"
)

// patience is how long work may take before it shows how far it is.
const patience = 500 * time.Millisecond

// render makes all files of the output and, on a terminal, shows how far it
// is.
func (a *app) render(ctx context.Context, out *pipeline.Output, sink func(string, []byte) error) (diag.List, error) {
	var done atomic.Int64
	paths, err := out.Paths(ctx)
	if err != nil {
		return nil, err
	}
	stop := a.progress(&done, len(paths))
	defer stop()
	return out.Render(ctx, func(path string, b []byte) error {
		done.Add(1)
		return sink(path, b)
	})
}

// progress shows a counter on a terminal until it is stopped.
func (c *console) progress(done *atomic.Int64, total int) (stop func()) {
	if c.quiet || !terminal(c.stderr) {
		return func() {}
	}
	quit, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		wait := time.NewTimer(patience)
		for {
			select {
			case <-quit:
				fmt.Fprint(c.stderr, "\r\x1b[K")
				return
			case <-wait.C:
				fmt.Fprintf(c.stderr, "\r%s of %s", wording.Number(float64(done.Load())), wording.Counted(total, "file"))
				wait.Reset(patience / 5)
			}
		}
	}()
	return func() { close(quit); <-gone }
}
