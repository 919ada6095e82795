package serve

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/diag"
	"candor/internal/pipeline"
	"candor/internal/siteroot"
)

// theme is the smallest that shows what is tested.
var theme = fstest.MapFS{
	"layouts/page.html": {Data: []byte(`<html><head><title>{{.Title}}</title></head><body>{{with .Record}}{{.Body}}{{.Text "/summary"}}{{end}}<i>{{.Changed.Commit}}</i><link href="{{.Asset "style.css"}}"></body></html>`)},
	"layouts/list.html": {Data: []byte(`<html><body>{{range .List}}<a href="{{.URL}}">{{.Title}}</a>{{end}}</body></html>`)},
	"layouts/404.html":  {Data: []byte(`<html><body>Nothing here</body></html>`)},

	"layouts/index-of-everything.html": {Data: []byte(`<html><body>All</body></html>`)},
	"static/style.css":                 {Data: []byte("body { color: black }\n")},
}

var harbour = map[string]string{
	"site.toml":            "title = \"Harbour\"\nbase_url = \"https://harbour.example/below/\"\n",
	"schema/boat.json":     `{"title": "Boat", "properties": {"title": {"type": "string"}, "summary": {"type": "string"}, "status": {"type": "string", "enum": ["draft", "published"], "default": "published"}, "aliases": {"type": "array", "items": {"type": "string"}}}, "required": ["title"]}`,
	"content/boat/anna.md": "+++\ntitle = \"Anna\"\naliases = [\"/old/anna/\"]\n+++\nShe sails.\n",
	"content/boat/bo.md":   "+++\ntitle = \"Bo\"\nstatus = \"draft\"\n+++\nNot yet.\n",
}

// harness is a site in a folder and the server in front of it.
type harness struct {
	*testing.T
	dir string
	s   *Server
	h   http.Handler
}

func newHarness(t *testing.T, more map[string]string) *harness {
	t.Helper()
	h := &harness{T: t, dir: t.TempDir()}
	for _, files := range []map[string]string{harbour, more} {
		for name, text := range files {
			h.write(name, text)
		}
	}
	now := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)
	root, err := siteroot.Open(h.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	h.s = New(Config{Files: root.Files(), Theme: theme, Dir: h.dir, Real: root.Files().Real, Options: func() pipeline.Options { return pipeline.Options{BuildDate: now} }, Log: t.Logf})
	h.h = h.s.Handler()
	h.update(nil)
	t.Cleanup(h.s.Close)
	return h
}

func (h *harness) write(name, text string) {
	h.Helper()
	path := filepath.Join(h.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		h.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		h.Fatal(err)
	}
}

func (h *harness) update(changed []string) {
	h.Helper()
	if err := h.s.Update(context.Background(), changed); err != nil {
		h.Fatal(err)
	}
	h.s.Wait()
}

// edit writes a file and has the server take it in.
func (h *harness) edit(name, text string) {
	h.Helper()
	h.write(name, text)
	h.update([]string{name})
}

func (h *harness) remove(name string) {
	h.Helper()
	if err := os.RemoveAll(filepath.Join(h.dir, name)); err != nil {
		h.Fatal(err)
	}
	h.update([]string{name})
}

func (h *harness) get(path string) *http.Response {
	return h.ask(httptest.NewRequest(http.MethodGet, "http://localhost:1313"+path, nil))
}

func (h *harness) ask(r *http.Request) *http.Response {
	w := httptest.NewRecorder()
	h.h.ServeHTTP(w, r)
	return w.Result()
}

func body(r *http.Response) string {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// shows holds the answer to a path against a status and a part of its text.
func (h *harness) shows(path string, status int, part string) {
	h.Helper()
	r := h.get(path)
	if b := body(r); r.StatusCode != status || !strings.Contains(b, part) {
		h.Errorf("%s is %d, not %d with %q:\n%s", path, r.StatusCode, status, part, b)
	}
}

func (h *harness) problems() report {
	h.Helper()
	var out report
	if err := json.Unmarshal([]byte(body(h.get("/.candor/problems"))), &out); err != nil {
		h.Fatal(err)
	}
	return out
}

func TestPages(t *testing.T) {
	h := newHarness(t, map[string]string{"content/boat/eva/index.md": "+++\ntitle = \"Eva\"\n+++\n![Deck](deck.png)\n", "content/boat/eva/deck.png": "\x89PNG\r\n\x1a\n", "static/.well-known/security.txt": "Contact: x\n"})
	for _, test := range []struct {
		path   string
		status int
		kind   string
		part   string
	}{
		{"/below/", 200, "text/html; charset=utf-8", "<body>"},
		{"/below/boat/anna/", 200, "text/html; charset=utf-8", "She sails."},
		{"/below/boat/anna/index.html", 200, "text/html; charset=utf-8", "She sails."},
		{"/below/boat/eva/deck.png", 200, "image/png", "PNG"},
		{"/below/style.css", 200, "text/css; charset=utf-8", "black"},
		{"/below/.well-known/security.txt", 200, "text/plain; charset=utf-8", "Contact"},
		{"/below/sitemap.xml", 200, "application/xml; charset=utf-8", "harbour.example"},
		{"/below/boat/nobody/", 404, "text/html; charset=utf-8", "Nothing here"},
		{"/below/boat/bo/", 404, "text/html; charset=utf-8", "Nothing here"},
		{"/boat/anna/", 404, "text/html; charset=utf-8", "Nothing here"},
		{"/.candor/live.js", 200, "text/javascript; charset=utf-8", "EventSource"},
		{"/.candor/live.css", 200, "text/css; charset=utf-8", "candor-panel"},
		{"/.candor/panel.css", 200, "text/css; charset=utf-8", ":host"},
		{"/.candor/nothing", 404, "text/plain; charset=utf-8", ""},
	} {
		r := h.get(test.path)
		if b := body(r); r.StatusCode != test.status || r.Header.Get("Content-Type") != test.kind || !strings.Contains(b, test.part) {
			t.Errorf("%s: %d %s, not %d %s with %q\n%s", test.path, r.StatusCode, r.Header.Get("Content-Type"), test.status, test.kind, test.part, b)
		}
	}
	for from, to := range map[string]string{
		"/": "/below/", "/below": "/below/", "/below/boat/anna": "/below/boat/anna/", "/below/old/anna/": "/below/boat/anna/", "/below/old/anna": "/below/boat/anna/",
	} {
		if r := h.get(from); r.StatusCode != http.StatusFound || r.Header.Get("Location") != to {
			t.Errorf("%s leads to %q with %d, not to %s", from, r.Header.Get("Location"), r.StatusCode, to)
		}
	}
}

// What the published site sends is sent here too, but nothing is kept.
func TestHeaders(t *testing.T) {
	h := newHarness(t, nil)
	r := h.get("/below/boat/anna/")
	if p := r.Header.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'self'") || strings.Contains(p, "unsafe") {
		t.Errorf("the policy is %q", p)
	}
	if c := r.Header.Get("Cache-Control"); c != "no-store" {
		t.Errorf("may be kept: %q", c)
	}
	if s := r.Header.Get("Strict-Transport-Security"); s != "" {
		t.Errorf("sends %q without TLS", s)
	}
	b := body(r)
	if strings.Count(b, "<script") != 1 || !strings.Contains(b, `<script src="/.candor/live.js" data-page="`+r.Header.Get("X-Candor-Page")) || !strings.HasSuffix(b, "</body></html>") {
		t.Errorf("the script is not where it should be:\n%s", b)
	}
	head := h.ask(httptest.NewRequest(http.MethodHead, "http://localhost/below/boat/anna/", nil))
	if head.Header.Get("X-Candor-Page") != r.Header.Get("X-Candor-Page") || body(head) != "" {
		t.Error("HEAD is no GET without a body")
	}
}

// Only those who know that they talk to this machine are let in, and only to
// read.
func TestRefused(t *testing.T) {
	h := newHarness(t, nil)
	for host, want := range map[string]int{
		"localhost": 200, "localhost:1313": 200, "LOCALHOST:80": 200, "127.0.0.1:1313": 200, "[::1]:1313": 200, "localhost.": 200,
		"": 403, "evil.example": 403, "evil.example:1313": 403, "127.0.0.1.evil.example": 403, "localhost.evil.example": 403, "0.0.0.0:1313": 403, "192.168.1.2": 403,
	} {
		for _, path := range []string{"/below/", "/.candor/problems", "/.candor/live.js"} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Host = host
			if got := h.ask(r).StatusCode; got != want {
				t.Errorf("%s of %q: %d, not %d", path, host, got, want)
			}
		}
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions} {
		if got := h.ask(httptest.NewRequest(method, "http://localhost/below/", nil)).StatusCode; got != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, got)
		}
	}
	for _, test := range []struct {
		from, mode string
		want       int
	}{
		{"cross-site", "no-cors", 403}, {"cross-site", "cors", 403}, {"cross-site", "navigate", 200},
		{"same-site", "no-cors", 403}, {"same-site", "cors", 403}, {"same-site", "navigate", 200}, // another port of this machine
		{"same-origin", "cors", 200}, {"none", "navigate", 200}, {"", "", 200},
	} {
		for _, path := range []string{"/.candor/problems", "/below/boat/anna/"} {
			r := httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil)
			if test.from != "" {
				r.Header.Set("Sec-Fetch-Site", test.from)
				r.Header.Set("Sec-Fetch-Mode", test.mode)
			}
			res := h.ask(r)
			if got := res.StatusCode; got != test.want {
				t.Errorf("%s, %s of %s: %d, not %d", test.from, test.mode, path, got, test.want)
			}
			if h := res.Header; h.Get("Cross-Origin-Resource-Policy") != "same-origin" || h.Get("X-Frame-Options") != "DENY" || h.Get("Access-Control-Allow-Origin") != "" || test.want == 200 && h.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: others may read or keep it: %v", path, h)
			}
		}
	}
}

// After a mistake the last good page stays, with what is wrong; when it is
// mended the page is new and the list empty.
func TestMistakes(t *testing.T) {
	const name, page = "content/boat/anna.md", "/below/boat/anna/"
	good := harbour[name]
	for what, test := range map[string]struct{ file, text, id string }{
		"syntax":       {name, "+++\ntitle = \"Anna\n+++\nShe sank.\n", "toml-syntax"},
		"field":        {name, "+++\ntitel = \"Anna\"\n+++\nShe sank.\n", "unknown-field"},
		"unclosed":     {name, "+++\ntitle = \"Anna\"\nShe sank.\n", "front-matter-unclosed"},
		"layout":       {"layouts/page.html", "<body>{{.Titel}}</body>", "layout-failed"},
		"layout parse": {"layouts/page.html", "<body>{{if}}</body>", "layout-failed"},
		"schema":       {"schema/boat.json", "{", "schema-syntax"},
	} {
		t.Run(what, func(t *testing.T) {
			h := newHarness(t, nil)
			h.shows(page, 200, "She sails.")
			h.edit(test.file, test.text)
			h.shows(page, 200, "She sails.")
			r := h.problems()
			if len(r.Problems) == 0 || r.Problems[0].ID != test.id || r.Problems[0].Hint == "" || r.Problems[0].Place == nil || r.Problems[0].Place.File != test.file {
				t.Fatalf("says %+v", r.Problems)
			}
			if open := r.Problems[0].Place.Open; !strings.HasPrefix(open, "vscode://file/") || !strings.Contains(open, test.file+":") {
				t.Errorf("opens %q", open)
			}
			if before, ok := harbour[test.file]; ok {
				h.write(test.file, before)
			} else {
				h.remove(test.file)
			}
			h.write(name, strings.Replace(good, "sails", "rows", 1))
			h.update([]string{test.file, name})
			h.shows(page, 200, "She rows.")
			if r := h.problems(); len(r.Problems) > 0 || !r.Whole {
				t.Errorf("mended, and still says %+v", r.Problems)
			}
		})
	}
}

// A page that shows an image is another when the image is.
func TestImages(t *testing.T) {
	h := newHarness(t, map[string]string{"content/boat/eva/index.md": "+++\ntitle = \"Eva\"\n+++\n![Deck](deck.png)\n", "content/boat/eva/deck.png": "one", "static/logo.svg": "<svg/>"})
	last := ""
	for _, test := range []struct {
		name, text string
		another    bool
	}{
		{"content/boat/eva/deck.png", "two", true},
		{"static/logo.svg", "<svg></svg>", true},
		{"content/boat/anna.md", harbour["content/boat/anna.md"] + "More.\n", false},
		{"schema/boat.json", harbour["schema/boat.json"] + "\n", false},
	} {
		last = h.get("/below/boat/eva/").Header.Get("X-Candor-Page")
		h.edit(test.name, test.text)
		if now := h.get("/below/boat/eva/").Header.Get("X-Candor-Page"); (now != last) != test.another {
			t.Errorf("after a change of %s the page is %s, and was %s", test.name, now, last)
		}
	}
}

// What is added to a page leaves what is there as the site dresses it.
func TestOwnStyle(t *testing.T) {
	b, err := own.ReadFile("live.css")
	if err != nil {
		t.Fatal(err)
	}
	rules := regexp.MustCompile(`(?s)/\*.*?\*/|@media \w+ \{`).ReplaceAllString(string(b), "")
	selectors := regexp.MustCompile(`[^{}]+\{`).FindAllString(rules, -1)
	if len(selectors) == 0 {
		t.Error("there are no rules")
	}
	for _, s := range selectors {
		if !strings.Contains(s, "candor-") {
			t.Errorf("this rule is about any page: %s", strings.TrimSpace(s))
		}
	}
}

// A line is quoted around the place, however long it is.
func TestQuoted(t *testing.T) {
	long := strings.Repeat("ä", 200)
	for _, test := range []struct {
		text       string
		start, end int
		want       *quote
	}{
		{"\ttitle = \"x\"  \r", 9, 12, &quote{"title = ", "\"x\"", ""}},
		{"title = [\n]\n", 8, 11, &quote{"title = ", "[", ""}},
		{"title", 5, 5, &quote{"title", "", ""}},
		{"title \n", 6, 6, &quote{"title", "", ""}},
		{"a\xffb", 1, 2, &quote{"a", "\uFFFD", "b"}},
		{" ", 0, 1, nil},
		{long + "x" + long, len(long), len(long) + 1, &quote{"…" + long[:2*around], "x", long[:2*around] + "…"}},
		{"  " + long + long + long + "x", 2 + 3*len(long), 3 + 3*len(long), &quote{"…" + long[:2*around], "x", ""}},
	} {
		e, ok := new(diag.Reader).Excerpt(diag.NewSource("a.toml", []byte(test.text), nil).At(test.start, test.end))
		got := quoted(e)
		if !ok || (got == nil) != (test.want == nil) || got != nil && *got != *test.want {
			t.Errorf("%q from %d to %d is quoted as %q, not %q", test.text, test.start, test.end, got, test.want)
		}
	}
}

// A page that was never good says why, and that the rest is served.
func TestNeverGood(t *testing.T) {
	h := newHarness(t, map[string]string{"schema/boat.json": "{"})
	h.shows("/below/boat/anna/", http.StatusNotFound, "schema-syntax")
	h.edit("schema/boat.json", harbour["schema/boat.json"])
	h.shows("/below/boat/anna/", 200, "She sails.")
	h.edit("layouts/boat/page.html", "{{.Titel}}")
	h.s.good = goodPages{}
	h.shows("/below/boat/anna/", http.StatusInternalServerError, "layout-failed")
	h.shows("/below/boat/", 200, "Anna")
}

// What templates make beside pages is served as the host does, and never
// wrongly.
func TestExports(t *testing.T) {
	const twin = "/below/boat/anna/record.json"
	h := newHarness(t, map[string]string{"layouts/record.json": `{"title": {{json .Title}}}`, "layouts/boat/boat.ics": `BEGIN:VCALENDAR`})
	h.shows(twin, 200, "{\n \"title\": \"Anna\"\n}\n")
	if got := h.get(twin).Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Errorf("it is sent as %s", got)
	}
	h.shows("/below/boat/anna/boat.ics", http.StatusInternalServerError, "export-invalid")
	h.edit("content/boat/anna.md", "+++\ntitle = \"Ada\"\n+++\n")
	h.shows(twin, 200, "Ada")
	for _, bad := range []string{`{"title": {{.Title}}}`, `{{.Titel}}`, `{{if}}`} {
		h.edit("layouts/record.json", bad)
		h.shows(twin, http.StatusInternalServerError, "layouts/record.json")
	}
	h.remove("layouts/record.json")
	h.shows(twin, 404, "Nothing here")
}

func TestHeadersMatch(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"/*", "/a/", true}, {"/below/*", "/a", false}, {"/a.css", "/a.css", true}, {"/a.css", "/a.css.map", false},
		{"/*.ics", "/a/b.ics", true}, {"/*.ics", "/a/b.json", false}, {"/below/*.ics", "/below.ics", false},
	} {
		if got := (header{pattern: c.pattern}).matches(c.path); got != c.want {
			t.Errorf("%s for %s: %t", c.pattern, c.path, got)
		}
	}
}

// What is gone is gone, at once, however it went.
func TestGone(t *testing.T) {
	h := newHarness(t, nil)
	h.shows("/below/boat/anna/", 200, "She sails.")
	h.shows("/below/boat/", 200, "Anna")
	if err := os.Rename(filepath.Join(h.dir, "content/boat/anna.md"), filepath.Join(h.dir, "content/boat/ada.md")); err != nil {
		t.Fatal(err)
	}
	h.update([]string{"content/boat/anna.md", "content/boat/ada.md"})
	h.shows("/below/boat/anna/", 404, "Nothing here")
	h.shows("/below/boat/ada/", 200, "She sails.")
	h.edit("content/boat/ada.md", "+++\ntitle = \"Ada\"\nstatus = \"draft\"\n+++\n")
	h.shows("/below/boat/ada/", 404, "Nothing here")
	h.remove("content/boat/ada.md")
	h.edit("content/boat/eva.md", "+++\ntitle = \"Eva\"\n+++\n")
	h.shows("/below/boat/", 200, "Eva")
	h.remove("content/boat")
	h.shows("/below/boat/eva/", 404, "Nothing here")
	h.shows("/below/boat/", 404, "Nothing here")
}

// A page that is asked for between a change and its being taken in waits for
// what the file says now.
func TestBetween(t *testing.T) {
	h := newHarness(t, nil)
	h.write("content/boat/anna.md", "+++\ntitle = \"Anna\"\n+++\nShe rows.\n")
	h.s.memo = pipeline.NewMemo() // no parsed text is left of what was read
	h.update(nil)
	h.write("content/boat/anna.md", "+++\ntitle = \"Anna\"\n+++\nShe drifts.\n")
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = h.s.Update(context.Background(), []string{"content/boat/anna.md"})
	}()
	if b := body(h.get("/below/boat/anna/")); !strings.Contains(b, "She drifts.") && !strings.Contains(b, "She rows.") {
		t.Errorf("shows neither the old nor the new:\n%s", b)
	}
	<-done
	h.s.Wait()
	h.shows("/below/boat/anna/", 200, "She drifts.")
}

func TestGoodPagesAreFew(t *testing.T) {
	var g goodPages
	for i := range 3 * mostGood {
		g.put(strings.Repeat("x", i), &pipeline.Page{HTML: []byte("x")})
		g.put("kept", &pipeline.Page{HTML: []byte("kept")})
	}
	if len(g.byPath) != mostGood || g.recent.Len() != mostGood {
		t.Errorf("%d and %d pages are remembered", len(g.byPath), g.recent.Len())
	}
	if p, ok := g.get("kept"); !ok || string(p.html) != "kept" {
		t.Error("the page that was opened last is forgotten")
	}
}
