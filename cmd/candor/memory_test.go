package main

import "testing"

func TestGrowth(t *testing.T) {
	for _, c := range []struct {
		live uint64 // MiB
		want int
	}{
		{0, easyGrowth}, {40, easyGrowth}, {64, 150}, {80, 100}, {100, leastGrowth}, {1000, leastGrowth},
	} {
		if got := growth(c.live << 20); got != c.want {
			t.Errorf("with %d MiB in use the heap grows by %d percent, want %d", c.live, got, c.want)
		}
	}
}
