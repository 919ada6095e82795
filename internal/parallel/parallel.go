// Package parallel shares work among as many goroutines as there are
// processors.
package parallel

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Each calls do for 0 to n-1, in no particular order, and returns the first
// error. After an error, or when the context ends, it begins no more calls. A
// goroutine makes many calls, for a fresh one would have to grow its stack each
// time.
func Each(ctx context.Context, n int, do func(int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	next := make(chan int)
	g.Go(func() error {
		defer close(next)
		for i := range n {
			select {
			case next <- i:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range min(runtime.GOMAXPROCS(0), max(n, 1)) {
		g.Go(func() error {
			for i := range next {
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}
