package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// listen returns what the events of a server say, as they come.
func listen(t *testing.T, url string) <-chan report {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/.candor/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); _ = answer.Body.Close() })
	if k := answer.Header.Get("Content-Type"); !strings.HasPrefix(k, "text/event-stream") {
		t.Fatalf("events are %q", k)
	}
	out := make(chan report, 100)
	go func() {
		defer close(out)
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: {"); ok {
				var state report
				if json.Unmarshal([]byte("{"+data), &state) == nil {
					out <- state
				}
			}
		}
	}()
	return out
}

// until waits for a report.
func until(t *testing.T, events <-chan report, what string, is func(report) bool) report {
	t.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case r, ok := <-events:
			if !ok {
				t.Fatalf("the events ended before %s", what)
			}
			if is(r) {
				return r
			}
		case <-late:
			t.Fatalf("never heard of %s", what)
		}
	}
}

// Whoever listens hears of each change, of what is wrong, and that it is mended.
func TestEvents(t *testing.T) {
	h := newHarness(t, nil)
	server := httptest.NewServer(h.h)
	t.Cleanup(server.Close)
	url := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	events := listen(t, url)
	first := until(t, events, "the beginning", func(report) bool { return true })
	if len(first.Problems) > 0 {
		t.Errorf("says %+v", first.Problems)
	}
	h.edit("content/boat/anna.md", "+++\ntitle = \"Anna\n+++\n")
	bad := until(t, events, "the mistake", func(r report) bool { return r.Whole && len(r.Problems) > 0 })
	if text := bad.Problems[0].Place.Text; bad.Version <= first.Version || text == nil || *text != (quote{"title = ", `"Anna`, ""}) {
		t.Errorf("says %+v", bad)
	}
	h.edit("content/boat/anna.md", harbour["content/boat/anna.md"])
	until(t, events, "its end", func(r report) bool { return r.Whole && len(r.Problems) == 0 && r.Version > bad.Version })
	late := listen(t, url)
	until(t, late, "the state, having come late", func(r report) bool { return r.Version > bad.Version })
}
