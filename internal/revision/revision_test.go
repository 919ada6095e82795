package revision_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/revision"
	"candor/internal/sitefiles"
)

// repo is a git repository in a folder of the test.
type repo struct {
	t   *testing.T
	dir string
	now time.Time
}

// newRepo makes an empty repository whose own settings are hostile: hooks, a
// pager, a file monitor and a signature program that leave a mark when run.
func newRepo(t *testing.T) *repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	r := &repo{t: t, dir: t.TempDir(), now: time.Date(2023, 5, 3, 12, 0, 0, 0, time.UTC)}
	r.git("init", "-q", "-b", "main")
	r.git("config", "user.name", "Tester")
	r.git("config", "user.email", "tester@example.org")
	r.git("config", "commit.gpgsign", "false")
	mark := filepath.Join(r.dir, ".git", "mark")
	for _, key := range []string{"core.pager", "core.fsmonitor", "gpg.program", "diff.external", "filter.x.smudge", "diff.x.textconv"} {
		r.git("config", key, "touch '"+mark+"'")
	}
	r.git("config", "log.showSignature", "true")
	t.Cleanup(func() {
		if _, err := os.Stat(mark); err == nil {
			t.Error("a program of the repository's settings was run")
		}
	})
	return r
}

// git runs git as the author of the repository would, without its programs.
func (r *repo) git(args ...string) string {
	r.t.Helper()
	safe := []string{"-C", r.dir, "-c", "core.fsmonitor=false", "-c", "core.pager=cat", "-c", "log.showSignature=false"}
	c := exec.Command("git", append(safe, args...)...)
	date := r.now.Format(time.RFC3339)
	c.Env = append(os.Environ(), "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null")
	out, err := c.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r *repo) write(name, text string) {
	r.t.Helper()
	full := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

// commit commits everything, an hour after the commit before, and returns its
// hash.
func (r *repo) commit(message string) string {
	r.t.Helper()
	r.now = r.now.Add(time.Hour)
	r.git("add", "-A")
	r.git("commit", "-q", "-m", message)
	return r.git("rev-parse", "HEAD")
}

func open(t *testing.T, dir, rev string) fs.FS {
	t.Helper()
	files, done, err := revision.Open(t.Context(), dir, rev)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(done)
	return files
}

// odd are names that a careless reader of git's output takes for something
// else.
var odd = []string{
	"plain.toml", "a/b/c.md", "with space.md", "ünï/çode.md", "tab\tin name", "line\nfeed", "\nbegins so", "quo\"te", "-dash", "a/-b",
	"\x01" + "0123456789012345678901234567890123456789 1683115200", "glob*[x]?", ":(top)magic", "back\\slash", "bytes\xff",
}

func TestOddNames(t *testing.T) {
	r := newRepo(t)
	for i, name := range odd {
		r.write(name, fmt.Sprintf("text %d", i))
	}
	hash := r.commit("all")
	r.write("plain.toml", "changed")
	r.write("later", "later")
	second := r.commit("second")

	files := open(t, r.dir, "HEAD~1")
	for i, name := range odd {
		b, err := fs.ReadFile(files, name)
		if !fs.ValidPath(name) || name == "bytes\xff" {
			continue // fs.FS has no such names
		}
		if err != nil || string(b) != fmt.Sprintf("text %d", i) {
			t.Errorf("%q: %q %v", name, b, err)
		}
	}
	if _, err := fs.Stat(files, "later"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a file of a later commit is there:", err)
	}

	last, err := revision.History(t.Context(), r.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(odd[1:], "later") {
		want := hash
		if name == "later" {
			want = second
		}
		if last[name].Hash != want {
			t.Errorf("%q was changed by %q, not by %q", name, want, last[name].Hash)
		}
	}
	if len(last) != len(odd)+1 {
		t.Errorf("%d files have a history, want %d", len(last), len(odd)+1)
	}
}

func TestFS(t *testing.T) {
	r := newRepo(t)
	names := []string{"site.toml", "content/boat/anna.toml", "content/boat/berta/index.md", "content/boat/berta/sail.png"}
	for _, name := range names {
		r.write(name, "of "+name)
	}
	r.write("empty", "")
	r.commit("first")
	if err := fstest.TestFS(open(t, r.dir, "main"), append(names, "empty")...); err != nil {
		t.Error(err)
	}
	if got := r.git("status", "--porcelain"); got != "" {
		t.Error("the work tree was touched:", got)
	}
}

func TestFolderInside(t *testing.T) {
	r := newRepo(t)
	r.write("other/site.toml", "other")
	first := r.commit("first")
	r.write("my site/site.toml", "one")
	second := r.commit("second")
	dir := filepath.Join(r.dir, "my site")

	b, err := fs.ReadFile(open(t, dir, second), "site.toml")
	if err != nil || string(b) != "one" {
		t.Errorf("%q %v", b, err)
	}
	if _, err := fs.Stat(open(t, dir, second), "other"); err == nil {
		t.Error("a file outside the folder is seen")
	}
	wantError(t, dir, first, "there was no folder my site/")
	last, err := revision.History(t.Context(), dir)
	if err != nil || len(last) != 1 || last["site.toml"].Hash != second {
		t.Error(last, err)
	}
}

// No link is followed, wherever it leads: a revision is read as the files on disk
// are.
func TestLinks(t *testing.T) {
	r := newRepo(t)
	r.write("content/a.toml", "a")
	r.write("name\xff", "a")
	links := map[string]string{
		"content/good": "a.toml", "round": "content/../content/good", "folder": "content",
		"out": "../outside", "absolute": "/etc/passwd", "circle": "circle", "nowhere": "gone",
	}
	for name, target := range links {
		if err := os.Symlink(target, filepath.Join(r.dir, name)); err != nil {
			t.Skip(err)
		}
	}
	r.commit("links")
	files := open(t, r.dir, "HEAD")
	for name := range links {
		_, err := fs.ReadFile(files, name)
		if refused := new(sitefiles.Refusal); !errors.As(err, refused) || refused.Reason != sitefiles.Link {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range []string{"folder/a.toml", "name\xff"} {
		if b, err := fs.ReadFile(files, name); err == nil {
			t.Errorf("%s: %q", name, b)
		}
	}
	entries, err := fs.ReadDir(files, ".")
	if err != nil || len(entries) != 8 {
		t.Fatal(entries, err)
	}
	for _, e := range entries {
		if _, refused := sitefiles.ReasonFor(e.Type()); refused != (e.Name() != "content") {
			t.Errorf("%q is of the type %v", e.Name(), e.Type())
		}
	}
}

// The folder content/ may be a link to another folder of the site, as on disk.
func TestLinkedContent(t *testing.T) {
	for target, want := range map[string]bool{"real": true, "./real/": true, "chain": false, "gone": false, "../real": false, ".hidden": false, "real/a.toml": false} {
		r := newRepo(t)
		r.write("real/a.toml", "a")
		r.write(".hidden/a.toml", "a")
		for name, to := range map[string]string{"content": target, "chain": "real"} {
			if err := os.Symlink(to, filepath.Join(r.dir, name)); err != nil {
				t.Skip(err)
			}
		}
		r.commit("linked")
		if b, err := fs.ReadFile(open(t, r.dir, "HEAD"), "content/a.toml"); (err == nil) != want || want && string(b) != "a" {
			t.Errorf("%s: %q, %v", target, b, err)
		}
	}
}

// wantError asks for what cannot be had.
func wantError(t *testing.T, dir, rev, words string) {
	t.Helper()
	_, _, err := revision.Open(t.Context(), dir, rev)
	var e *revision.Error
	if !errors.As(err, &e) || !strings.Contains(err.Error(), words) {
		t.Errorf("%s at %q: got %v, want %q", dir, rev, err, words)
	}
}

func TestRefusals(t *testing.T) {
	r := newRepo(t)
	wantError(t, r.dir, "HEAD", "git knows no revision HEAD here")
	r.write("a", "a")
	r.commit("first")
	r.git("branch", "release")
	wantError(t, r.dir, "relaese", "did you mean release?")
	wantError(t, r.dir, "quite-another", "git log --oneline")
	wantError(t, r.dir, "HEAD:a", "git knows no revision")
	for _, rev := range []string{"", "-h", "--all", "--output=x", "HEAD\n--all", "a\x00b"} {
		wantError(t, r.dir, rev, "is no revision")
	}
	wantError(t, t.TempDir(), "HEAD", "lies in no git repository")
	t.Setenv("PATH", t.TempDir())
	wantError(t, r.dir, "HEAD", "git is not installed")
}

// A caller's environment, such as that of a hook, points at another repository.
func TestEnvironment(t *testing.T) {
	r, other := newRepo(t), newRepo(t)
	r.write("mine", "mine")
	hash := r.commit("mine")
	other.write("other", "other")
	other.commit("other")
	t.Setenv("GIT_DIR", filepath.Join(other.dir, ".git"))
	t.Setenv("GIT_WORK_TREE", other.dir)
	t.Setenv("GIT_EXTERNAL_DIFF", "false")
	c, err := revision.Describe(t.Context(), r.dir, "HEAD")
	if err != nil || c.Hash != hash || c.Short != hash[:10] || !c.When.Equal(r.now) {
		t.Error(c, err)
	}
}

func TestShallow(t *testing.T) {
	r := newRepo(t)
	r.write("old", "old")
	r.commit("first")
	r.write("new", "new")
	r.commit("second")
	r.write("new", "newer")
	third := r.commit("third")
	dir := filepath.Join(t.TempDir(), "clone")
	r.git("clone", "-q", "--depth", "2", "file://"+r.dir, dir)

	wantError(t, dir, "HEAD~2", "this clone is shallow: git fetch --unshallow")
	last, err := revision.History(t.Context(), dir)
	if err != nil || len(last) != 1 || last["new"].Hash != third {
		t.Error("what is older than the clone is not known:", last, err)
	}
	if b, err := fs.ReadFile(open(t, dir, "HEAD~1"), "new"); err != nil || string(b) != "new" {
		t.Errorf("%q %v", b, err)
	}
}

// A merge that changes a file is the last that changed it.
func TestMerge(t *testing.T) {
	r := newRepo(t)
	r.write("a", "1")
	first := r.commit("first")
	r.git("checkout", "-q", "-b", "side", first)
	r.write("a", "side")
	r.commit("side")
	r.git("checkout", "-q", "main")
	r.write("a", "main")
	r.commit("main")
	r.git("merge", "-q", "-s", "ours", "--no-commit", "side")
	r.write("a", "merged")
	merge := r.commit("merge")
	last, err := revision.History(t.Context(), r.dir)
	if err != nil || len(last) != 1 || last["a"].Hash != merge {
		t.Error(last, err)
	}
}

func TestNoCommits(t *testing.T) {
	r := newRepo(t)
	if last, err := revision.History(t.Context(), r.dir); err != nil || len(last) != 0 {
		t.Error(last, err)
	}
	r.write("a", "a")
	r.commit("first")
	r.write("new folder/b", "b")
	if last, err := revision.History(t.Context(), filepath.Join(r.dir, "new folder")); err != nil || len(last) != 0 {
		t.Error(last, err)
	}
}

func TestTogether(t *testing.T) {
	r := newRepo(t)
	for i := range 50 {
		r.write(fmt.Sprintf("f%d", i), strings.Repeat(fmt.Sprint(i), 1+i*1000))
	}
	r.commit("all")
	files, done, err := revision.Open(t.Context(), r.dir, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			b, err := fs.ReadFile(files, fmt.Sprintf("f%d", i%50))
			if err != nil || string(b) != strings.Repeat(fmt.Sprint(i%50), 1+i%50*1000) {
				t.Errorf("f%d: %v", i%50, err)
			}
		})
	}
	wg.Wait()
	done()
	if _, err := fs.ReadFile(files, "f0"); !errors.Is(err, fs.ErrClosed) {
		t.Error(err)
	}
}
