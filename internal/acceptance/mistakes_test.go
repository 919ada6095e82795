package acceptance_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	candor "candor"
	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/pipeline"
	"candor/internal/testkit"
	"candor/internal/testkit/sites"
)

var (
	scratch = flag.Bool("scratch", false, "TestMistakes: build every mistake from scratch too, not only every twentieth, and compare what is said")
	show    = flag.Bool("show", false, "TestMistakes: print what the command says of each mistake")
)

// mistake is one change to one file of the fixture, and what must be said of it:
// that, and nothing else.
type mistake struct {
	name     string
	file     string
	old, new string // no old: new is the whole file; neither: the file is taken away
	want     string // "id +lines:column" from the line of the change, or "id file:line:column"; a warning says so; one a line
	helps    string // a part of what the first of them says or advises
}

// mistakes returns all of them. Those of one file are together, and first those
// that it cannot be read for: what changes from one to the next is little.
func mistakes() []mistake {
	all := slices.Concat(formMistakes, fieldMistakes, fileMistakes, textMistakes, ruleMistakes, siteMistakes)
	slices.SortStableFunc(all, func(a, b mistake) int {
		return cmp.Or(strings.Compare(a.file, b.file), strings.Compare(a.damage(), b.damage()))
	})
	return all
}

// beside is a change to another file without which a mistake in a file could not
// be made.
var beside = map[string]mistake{
	"content/article/wallets/chart.js": {file: "content/article/wallets/index.md", new: article},
	"content/article/wallets/old.png":  {file: "content/article/wallets/index.md", new: article},
	"content/audit/pe-001.toml":        {file: "content/handbook/hardware-and-software.md", old: "areas", new: "areas = [] #"},
}

// in returns the files with the mistake made in them.
func (m mistake) in(t *testing.T, files fstest.MapFS) fstest.MapFS {
	t.Helper()
	out := maps.Clone(files)
	if b, ok := beside[m.file]; ok {
		b.make(t, out)
	}
	m.make(t, out)
	return out
}

// make makes the change in the files.
func (m mistake) make(t *testing.T, files fstest.MapFS) {
	t.Helper()
	text := m.new
	switch there := files[m.file]; {
	case m.old == "" && m.new == "":
		delete(files, m.file)
		return
	case m.old != "" && (there == nil || !bytes.Contains(there.Data, []byte(m.old))):
		t.Fatalf("%s does not hold %q: the fixture, the theme or the types have changed; choose another text for this mistake", m.file, m.old)
	case m.old != "":
		text = strings.Replace(string(there.Data), m.old, m.new, 1)
	}
	files[m.file] = testkit.File(text)
}

// changes returns the names of the files that the mistake changes.
func (m mistake) changes() []string {
	if b, ok := beside[m.file]; ok {
		return []string{m.file, b.file}
	}
	return []string{m.file}
}

// breaksOff reports whether a build that sees the file changed begins from
// scratch, so that a memo gains nothing.
func breaksOff(file string) bool {
	return strings.HasPrefix(file, "schema/") && strings.HasSuffix(file, ".json")
}

// desk is a site in the hands of somebody who makes mistakes. What did not change
// from one to the next is not read again.
type desk struct {
	files   fstest.MapFS // as they should be
	memo    *pipeline.Memo
	changed []string // since the memo's last build
}

// desks are as many as can work at a time.
type desks chan *desk

func newDesks(files fstest.MapFS) desks {
	out := make(desks, runtime.GOMAXPROCS(0))
	for range cap(out) {
		out <- &desk{files: files, memo: pipeline.NewMemo()}
	}
	return out
}

// says returns what is said of a mistake. With scratch it is built without what
// is known of the mistakes before it as well, and the same must be said.
func (d *desk) says(t *testing.T, m mistake, scratch bool) diag.List {
	t.Helper()
	files := m.in(t, d.files)
	if breaksOff(m.file) {
		return diagnose(t, files, pipeline.Options{})
	}
	said := diagnose(t, files, pipeline.Options{Memo: d.memo, Changed: append(d.changed, m.changes()...)})
	d.changed = m.changes()
	if scratch {
		anew := diagnose(t, files, pipeline.Options{})
		if got, want := testkit.Text(t, said), testkit.Text(t, anew); got != want {
			t.Errorf("after an edit:\n%s\nfrom scratch:\n%s", got, want)
		}
	}
	return said
}

// diagnose returns what candor check says of a site.
func diagnose(t *testing.T, files fs.FS, o pipeline.Options) diag.List {
	t.Helper()
	o.BuildDate = day
	return sites.Check(t, files, candor.Theme, o)
}

// TestMistakes makes one mistake at a time in the fixture: each gives its own
// diagnostic at its place, with what helps, and no other.
func TestMistakes(t *testing.T) {
	before := debug.SetGCPercent(400) // what lives on is small beside what each row makes
	t.Cleanup(func() { debug.SetGCPercent(before) })
	files := fixture(t)
	desks := newDesks(files)
	for i, m := range mistakes() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			d := <-desks
			defer func() { desks <- d }()
			begin := time.Now()
			said := d.says(t, m, *scratch || i%20 == 0)
			if *show {
				fmt.Printf("\n######## %s (%v)\n%s", m.name, time.Since(begin), testkit.Text(t, said))
			}
			m.judge(t, files, said)
		})
	}
}

// without are the ids of which no row can be made here, and why.
var without = map[string]string{
	"bad-file-name":   "what is in memory has a name in UTF-8",
	"duplicate-value": "no type of this site has a field that is unique",
	"layout-missing":  "the theme has every layout that a page needs",
	"no-content":      "a whole folder is missing, and a row changes one file",
	"special-file":    "what is in memory is a regular file",
	"symbolic-link":   "what is in memory is a regular file",
	"too-large":       "the file would have 16 MiB",
	"too-many-items":  "no list of this site has a most",
	"unreadable-file": "what is in memory can be read",
}

// TestMistakesAreWhole holds that every rule of this site, and everything else that
// authors can be told, has a mistake that is made.
func TestMistakesAreWhole(t *testing.T) {
	made := map[string]bool{}
	for _, m := range mistakes() {
		for want := range strings.Lines(m.want) {
			id, _, _ := strings.Cut(strings.TrimPrefix(want, "warning "), " ")
			made[id] = true
		}
	}
	ids := catalog.IDs()
	rules, err := fs.Glob(candor.Types, "schema/rules/*.md")
	if err != nil || len(rules) == 0 || len(ids) == 0 {
		t.Fatal(rules, err)
	}
	for _, name := range rules {
		ids = append(ids, strings.TrimSuffix(path.Base(name), ".md"))
	}
	for _, id := range ids {
		if _, excused := without[id]; made[id] == excused {
			t.Errorf("%s: a row is made: %t; a reason for none is given: %t", id, made[id], excused)
		}
	}
	for id := range without {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is neither a check nor a rule", id)
		}
	}
}

// damage orders the mistakes that a file cannot be read for before all others.
func (m mistake) damage() string {
	id, _, _ := strings.Cut(m.want, " ")
	if slices.Contains([]string{"bad-date", "front-matter-unclosed", "merge-conflict", "not-utf8", "toml-syntax", "yaml-front-matter"}, id) {
		return ""
	}
	return "readable"
}

// place returns the line and column of a place that is told from the line of the
// change, so that what is written above does not matter. That of a whole new file
// is told from its beginning.
func (m mistake) place(t *testing.T, files fstest.MapFS, at string) string {
	t.Helper()
	if m.old == "" {
		return at
	}
	var lines, column int
	if _, err := fmt.Sscanf(at, "%d:%d", &lines, &column); err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(files[m.file].Data), m.old)
	return fmt.Sprintf("%d:%d", strings.Count(before, "\n")+1+lines, column)
}

func (m mistake) judge(t *testing.T, files fstest.MapFS, said diag.List) {
	t.Helper()
	var got, want []string
	for _, e := range said {
		got = append(got, where(e))
	}
	for _, w := range strings.Split(m.want, "\n") {
		if i := strings.LastIndexByte(w, ' ') + 1; strings.Count(w[i:], ":") == 1 {
			w = w[:i] + m.file + ":" + m.place(t, files, w[i:])
		}
		want = append(want, w)
	}
	if !slices.Equal(got, want) || len(said) == 0 || !strings.Contains(said[0].Message+"\n"+said[0].Hint, m.helps) {
		t.Errorf("got %q, want %q with %q:\n%s", got, want, m.helps, testkit.Text(t, said))
	}
}

// where names a diagnostic by its id and place.
func where(d diag.Diagnostic) string {
	p := d.Span.Position()
	name := "the site"
	if d.Span.Source != nil {
		name = d.Span.Source.Name
	}
	id := d.ID
	if d.Severity == diag.Warning {
		id = "warning " + id
	}
	return fmt.Sprintf("%s %s:%d:%d", id, name, p.Line, p.Column)
}
