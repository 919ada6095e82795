package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// A site of some hundred pages would spend a sixth of its time collecting
// garbage, for the sake of memory that it has never used. So the heap may grow
// to a size that every machine has before it is collected, though not to more
// than four times what is in use; a large one grows by three quarters.
const (
	roomyHeap   = 160 << 20 // bytes
	easyGrowth  = 300       // percent of what is in use
	leastGrowth = 75
)

// spareCollections sets how far the heap may grow by what is in use of it, now and
// after each collection.
func spareCollections() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(growth(live[0].Value.Uint64()))
	runtime.SetFinalizer(&collected{}, func(*collected) { spareCollections() })
}

// collected is an object that nobody holds: the next collection finds it.
type collected struct{ _ [4]*byte }

// growth returns by how many percent a heap may grow of which so many bytes are
// in use.
func growth(live uint64) int {
	room := int(100*roomyHeap/max(live, 1<<20)) - 100
	return min(max(room, leastGrowth), easyGrowth)
}
