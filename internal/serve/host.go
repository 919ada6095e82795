package serve

import (
	"io/fs"
	"net/http"
	"strings"

	"candor/internal/pipeline"
)

// header is a block of _headers: what is sent with the paths of a pattern.
type header struct {
	pattern string
	lines   [][2]string
}

// notHere are headers that make no sense on a server that is asked for fresh
// files, without TLS.
var notHere = map[string]bool{"Strict-Transport-Security": true, "Cache-Control": true}

// hostFiles reads what the host of the site is told: the headers to send and
// the old addresses.
func hostFiles(out *pipeline.Output) ([]header, map[string]string) {
	return readHeaders(text(out, "_headers")), readRedirects(text(out, "_redirects"))
}

func text(out *pipeline.Output, name string) string {
	b, _ := fs.ReadFile(out, name) // a site without types has none
	return string(b)
}

func readHeaders(s string) []header {
	var out []header
	for line := range strings.Lines(s) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case !strings.HasPrefix(line, " ") && strings.TrimSpace(line) != "":
			out = append(out, header{pattern: strings.TrimSpace(line)})
		case ok && len(out) > 0 && !notHere[name]:
			last := &out[len(out)-1]
			last.lines = append(last.lines, [2]string{name, value})
		}
	}
	return out
}

func (h header) matches(path string) bool {
	if prefix, ending, ok := strings.Cut(h.pattern, "*"); ok {
		return len(path) >= len(prefix)+len(ending) && strings.HasPrefix(path, prefix) && strings.HasSuffix(path, ending)
	}
	return path == h.pattern
}

func (v *view) setHeaders(h http.Header, path string) {
	for _, block := range v.headers {
		if !block.matches(path) {
			continue
		}
		for _, l := range block.lines {
			h.Set(l[0], l[1])
		}
	}
	h.Set("Cache-Control", "no-store")
}

// readRedirects returns where old paths lead to. With or without a slash at the
// end, they are the same, as they are for the host.
func readRedirects(s string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(s) {
		if f := strings.Fields(line); len(f) >= 2 {
			out[strings.TrimSuffix(f[0], "/")] = f[1]
		}
	}
	return out
}
