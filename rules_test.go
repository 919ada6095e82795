package candor_test

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"candor/internal/build"
	"candor/internal/diag"
	"candor/internal/diag/report"
	"candor/internal/rule"
)

var updateRules = flag.Bool("update", false, "write what the archives of the rules and the reference of fields want")

const (
	rulesDir       = "schema/rules"
	commitmentsDir = "schema/commitments"
	archivesDir    = "schema/testdata"
)

// ruleDay is the present day of every archive. The day by which promises are
// judged stands in an archive's own site.toml.
var ruleDay = time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)

const ruleSite = `title = "Test"
base_url = "https://example.org/"
language = "en"
as_of = 2022-12-31

[publisher]
name = "Test"

[repository]
visibility = "private"
`

// ruleTheme is the least that every page needs; the page of a promise prints
// its outcomes.
var ruleTheme = fstest.MapFS{
	"layouts/page.html":                {Data: []byte(`<title>{{.Title}}</title>{{with .Record}}{{.Body}}{{end}}`)},
	"layouts/list.html":                {Data: []byte(`<title>{{.Title}}</title>{{range .List}}<p id="{{.ID}}"><a href="{{.URL}}">{{.Title}}</a></p>{{end}}`)},
	"layouts/404.html":                 {Data: []byte(`<title>Not found</title>`)},
	"layouts/index-of-everything.html": {Data: []byte(`<title>Everything</title>`)},
	"layouts/commitment/page.html": {Data: []byte(`<title>{{.Title}}</title><pre>{{range .Record.Outcomes -}}
{{with .Subject}}{{.ID}} {{end}}{{with .Period}}{{.}} {{end}}= {{.Standing}}{{range .Evidence}} {{.ID}}{{end}}
{{end}}</pre>`)},
}

// ruleArchive is one example: the records of a small site and what is said of
// it. Lines of its comment such as "silent without: /dates/fixed (reason)" and
// "unnoticed: <operand> (reason)" make exceptions from the tests below.
type ruleArchive struct {
	name     string // of the file
	a        *txtar.Archive
	files    fstest.MapFS
	want     string
	outcomes string
}

func openArchive(t *testing.T, id string) *ruleArchive {
	t.Helper()
	name := filepath.Join(archivesDir, id+".txtar")
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r := &ruleArchive{name: name, a: txtar.Parse(b), files: fstest.MapFS{}}
	r.files["site.toml"] = &fstest.MapFile{Data: []byte(ruleSite)}
	for _, f := range r.a.Files {
		switch f.Name {
		case "want":
			r.want = string(f.Data)
		case "outcomes":
			r.outcomes = string(f.Data)
		default:
			r.files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
		}
	}
	return r
}

// exceptions returns what the comment says behind a word, without the reasons.
func (r *ruleArchive) exceptions(t *testing.T, word string) []string {
	t.Helper()
	var out []string
	for line := range strings.Lines(string(r.a.Comment)) {
		rest, ok := strings.CutPrefix(line, word+": ")
		if !ok {
			continue
		}
		what, reason, ok := strings.Cut(strings.TrimSuffix(strings.TrimSpace(rest), ")"), " (because ")
		if !ok || reason == "" {
			t.Errorf("%s: give a reason: %s: %s (because …)", r.name, word, strings.TrimSpace(rest))
		}
		out = append(out, what)
	}
	return out
}

// write puts a new last file in the place of an old one.
func (r *ruleArchive) write(t *testing.T, name, text string) {
	t.Helper()
	r.a.Files = slices.DeleteFunc(r.a.Files, func(f txtar.File) bool { return f.Name == name })
	r.a.Files = append(r.a.Files, txtar.File{Name: name, Data: []byte(text)})
	if err := os.WriteFile(r.name, txtar.Format(r.a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// clauseOf is the line of a rule that names where its demand was made.
var clauseOf = regexp.MustCompile(`(?m)^clause\s*=\s*\{\s*document\s*=\s*("[^"]+").*$`)

// without takes the clause of a rule away whose document the archive does not
// have: nothing may rest on what is not there. Its line stays.
func (r *ruleArchive) without(rule []byte) []byte {
	m := clauseOf.FindSubmatch(rule)
	if m == nil {
		return rule
	}
	for _, f := range r.files {
		if bytes.Contains(f.Data, append([]byte("id = "), m[1]...)) {
			return rule
		}
	}
	return clauseOf.ReplaceAll(rule, []byte("#"))
}

// overlay returns the archive's files on top of some of the real schema/.
func (r *ruleArchive) overlay(t *testing.T, keep func(name string) bool) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for name, b := range realSchema(t) {
		if keep(name) {
			files[name] = &fstest.MapFile{Data: r.without(b), Mode: 0o644}
		}
	}
	maps.Copy(files, r.files)
	return files
}

var subjectOf = regexp.MustCompile(`(?m)^for\s*=\s*"(\w+)"`)

// concerned keeps the types, and the rules that could have something to say of
// the archive's records: to compile all of them each time takes long.
func (r *ruleArchive) concerned(t *testing.T) func(string) bool {
	t.Helper()
	there := map[string]bool{rule.Site: true}
	for name := range r.files {
		there[path.Base(path.Dir(name))] = true
	}
	there[rule.CommitmentTypeName] = there[path.Base(commitmentsDir)]
	return func(name string) bool {
		if path.Dir(name) != rulesDir {
			return path.Dir(name) != commitmentsDir
		}
		m := subjectOf.FindSubmatch(realSchema(t)[name])
		return m == nil || there[string(m[1])]
	}
}

var realSchema = func() func(t *testing.T) map[string][]byte {
	read := sync.OnceValues(func() (map[string][]byte, error) {
		files := map[string][]byte{}
		err := fs.WalkDir(os.DirFS("."), "schema", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(name, archivesDir) {
				return err
			}
			files[name], err = os.ReadFile(name)
			return err
		})
		return files, err
	})
	return func(t *testing.T) map[string][]byte {
		t.Helper()
		files, err := read()
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
}()

// idsIn returns the ids of the rules or promises of a folder.
func idsIn(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	for name := range realSchema(t) {
		if path.Dir(name) == dir && !strings.HasPrefix(path.Base(name), "_") {
			out = append(out, strings.TrimSuffix(path.Base(name), ".md"))
		}
	}
	slices.Sort(out)
	return out
}

// run builds and renders a site and returns what is said of it, as the command
// prints it, and the page of a promise.
func (r *ruleArchive) run(t *testing.T, files fs.FS, page string) (diags diag.List, text, made string) {
	t.Helper()
	ctx := context.Background()
	out, diags, err := build.Build(ctx, build.Input{Files: files, Theme: ruleTheme, Options: build.Options{BuildDate: ruleDay, Version: "test"}})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	more, err := out.Render(ctx, func(name string, b []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if name == page {
			made = string(b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	diags = append(diags, more...).Sorted()
	var b bytes.Buffer
	if err := (report.Text{}).Print(&b, diags); err != nil {
		t.Fatal(err)
	}
	return diags, b.String(), made
}

func count(l diag.List, id string) int {
	n := 0
	for _, d := range l {
		if d.ID == id {
			n++
		}
	}
	return n
}

// TestRules: every rule has an archive that breaks it, once, and one that
// comes close and does not break any.
func TestRules(t *testing.T) {
	for _, id := range idsIn(t, rulesDir) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			r := openArchive(t, id)
			diags, got, _ := r.run(t, r.overlay(t, r.concerned(t)), "")
			if n := count(diags, id); n != 1 {
				t.Errorf("%s shows its own mistake %d times, not once:\n%s", r.name, n, got)
				return
			}
			r.compare(t, "want", got, r.want)
			if n := strings.Count(r.want, "["+id+"]: "); n != 1 && !*updateRules {
				t.Errorf("%s wants its own mistake %d times, not once", r.name, n)
			}
		})
		for _, ok := range okArchives(t, id) {
			t.Run(ok, func(t *testing.T) {
				t.Parallel()
				r := openArchive(t, ok)
				if _, got, _ := r.run(t, r.overlay(t, r.concerned(t)), ""); got+r.want != "" {
					t.Errorf("%s is not in order:\n%s%s", r.name, got, r.want)
				}
			})
		}
	}
}

// okArchives returns the archives that come close to breaking a rule: <id>.ok
// and more such as <id>.ok-private.
func okArchives(t *testing.T, id string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(archivesDir, id+".ok*.txtar"))
	if err != nil || len(names) == 0 {
		t.Errorf("%s has no archive that does not break it: %v", id, err)
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(filepath.Base(name), ".txtar")
	}
	return names
}

func (r *ruleArchive) compare(t *testing.T, name, got, want string) {
	t.Helper()
	switch {
	case got == want:
	case *updateRules:
		r.write(t, name, got)
	default:
		t.Errorf("%s: got:\n%s\nwant:\n%s", r.name, got, want)
	}
}

var outcomeLines = regexp.MustCompile(`(?s)<pre>(.*)</pre>`)

// TestCommitments: every promise has archives with its outcomes, <id> and more
// such as <id>.late, which show at least two standings.
func TestCommitments(t *testing.T) {
	for _, id := range idsIn(t, commitmentsDir) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			more, err := filepath.Glob(filepath.Join(archivesDir, id+".*.txtar"))
			if err != nil {
				t.Fatal(err)
			}
			shown := map[string]bool{}
			for _, name := range append(more, id+".txtar") {
				r := openArchive(t, strings.TrimSuffix(filepath.Base(name), ".txtar"))
				got := r.judged(t, id)
				maps.Copy(shown, standingsIn(got))
				r.compare(t, "outcomes", got, r.outcomes)
			}
			if len(shown) < 2 {
				t.Errorf("the archives of %s show only %v", id, shown)
			}
		})
	}
}

// judged returns the outcomes of one promise, which is all there is of
// schema/commitments, and of rules there are none.
func (r *ruleArchive) judged(t *testing.T, id string) string {
	t.Helper()
	files := r.overlay(t, func(name string) bool {
		return path.Dir(name) == "schema" || name == commitmentsDir+"/"+id+".md"
	})
	_, said, page := r.run(t, files, "commitments/"+id+"/index.html")
	m := outcomeLines.FindStringSubmatch(page)
	if said != "" || m == nil {
		t.Fatalf("%s is not in order:\n%s%s", r.name, said, page)
	}
	return m[1]
}

func standingsIn(lines string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(lines) {
		_, standing, _ := strings.Cut(line, "= ")
		for _, s := range []string{"cannot be decided", "kept elsewhere", "kept", "late", "not kept", "no public record", "not applicable", "open"} {
			if strings.HasPrefix(standing, s) {
				out[s] = true
				break
			}
		}
	}
	return out
}

// TestNoStrayArchives: an archive whose rule was renamed would never run.
func TestNoStrayArchives(t *testing.T) {
	known := append(idsIn(t, rulesDir), idsIn(t, commitmentsDir)...)
	names, err := filepath.Glob(filepath.Join(archivesDir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		id, _, _ := strings.Cut(filepath.Base(name), ".")
		if !slices.Contains(known, id) {
			t.Errorf("%s belongs to no rule or promise", name)
		}
	}
}
