package serve

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// running is a harness whose server watches and listens.
func running(t *testing.T) (h *harness, base string) {
	t.Helper()
	h = newHarness(t, nil)
	return h, h.run()
}

// run has the server watch and listen.
func (h *harness) run() (base string) {
	h.Helper()
	t := h.T
	listeners, port, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- h.s.Run(ctx, listeners, func() { close(ready) }) }()
	select {
	case <-ready:
	case err := <-done:
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return fmt.Sprintf("http://localhost:%d/below", port)
}

// becomes asks for a page until it is as wanted.
func becomes(t *testing.T, url string, status int, part string) {
	t.Helper()
	var last string
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		r, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		last = fmt.Sprint(r.StatusCode, " ", body(r))
		_ = r.Body.Close()
		if r.StatusCode == status && strings.Contains(last, part) {
			return
		}
	}
	t.Fatalf("%s never became %d with %q; it is\n%s", url, status, part, last)
}

// Whatever happens to the files is seen: editors save in many ways.
func TestWatching(t *testing.T) {
	h, base := running(t)
	anna := filepath.Join(h.dir, "content", "boat", "anna.md")
	text := func(s string) string { return strings.Replace(harbour["content/boat/anna.md"], "sails", s, 1) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	becomes(t, base+"/boat/anna/", 200, "She sails.")
	h.write("content/boat/anna.md", text("rows"))
	becomes(t, base+"/boat/anna/", 200, "She rows.")

	h.write("content/boat/.anna.md.tmp", text("drifts")) // written beside, then moved into place
	must(os.Rename(filepath.Join(h.dir, "content/boat/.anna.md.tmp"), anna))
	becomes(t, base+"/boat/anna/", 200, "She drifts.")

	must(os.Rename(anna, anna+"~")) // the old one kept, as vim does
	h.write("content/boat/anna.md", text("lands"))
	becomes(t, base+"/boat/anna/", 200, "She lands.")

	must(os.Rename(anna, filepath.Join(h.dir, "content/boat/ada.md")))
	becomes(t, base+"/boat/anna/", 404, "")
	becomes(t, base+"/boat/ada/", 200, "She lands.")
	must(os.Remove(filepath.Join(h.dir, "content/boat/ada.md")))
	becomes(t, base+"/boat/ada/", 404, "")

	h.write("content/boat/eva/index.md", "+++\ntitle = \"Eva\"\n+++\nNew.\n") // a new folder
	becomes(t, base+"/boat/eva/", 200, "New.")
	h.write("content/boat/eva/index.md", "+++\ntitle = \"Eva\"\n+++\nNewer.\n")
	becomes(t, base+"/boat/eva/", 200, "Newer.")
	must(os.Rename(filepath.Join(h.dir, "content/boat/eva"), filepath.Join(h.dir, "content/boat/iva"))) // moved
	becomes(t, base+"/boat/iva/", 200, "Newer.")
	becomes(t, base+"/boat/eva/", 404, "")
	h.write("content/boat/iva/index.md", "+++\ntitle = \"Eva\"\n+++\nNewest.\n")
	becomes(t, base+"/boat/iva/", 200, "Newest.")
	must(os.RemoveAll(filepath.Join(h.dir, "content/boat/iva")))
	becomes(t, base+"/boat/iva/", 404, "")
}

// Layouts, styles, rules, types and site.toml are watched too, when their
// folders come later as well.
func TestWatchingTheRest(t *testing.T) {
	h, base := running(t)
	becomes(t, base+"/boat/anna/", 200, "<title>Anna")
	h.write("layouts/boat/page.html", "<title>Boat {{.Title}} {{.Asset \"style.css\"}}</title>")
	becomes(t, base+"/boat/anna/", 200, "<title>Boat Anna")
	h.write("static/style.css", "body { color: red }\n")
	becomes(t, base+"/style.css", 200, "red")
	h.write("schema/rules/boat-idle.md", "+++\ntitle = \"Idle boats\"\nfor = \"boat\"\nexpr = \"self.title != 'Anna'\"\nmessage = \"{self.title} is idle\"\n+++\n")
	becomes(t, strings.TrimSuffix(base, "/below")+"/.candor/problems", 200, "Anna is idle")
	if err := os.RemoveAll(filepath.Join(h.dir, "schema/rules")); err != nil {
		t.Fatal(err)
	}
	becomes(t, strings.TrimSuffix(base, "/below")+"/.candor/problems", 200, `"whole":true,"problems":[]`)
	h.write("schema/boat.json", strings.Replace(harbour["schema/boat.json"], `"properties": {`, `"x-url": "/ships/{id}/", "properties": {`, 1))
	becomes(t, base+"/ships/anna/", 200, "Boat Anna")
	h.write("site.toml", strings.Replace(harbour["site.toml"], "/below/", "/above/", 1))
	becomes(t, strings.Replace(base, "/below", "/above", 1)+"/ships/anna/", 200, "Boat Anna")
}

func TestIgnored(t *testing.T) {
	for name, want := range map[string]bool{
		"anna.md": false, ".anna.md.swp": true, "anna.md~": true, "#anna.md#": true, "4913": true, ".git": true, ".well-known": false, "_index.md": false, "x.swp": true,
	} {
		if ignored(name) != want {
			t.Errorf("%s is ignored: %v", name, !want)
		}
	}
}

// A burst is taken in when it is quiet, and never waits for ever.
func TestBurst(t *testing.T) {
	var b burst
	start := time.Now()
	b.add("a")
	b.add("b")
	b.add("a")
	if rest := b.rest(start); rest != quiet {
		t.Errorf("waits %v at first", rest)
	}
	if rest := b.rest(start.Add(longest - time.Millisecond)); rest != time.Millisecond {
		t.Errorf("waits %v near the end", rest)
	}
	if rest := b.rest(start.Add(time.Minute)); rest != 0 {
		t.Errorf("waits %v after a minute", rest)
	}
	if paths, any := b.take(); !any || !slices.Equal(paths, []string{"a", "b"}) {
		t.Errorf("takes %v", paths)
	}
	if _, any := b.take(); any {
		t.Error("takes what is taken")
	}
	b.add("a")
	b.all = true
	if paths, any := b.take(); !any || paths != nil {
		t.Errorf("takes %v where all may have changed", paths)
	}
}

// A busy port moves on to the next, and nothing but the loopback listens.
func TestListen(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	port := busy.Addr().(*net.TCPAddr).Port
	listeners, got, err := Listen(port)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = closeAll(listeners) }()
	if got <= port {
		t.Errorf("port %d is busy, and %d was taken", port, got)
	}
	for _, l := range listeners {
		if a := l.Addr().(*net.TCPAddr); !a.IP.IsLoopback() || a.Port != got {
			t.Errorf("listens on %s", a)
		}
	}
}
