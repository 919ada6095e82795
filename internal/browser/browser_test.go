package browser

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	candor "candor"
	"candor/internal/content"
	"candor/internal/outside"
	"candor/internal/pipeline"
)

// committed is the last commit of any file, so that the tests need no git.
func committed(string) (content.Commit, bool) {
	hash := strings.Repeat("c0ffee12", 5)
	return content.Commit{Hash: hash, Short: hash[:10], When: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)}, true
}

// site is this repository's own site as it is published.
var site = sync.OnceValues(func() (map[string][]byte, error) {
	out, _, err := pipeline.Build(context.Background(), pipeline.Input{
		Files: os.DirFS("../.."), Theme: candor.Theme, History: content.NewHistory(committed),
		Options: pipeline.Options{BuildDate: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Version: "test"},
	})
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	var mu sync.Mutex
	_, err = out.Render(context.Background(), func(name string, b []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files[name] = bytes.Clone(b)
		return nil
	})
	return files, err
})

func files(t *testing.T) map[string][]byte {
	t.Helper()
	f, err := site()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// serve answers as the host does: with the headers that the site asks for.
func serve(t *testing.T) string {
	t.Helper()
	pages := files(t)
	headers := headersFor(string(pages["_headers"]))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range headers {
			w.Header().Set(h[0], h[1])
		}
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		b, ok := pages[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "image/png") && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			w.Header().Set("Content-Encoding", "gzip")
			b = packed(t, b)
		}
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(b))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// headersFor reads what _headers says of every path.
func headersFor(text string) [][2]string {
	var out [][2]string
	block, _, _ := strings.Cut(strings.TrimPrefix(text, "/*\n"), "\n/")
	for _, line := range strings.Split(block, "\n") {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && name != "Strict-Transport-Security" {
			out = append(out, [2]string{name, value})
		}
	}
	return out
}

// htmlPages returns the paths of all pages as readers ask for them.
func htmlPages(t *testing.T) []string {
	t.Helper()
	var out []string
	for name := range files(t) {
		if strings.HasSuffix(name, ".html") {
			out = append(out, "/"+strings.TrimSuffix(name, "index.html"))
		}
	}
	slices.Sort(out)
	return out
}

// sample returns the front page, all lists, and of every folder its longest
// page; CANDOR_BROWSER=all returns everything.
func sample(t *testing.T) []string {
	t.Helper()
	all := htmlPages(t)
	if thorough() {
		return all
	}
	longest := map[string]string{}
	var out []string
	for _, p := range all {
		dir := path.Dir(strings.TrimSuffix(p, "/"))
		switch {
		case dir == "/":
			out = append(out, p)
		case longest[dir] == "" || size(t, p) > size(t, longest[dir]):
			longest[dir] = p
		}
	}
	for _, p := range longest {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// thorough is for a run by hand.
func thorough() bool { return os.Getenv("CANDOR_BROWSER") == "all" }

func size(t *testing.T, page string) int { return len(files(t)[file(page)]) }

func file(page string) string {
	name := strings.TrimPrefix(page, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}

// TestBrowser opens every kind of page as different readers do.
func TestBrowser(t *testing.T) {
	t.Parallel()
	script(t, "run.mjs", map[string]any{"base": serve(t), "pages": sample(t), "thorough": thorough(), "probe": probe})
}

// chromium is the browser, wherever it is and whatever it is called.
func chromium(t *testing.T) string {
	t.Helper()
	return outside.Need(t, "chromium", "chromium-browser", "google-chrome")
}

// script runs a script of this folder, which is told its job and where Chromium
// is, and tells what is wrong.
func script(t *testing.T, name string, job map[string]any) {
	t.Helper()
	node := outside.Need(t, "node")
	job["chromium"] = chromium(t)
	outside.Modules(t)
	text, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(node, name)
	c.Stdin = bytes.NewReader(text)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	report(t, out)
}

// probe is what hand.mjs looks up in this site.
var probe = map[string]any{
	"search": map[string]any{"question": "black thursday", "answer": "/black-thursday"},
	"filter": map[string]any{"path": "/assets/", "text": "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B", "rows": 1},
	"reckon": map[string]any{"path": "/programs/makerdao-immunefi/", "figures": []string{"2,500,000", "$2.5m", "2 500 k"}, "amount": "250,000", "none": []string{"-2500000", "2.500.000", "1e6", "ten"}},
}

// report fails the test for everything that the run told, at most forty lines
// of it, and when the run did not come to its end.
func report(t *testing.T, out []byte) {
	t.Helper()
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	done, told := false, 0
	for lines.Scan() {
		var l struct {
			Page, How, What string
			Done            bool
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatalf("%v in %s", err, lines.Bytes())
		}
		if l.Done {
			done = true
			continue
		}
		if told++; told <= 40 {
			t.Errorf("%s (%s): %s", l.Page, l.How, l.What)
		}
	}
	if told > 40 {
		t.Errorf("and %d more", told-40)
	}
	if !done {
		t.Error("the run did not come to its end")
	}
}

// TestHTML holds every page against the HTML standard.
func TestHTML(t *testing.T) {
	t.Parallel()
	java, modules := outside.Need(t, "java"), outside.Modules(t)
	dir := t.TempDir()
	for name, b := range files(t) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	jar := filepath.Join(modules, "vnu-jar", "build", "dist", "vnu.jar")
	out, err := exec.Command(java, "-Xss16m", "-jar", jar, "--errors-only", "--format", "gnu", dir).CombinedOutput()
	if len(out) > 0 || err != nil {
		text := strings.ReplaceAll(string(out), dir, "")
		t.Errorf("%v\n%s", err, text[:min(len(text), 6000)])
	}
}

// weights of a page, compressed, with all it asks for.
const (
	plainWeight = 25 << 10
	worstWeight = 80 << 10
	maxRequests = 4
)

var asked = regexp.MustCompile(`<(?:link[^>]+rel="(?:stylesheet|icon)"[^>]+href|script[^>]+src|img[^>]+src)="([^"]+)"`)

// TestWeight holds every page to what a phone on a slow line can bear.
func TestWeight(t *testing.T) {
	t.Parallel()
	heavy := 0
	for _, p := range htmlPages(t) {
		total := zipped(t, files(t)[file(p)])
		requests := 1
		for _, m := range asked.FindAllSubmatch(files(t)[file(p)], -1) {
			requests++
			total += zipped(t, files(t)[strings.TrimPrefix(string(m[1]), "/")])
		}
		if total > plainWeight {
			heavy++
		}
		if total > worstWeight || requests > maxRequests {
			t.Errorf("%s costs %d bytes in %d requests", p, total, requests)
		}
	}
	if all := len(htmlPages(t)); heavy*20 > all {
		t.Errorf("%d of %d pages cost more than %d bytes", heavy, all, plainWeight)
	}
}

func zipped(t *testing.T, b []byte) int {
	t.Helper()
	return len(packed(t, b))
}

func packed(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
