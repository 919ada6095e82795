package publish

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"golang.org/x/sync/errgroup"
)

// pages makes a site of n pages of 4 KiB, of which those below changed carry
// the version.
func pages(n, changed, version int) Produce {
	body := make([]byte, 4096)
	return func(_ context.Context, sink func(string, []byte) error) (bool, error) {
		var g errgroup.Group
		g.SetLimit(8)
		for i := range n {
			g.Go(func() error {
				b := append([]byte(nil), body...)
				copy(b, fmt.Sprint(i))
				if i < changed {
					copy(b[100:], fmt.Sprint(version))
				}
				return sink(fmt.Sprintf("%d/%d/index.html", i%100, i), b)
			})
		}
		if err := g.Wait(); err != nil {
			return false, err
		}
		return true, sink(manifestName, []byte(manifest))
	}
}

func BenchmarkPublish(b *testing.B) {
	const n = 10_000
	for name, changed := range map[string]int{"all new": n, "one changed": 1, "nothing changed": 0} {
		b.Run(name, func(b *testing.B) {
			dir := filepath.Join(b.TempDir(), "public")
			_, err := Publish(context.Background(), Options{Dir: dir}, pages(n, changed, -1))
			must(b, err)
			b.ReportAllocs()
			for version := 0; b.Loop(); version++ {
				_, err := Publish(context.Background(), Options{Dir: dir}, pages(n, changed, version))
				must(b, err)
			}
		})
	}
}
