package serve

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// secret is what no answer may hold a byte of.
const secret = "THE EXPLOIT"

func (h *harness) link(target, name string) {
	h.Helper()
	path := filepath.Join(h.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		h.Fatal(err)
	}
	if err := os.RemoveAll(path); err != nil {
		h.Fatal(err)
	}
	if err := os.Symlink(target, path); err != nil {
		h.Skip(err)
	}
}

// A file that is a symbolic link is not there, and no page, file or problem says
// what it leads to. That holds for one that takes the place of a file, too.
func TestLinksAreNotServed(t *testing.T) {
	h := newHarness(t, map[string]string{
		"content/boat/eva/index.md": "+++\ntitle = \"Eva\"\n+++\n[Plan](plan.txt)\n", "content/boat/eva/plan.txt": "a plan", "static/x.txt": "a text",
		"content/boat/hidden.md": "+++\ntitle = \"Hidden\"\nstatus = \"draft\"\n+++\n" + secret + "\n",
	})
	base := "/below/"
	for path, target := range map[string]string{
		"static/x.txt": "../content/boat/hidden.md", "static/y.txt": "x.txt", "static/folder": "../content/boat",
		"content/boat/eva/plan.txt": "../hidden.md", "content/boat/bo.md": "hidden.md", "layouts/boat/page.html": "../../content/boat/hidden.md",
		"layouts/_part.html": "../content/boat/hidden.md", "schema/rules/r.md": "../../content/boat/hidden.md",
	} {
		h.link(target, path)
		h.update([]string{path})
	}
	for _, name := range []string{"x.txt", "y.txt", "folder/hidden.md", "boat/eva/plan.txt"} {
		if r := h.get(base + name); r.StatusCode != http.StatusNotFound || strings.Contains(body(r), secret) {
			t.Errorf("%s: %d", name, r.StatusCode)
		}
	}
	for _, name := range []string{"", "boat/", "boat/anna/", "boat/eva/", "boat/bo/", "boat/hidden/", "a-z/"} {
		if b := body(h.get(base + name)); strings.Contains(b, secret) {
			t.Errorf("%s holds a secret:\n%s", name, b)
		}
	}
	problems := body(h.get("/.candor/problems"))
	if n := strings.Count(problems, `"id":"symbolic-link"`); n != 8 || strings.Contains(problems, secret) {
		t.Errorf("%d links are told of:\n%s", n, problems)
	}
}

// Where content/ is a symbolic link, what it leads to is watched, whatever becomes
// of the one or the other.
func TestWatchingLinkedContent(t *testing.T) {
	h := newHarness(t, nil)
	if err := os.Rename(filepath.Join(h.dir, "content"), filepath.Join(h.dir, "real")); err != nil {
		t.Fatal(err)
	}
	h.link("real", "content")
	base := h.run()
	text := func(s string) string { return strings.Replace(harbour["content/boat/anna.md"], "sails", s, 1) }
	becomes(t, base+"/boat/anna/", 200, "She sails.")
	h.write("real/boat/anna.md", text("rows"))
	becomes(t, base+"/boat/anna/", 200, "She rows.")
	h.write("content/boat/anna.md", text("drifts"))
	becomes(t, base+"/boat/anna/", 200, "She drifts.")
	h.write("real/boat/eva/index.md", "+++\ntitle = \"Eva\"\n+++\nNew.\n")
	becomes(t, base+"/boat/eva/", 200, "New.")
	h.write("real/boat/eva/index.md", "+++\ntitle = \"Eva\"\n+++\nNewer.\n")
	becomes(t, base+"/boat/eva/", 200, "Newer.")

	h.write("other/fleet/boat/anna.md", text("lands")) // the link is led elsewhere
	h.link("other/fleet", "content")
	becomes(t, base+"/boat/anna/", 200, "She lands.")
	becomes(t, base+"/boat/eva/", 404, "")
	h.write("other/fleet/boat/anna.md", text("rests"))
	becomes(t, base+"/boat/anna/", 200, "She rests.")

	if err := os.Rename(filepath.Join(h.dir, "other/fleet"), filepath.Join(h.dir, "other/gone")); err != nil { // and its folder goes and comes
		t.Fatal(err)
	}
	becomes(t, strings.TrimSuffix(base, "/below")+"/.candor/problems", 200, "symbolic-link")
	h.write("other/fleet/boat/anna.md", text("returns"))
	becomes(t, base+"/boat/anna/", 200, "She returns.")
	h.write("other/fleet/boat/anna.md", text("stays"))
	becomes(t, base+"/boat/anna/", 200, "She stays.")
}
