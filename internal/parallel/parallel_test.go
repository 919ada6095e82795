package parallel

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		calls := make([]atomic.Int64, n)
		if err := Each(t.Context(), n, func(i int) error { calls[i].Add(1); return nil }); err != nil {
			t.Fatal(err)
		}
		for i := range calls {
			if got := calls[i].Load(); got != 1 {
				t.Errorf("of %d, %d was called %d times", n, i, got)
			}
		}
	}
}

// After an error there are no more calls than goroutines had begun.
func TestEachStops(t *testing.T) {
	broken := errors.New("broken")
	var calls atomic.Int64
	err := Each(t.Context(), 1_000_000, func(i int) error {
		calls.Add(1)
		return broken
	})
	if !errors.Is(err, broken) || calls.Load() == 1_000_000 {
		t.Errorf("%d calls and %v", calls.Load(), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Each(ctx, 1_000_000, func(int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context the error is %v", err)
	}
}
