// Package rules_test is test support alone: it holds every rule and every promise
// of schema/ against the archives of schema/testdata. It is not in schema/,
// because that folder is data: a site's loader, candor init and the binary read
// it, and should not have to know about Go.
package rules_test

import (
	"bytes"
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

	"candor/internal/diag"
	"candor/internal/pipeline"
	"candor/internal/rule"
	"candor/internal/testkit"
	"candor/internal/testkit/sites"
)

const (
	rulesDir       = "schema/rules"
	commitmentsDir = "schema/commitments"
	archivesDir    = "schema/testdata"
)

// root is the folder of the module.
const root = "../../.."

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

// ruleTheme is the smallest theme; the page of a promise prints its outcomes.
var ruleTheme = testkit.Over(testkit.Theme(), testkit.Files(map[string]string{
	"layouts/commitment/page.html": `<title>{{.Title}}</title><pre>{{range .Record.Outcomes -}}
{{with .Subject}}{{.ID}} {{end}}{{with .Period}}{{.}} {{end}}= {{.Standing}}{{range .Evidence}} {{.ID}}{{end}}
{{end}}</pre>`,
}))

// ruleArchive is one example: the records of a small site and what is said of
// it. Lines of its comment such as "silent without: /dates/fixed (reason)" and
// "unnoticed: <operand> (reason)" make exceptions from the tests below.
type ruleArchive struct {
	*testkit.Archive
	files fstest.MapFS
}

const outcomes = "outcomes"

func openArchive(t *testing.T, id string) *ruleArchive {
	t.Helper()
	a := testkit.Open(t, filepath.Join(root, archivesDir, id+".txtar"))
	settings := testkit.Files(map[string]string{"site.toml": ruleSite})
	return &ruleArchive{a, testkit.Over(settings, a.Files(testkit.Want, outcomes))}
}

// exceptions returns what the comment says behind a word, without the reasons.
func (r *ruleArchive) exceptions(t *testing.T, word string) []string {
	t.Helper()
	var out []string
	for line := range strings.Lines(string(r.Comment)) {
		rest, ok := strings.CutPrefix(line, word+": ")
		if !ok {
			continue
		}
		what, reason, ok := strings.Cut(strings.TrimSuffix(strings.TrimSpace(rest), ")"), " (because ")
		if !ok || reason == "" {
			t.Errorf("%s: give a reason: %s: %s (because …)", r.Path, word, strings.TrimSpace(rest))
		}
		out = append(out, what)
	}
	return out
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
			files[name] = testkit.File(r.without(b))
		}
	}
	return testkit.Over(files, r.files)
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

var readSchema = sync.OnceValues(func() (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(root), "schema", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(name, archivesDir) {
			return err
		}
		files[name], err = os.ReadFile(filepath.Join(root, name))
		return err
	})
	return files, err
})

// realSchema returns the files of schema/ without the archives.
func realSchema(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := readSchema()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

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

// run builds a site and returns what is said of it, also as the command prints
// it, and a page.
func (r *ruleArchive) run(t *testing.T, files fs.FS, page string) (diags diag.List, text, made string) {
	t.Helper()
	out, diags := sites.Build(t, files, ruleTheme, pipeline.Options{BuildDate: ruleDay})
	return diags, testkit.Text(t, diags), string(out[page])
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
				t.Errorf("%s shows its own mistake %d times, not once:\n%s", r.Path, n, got)
				return
			}
			r.Compare(t, testkit.Want, got)
			if n := strings.Count(r.Text(testkit.Want), "["+id+"]: "); n != 1 {
				t.Errorf("%s wants its own mistake %d times, not once", r.Path, n)
			}
		})
		for _, ok := range okArchives(t, id) {
			t.Run(ok, func(t *testing.T) {
				t.Parallel()
				r := openArchive(t, ok)
				if _, got, _ := r.run(t, r.overlay(t, r.concerned(t)), ""); got+r.Text(testkit.Want) != "" {
					t.Errorf("%s is not in order:\n%s%s", r.Path, got, r.Text(testkit.Want))
				}
			})
		}
	}
}

// okArchives returns the archives that come close to breaking a rule: <id>.ok
// and more such as <id>.ok-private.
func okArchives(t *testing.T, id string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(root, archivesDir, id+".ok*.txtar"))
	if err != nil || len(names) == 0 {
		t.Errorf("%s has no archive that does not break it: %v", id, err)
	}
	for i, name := range names {
		names[i] = testkit.ID(name)
	}
	return names
}

var outcomeLines = regexp.MustCompile(`(?s)<pre>(.*)</pre>`)

// TestCommitments: every promise has archives with its outcomes, <id> and more
// such as <id>.late, which show at least two standings.
func TestCommitments(t *testing.T) {
	for _, id := range idsIn(t, commitmentsDir) {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			more, err := filepath.Glob(filepath.Join(root, archivesDir, id+".*.txtar"))
			if err != nil {
				t.Fatal(err)
			}
			shown := map[string]bool{}
			for _, name := range append(more, id+".txtar") {
				r := openArchive(t, testkit.ID(name))
				got := r.judged(t, id)
				maps.Copy(shown, standingsIn(got))
				r.Compare(t, outcomes, got)
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
		t.Fatalf("%s is not in order:\n%s%s", r.Path, said, page)
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
	names, err := filepath.Glob(filepath.Join(root, archivesDir, "*"))
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
