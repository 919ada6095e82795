package main

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A site of some hundred pages spends a sixth of its time collecting garbage,
// for the sake of memory that it would not have used. So the heap may grow
// fourfold between two collections as long as it is small.
const (
	smallHeap   = 96 << 20 // bytes
	easyGrowth  = 300      // percent
	usualGrowth = 100
)

// spareCollections collects rarely until the heap is no longer small.
func spareCollections() {
	debug.SetGCPercent(easyGrowth)
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for range time.Tick(10 * time.Millisecond) {
		if metrics.Read(heap); heap[0].Value.Uint64() > smallHeap {
			debug.SetGCPercent(usualGrowth)
			return
		}
	}
}
