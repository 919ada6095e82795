package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// feed tells the open pages what happens, by server-sent events: "changed" when
// the site is another, with the number of the change, and "problems" when what
// is wrong is known.
type feed struct {
	mu      sync.Mutex
	version int
	records []problem
	pages   []problem
	whole   bool // all pages have been looked at since the last change
	wake    map[chan struct{}]bool
}

func newFeed() *feed { return &feed{wake: map[chan struct{}]bool{}} }

// report is what is wrong, as far as it is known.
type report struct {
	Version  int       `json:"version"`
	Whole    bool      `json:"whole"`
	Problems []problem `json:"problems"`
}

func (f *feed) changed() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.version++
	f.whole = false
	f.ring()
}

// tell replaces what is wrong. What pages show is known later than the rest,
// and what was known of them before stands until then.
func (f *feed) tell(records, pages []problem, whole bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.records = records
	if f.whole = whole; whole {
		f.pages = pages
	}
	f.ring()
}

// ring wakes all listeners; one that is awake already will look again.
func (f *feed) ring() {
	for c := range f.wake {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

func (f *feed) report() report {
	f.mu.Lock()
	defer f.mu.Unlock()
	return report{f.version, f.whole, append(append([]problem{}, f.records...), f.pages...)}
}

// beat is how often a silent connection is written to, so that a browser that
// is gone is noticed.
const beat = 20 * time.Second

// ServeHTTP implements http.Handler: one connection that stays open.
func (f *feed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	wake := make(chan struct{}, 1)
	f.mu.Lock()
	f.wake[wake] = true
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.wake, wake)
	}()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	control := http.NewResponseController(w)
	for {
		if err := f.send(w); err != nil {
			return
		}
		if err := control.Flush(); err != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-wake:
		case <-time.After(beat):
		}
	}
}

// send writes the whole state: a listener that has missed something needs
// nothing else.
func (f *feed) send(w http.ResponseWriter) error {
	state := f.report()
	b, err := json.Marshal(state)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "retry: 500\nevent: changed\ndata: %d\n\nevent: problems\ndata: %s\n\n", state.Version, b)
	return err
}
