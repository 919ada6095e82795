package serve

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"
	"time"

	"candor/internal/diag"
	"candor/internal/export"
	"candor/internal/pipeline"
)

// own is what stands below /.candor/: the script and the style of the panel.
//
//go:embed live.js live.css panel.css
var own embed.FS

const ownRoot = "/.candor/"

// Handler returns what answers requests.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(ownRoot+"events", s.feed)
	mux.HandleFunc(ownRoot+"problems", s.serveProblems)
	mux.Handle(ownRoot, http.StripPrefix(ownRoot, fresh(http.FileServerFS(own))))
	mux.HandleFunc("/", s.serveSite)
	return loopback(mux)
}

// loopback lets only those in who know that they talk to this machine, and only
// to read. A page of another site can make a browser ask for 127.0.0.1, but not
// under that name.
func loopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
		w.Header().Set("X-Frame-Options", "DENY") // a page around the panel would make its reader open files
		switch {
		case !localHost(r.Host):
			http.Error(w, "this server answers to localhost only", http.StatusForbidden)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "this server is read only", http.StatusMethodNotAllowed)
		case elsewhere(r):
			http.Error(w, "another site may not read this one", http.StatusForbidden)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func localHost(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	switch strings.ToLower(strings.TrimSuffix(host, ".")) {
	case "localhost", "127.0.0.1", "::1", "[::1]":
		return true
	}
	return false
}

// elsewhere says that a page of another site asks, other than by a link that
// somebody follows. Another port of this machine is another site, although the
// browser calls it the same.
func elsewhere(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return r.Header.Get("Sec-Fetch-Mode") != "navigate"
	}
	return false
}

func fresh(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

func (s *Server) serveProblems(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(s.feed.report()) // whoever asked has gone
}

// patience is how long a request waits for a change to be taken in that it has
// seen half of.
const patience = 2 * time.Second

// serveSite answers for the site itself.
func (s *Server) serveSite(w http.ResponseWriter, r *http.Request) {
	for tries := 0; ; tries++ {
		v := s.now.Load()
		if v.out == nil {
			s.serveFailure(w, r, http.StatusServiceUnavailable, "the site is not ready yet")
			return
		}
		err := s.serveView(w, r, v)
		if err == nil {
			s.once.Do(s.wasOpened)
			return
		}
		// A file that is another than when it was read will be read again.
		if stale := errors.Is(err, diag.ErrChanged) || errors.Is(err, fs.ErrNotExist); !stale || tries > 0 || !wait(r, v.next) {
			s.config.Log("%s: %v", r.URL.Path, err)
			s.serveFailure(w, r, http.StatusInternalServerError, err.Error())
			return
		}
	}
}

func (s *Server) wasOpened() {
	if s.opened != nil {
		close(s.opened)
	}
}

func wait(r *http.Request, next <-chan struct{}) bool {
	select {
	case <-next:
		return true
	case <-r.Context().Done():
	case <-time.After(patience):
	}
	return false
}

// serveView answers from one view of the site.
func (s *Server) serveView(w http.ResponseWriter, r *http.Request, v *view) error {
	if to, ok := v.redirects[strings.TrimSuffix(r.URL.EscapedPath(), "/")]; ok {
		http.Redirect(w, r, to, http.StatusFound)
		return nil
	}
	name, ok := strings.CutPrefix(r.URL.Path, v.out.Base())
	if !ok {
		if r.URL.Path == "/" || r.URL.Path+"/" == v.out.Base() {
			http.Redirect(w, r, v.out.Base(), http.StatusFound)
			return nil
		}
		return s.serveMissing(w, r, v)
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if path.Ext(name) == ".html" {
		return s.servePage(w, r, v, name)
	}
	if p, err := v.out.Page(name); p != nil || err != nil {
		return s.serveExport(w, r, v, name, p, err)
	}
	b, err := fs.ReadFile(v.out, name)
	if errors.Is(err, fs.ErrNotExist) && !isPath(err, name) {
		return err // its source has gone
	}
	if errors.Is(err, fs.ErrNotExist) {
		return s.serveFolder(w, r, v, name)
	}
	if err != nil {
		return err
	}
	v.setHeaders(w.Header(), r.URL.Path)
	send(w, r, http.StatusOK, contentType(name, b), b)
	return nil
}

// serveExport sends what a template has made beside a page.
func (s *Server) serveExport(w http.ResponseWriter, r *http.Request, v *view, name string, p *pipeline.Page, err error) error {
	switch {
	case err != nil:
		return err
	case p.Failed:
		s.serveFailure(w, r, http.StatusInternalServerError, "the template of this file could not be followed to its end, or makes what its name does not say")
	default:
		v.setHeaders(w.Header(), r.URL.Path)
		send(w, r, http.StatusOK, contentType(name, p.HTML), p.HTML)
	}
	return nil
}

// isPath says that an error is about a path of the output, not of its source.
func isPath(err error, name string) bool {
	var p *fs.PathError
	return errors.As(err, &p) && p.Path == name
}

// serveFolder leads to the page of a path that lacks its last slash.
func (s *Server) serveFolder(w http.ResponseWriter, r *http.Request, v *view, name string) error {
	p, err := v.out.Page(name + "/index.html")
	if err != nil {
		return err
	}
	if p == nil {
		return s.serveMissing(w, r, v)
	}
	http.Redirect(w, r, r.URL.EscapedPath()+"/", http.StatusFound)
	return nil
}

// servePage sends a page, or its last good form where a mistake spoils it.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request, v *view, name string) error {
	p, err := v.out.Page(name)
	if err != nil {
		return err
	}
	if p != nil && !p.Failed && !p.Doubtful {
		s.good.put(name, p)
		s.sendPage(w, r, v, http.StatusOK, p.HTML, false)
		return nil
	}
	if old, ok := s.good.get(name); ok && (p != nil || v.out.Doubtful(old.key)) {
		s.sendPage(w, r, v, http.StatusOK, old.html, true)
		return nil
	}
	switch {
	case p == nil:
		return s.serveMissing(w, r, v)
	case p.Failed:
		s.serveFailure(w, r, http.StatusInternalServerError, "the layout of this page could not be followed to its end")
		return nil
	}
	s.sendPage(w, r, v, http.StatusOK, p.HTML, true)
	return nil
}

// serveMissing sends the site's own page for what is not there.
func (s *Server) serveMissing(w http.ResponseWriter, r *http.Request, v *view) error {
	p, err := v.out.Page("404.html")
	if err != nil {
		return err
	}
	if p == nil || p.Failed {
		s.serveFailure(w, r, http.StatusNotFound, "there is no page "+r.URL.Path)
		return nil
	}
	s.sendPage(w, r, v, http.StatusNotFound, p.HTML, false)
	return nil
}

// sendPage sends a page with the script that keeps it fresh. It is told apart by
// its bytes and by the images and other files that it may show. Old says that it
// is not as the files are.
func (s *Server) sendPage(w http.ResponseWriter, r *http.Request, v *view, status int, page []byte, old bool) {
	sum := fmt.Sprintf("%s-%d", diag.HashOf(page).String()[:16], v.copies)
	v.setHeaders(w.Header(), r.URL.Path)
	w.Header().Set("X-Candor-Page", sum)
	if old {
		w.Header().Set("X-Candor-Old", "true")
	}
	send(w, r, status, "text/html; charset=utf-8", inject(page, sum, old))
}

// inject adds the script in front of the end of the body. It is a file of its
// own, so that the policy of the site need not allow more than the public site.
func inject(page []byte, sum string, old bool) []byte {
	tag := fmt.Sprintf(`<script src="%slive.js" data-page="%s" data-old="%t" defer></script>`, ownRoot, sum, old)
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	return append(append(append(out, page[:at]...), tag...), page[at:]...)
}

// failurePage is a page that says why there is none, and what is wrong.
func failurePage(why, sum string, problems []problem) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>This page cannot be shown</title>
<link rel="stylesheet" href="%slive.css"></head>
<body class="candor-failure"><h1>This page cannot be shown</h1><p>%s</p>
`, ownRoot, html.EscapeString(why))
	for _, p := range problems {
		fmt.Fprintf(&b, "<p><strong>%s[%s]</strong> %s", p.Severity, p.ID, html.EscapeString(p.Message))
		if p.Place != nil {
			fmt.Fprintf(&b, "<br>%s:%d:%d", html.EscapeString(p.Place.File), p.Place.Line, p.Place.Column)
		}
		if p.Hint != "" {
			fmt.Fprintf(&b, "<br>%s", html.EscapeString(p.Hint))
		}
		b.WriteString("</p>\n")
	}
	b.WriteString("</body></html>\n")
	return inject(b.Bytes(), sum, false)
}

// serveFailure sends a page that says why there is none.
func (s *Server) serveFailure(w http.ResponseWriter, r *http.Request, status int, why string) {
	sum := diag.HashOf([]byte(why)).String()[:16]
	w.Header().Set("Content-Security-Policy", "default-src 'self'")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Candor-Page", sum)
	send(w, r, status, "text/html; charset=utf-8", failurePage(why, sum, s.feed.report().Problems))
}

func send(w http.ResponseWriter, r *http.Request, status int, kind string, b []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", fmt.Sprint(len(b)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(b) // whoever asked has gone
	}
}

func contentType(name string, b []byte) string {
	base := path.Base(name)
	kind := export.MediaType(path.Ext(base))
	switch {
	case base == "feed.xml":
		return "application/atom+xml; charset=utf-8"
	case kind != "":
		return kind
	case strings.HasPrefix(base, "_"):
		return export.MediaType(".txt")
	}
	return http.DetectContentType(b)
}
