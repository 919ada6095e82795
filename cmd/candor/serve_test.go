package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// serve shows the site until it is told to end, follows changes, and writes
// nothing into the site.
func TestServe(t *testing.T) {
	dir := copySite(t)
	before := listing(t, dir)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, stdout := io.Pipe()
	var stderr bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"-C", dir, "serve", "-p", "0", "-D"}, stdout, &stderr)
		_ = stdout.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err, <-code, stderr.String())
	}
	address := strings.TrimSpace(line)
	if !strings.HasPrefix(address, "http://localhost:") || !strings.HasSuffix(address, "/") {
		t.Errorf("the address is %q", address)
	}
	if b := fetch(t, address); !strings.Contains(b, "A site to measure") || !strings.Contains(b, "/.candor/live.js") {
		t.Errorf("the front page is\n%s", b)
	}
	draft := filepath.Join(dir, "content", "parta", "new.md")
	if err := os.WriteFile(draft, []byte("+++\ntitle = \"New\"\npublished = 2023-01-01\nlevel = \"low\"\n+++\nJust written.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); !strings.Contains(fetch(t, address+"parta/new/"), "Just written."); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a new file is never seen")
		}
	}
	if err := os.Remove(draft); err != nil {
		t.Fatal(err)
	}
	stop()
	select {
	case got := <-code:
		if got != exitFine {
			t.Errorf("ends with %d: %s", got, stderr.String())
		}
	case <-time.After(10 * time.Second):
		t.Fatal("does not end")
	}
	if !strings.Contains(stderr.String(), "ready after") {
		t.Errorf("says %q", stderr.String())
	}
	if after := listing(t, dir); after != before {
		t.Errorf("the site's folder is another:\n%s\nnot\n%s", after, before)
	}
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
		names = append(names, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, "\n")
}
