package candor_test

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	candor "candor"
	"candor/internal/build"
	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/diag/report"
)

var (
	scratch = flag.Bool("scratch", false, "TestMistakes: build each mistake from scratch too, and compare what is said")
	show    = flag.Bool("show", false, "TestMistakes: print what the command says of each mistake")
)

// mistake is one change to one file of the site, and what must be said of it:
// that, and nothing else.
type mistake struct {
	name     string
	file     string
	old, new string // no old: new is the whole file; neither: the file is taken away
	want     string // "id +lines:column" from the line of the change, or "id file:line:column"; a warning says so; one a line
	helps    string // a part of what the first of them says or advises
}

// beside is a change to another file without which a mistake in a file could not
// be made.
var beside = map[string]mistake{
	"content/article/wallets/old.png": {file: "content/article/wallets/index.md", new: article},
	"content/audit/pe-001.toml":       {file: "content/handbook/hardware-and-software.md", old: "areas", new: "areas = [] #"},
}

// few is the content beside which mistakes in settings, types, rules and layouts
// are made: those touch every record, and with all of them each would cost most
// of a second. With -scratch they are made in the whole site as well.
var few = []string{"_index.md", "about/", "event/", "team/is-001.md", "finding/is-2019-03.toml", "postmortem/mistaken-spells.md"}

// desk is a site under the hands of somebody who makes mistakes. What did not
// change from one to the next is not read again.
type desk struct {
	files   fstest.MapFS // as they should be
	memo    *build.Memo
	changed []string            // since the memo's last build
	usual   map[string]struct{} // what is said of the site without a mistake
}

func newDesk(t *testing.T, files fstest.MapFS) *desk {
	t.Helper()
	d := &desk{files: files, memo: build.NewMemo(), usual: map[string]struct{}{}}
	for _, e := range d.diagnose(t, d.files, d.memo, nil) {
		d.usual[where(e)+e.Message] = struct{}{}
	}
	return d
}

// some returns the files without the content that is not among the few.
func some(files fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	for name, f := range files {
		rel, content := strings.CutPrefix(name, "content/")
		if !content || slices.ContainsFunc(few, func(p string) bool { return strings.HasPrefix(rel, p) }) {
			out[name] = f
		}
	}
	return out
}

// ownFiles returns the files of this repository's own site.
func ownFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, root := range []string{"site.toml", "content", "layouts", "schema", "static"} {
		err := fs.WalkDir(os.DirFS("."), root, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := os.ReadFile(name)
			files[name] = &fstest.MapFile{Data: b, Mode: 0o644}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// apply returns this repository's own site with the mistake in it.
func (m mistake) apply(t *testing.T) fs.FS {
	t.Helper()
	return m.in(t, ownFiles(t))
}

// in returns the files with the mistake made in them.
func (m mistake) in(t *testing.T, files fstest.MapFS) fs.FS {
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
		t.Skipf("%s does not hold %q any more: choose another text for this mistake", m.file, m.old)
	case m.old != "":
		text = strings.Replace(string(there.Data), m.old, m.new, 1)
	}
	files[m.file] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
}

// says returns what is said of a mistake and not of the site without it.
func (d *desk) says(t *testing.T, m mistake) diag.List {
	t.Helper()
	files := m.in(t, d.files)
	var all diag.List
	if breaksOff(m.file) {
		all = d.diagnose(t, files, nil, nil)
	} else {
		changed := []string{m.file}
		if b, ok := beside[m.file]; ok {
			changed = append(changed, b.file)
		}
		all = d.diagnose(t, files, d.memo, append(d.changed, changed...))
		d.changed = changed
	}
	if *scratch {
		if got, want := printed(t, all), printed(t, d.diagnose(t, files, nil, nil)); got != want {
			t.Errorf("says\n%s\nfrom scratch\n%s", got, want)
		}
	}
	return slices.DeleteFunc(all, func(e diag.Diagnostic) bool {
		_, usual := d.usual[where(e)+e.Message]
		return usual
	})
}

// breaksOff says that a mistake in a file ends the build early. A memo that sees
// that forgets all.
func breaksOff(file string) bool {
	return strings.HasPrefix(file, "schema/") && strings.HasSuffix(file, ".json")
}

func (d *desk) diagnose(t *testing.T, files fs.FS, memo *build.Memo, changed []string) diag.List {
	t.Helper()
	ctx := context.Background()
	out, diags, err := build.Build(ctx, build.Input{Files: files, Theme: candor.Theme, Options: build.Options{
		BuildDate: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Version: "test", Memo: memo, Changed: changed,
	}})
	if err != nil {
		t.Fatal(err)
	}
	more, err := out.Inspect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return append(diags, more...).Sorted()
}

// TestMistakes makes one mistake at a time in the real site: each gives its own
// diagnostic at its place, with what helps, and no other.
func TestMistakes(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	all := ownFiles(t)
	content := slices.Concat(formMistakes, fieldMistakes, fileMistakes, textMistakes, ruleMistakes)
	// Those of one file together, and first those that it cannot be read for: what
	// changes from one to the next is little.
	slices.SortStableFunc(content, func(a, b mistake) int {
		return cmp.Or(strings.Compare(a.file, b.file), strings.Compare(a.damage(), b.damage()))
	})
	makeAll(t, newDesk(t, all), content)
	makeAll(t, newDesk(t, some(all)), siteMistakes)
	if *scratch {
		makeAll(t, newDesk(t, all), siteMistakes)
	}
}

// without are the ids of which no row can be made here, and why.
var without = map[string]string{
	"duplicate-value": "no type of this site has a field that is unique",
	"layout-missing":  "the theme has every layout that a page needs",
	"no-content":      "a whole folder is missing, and a row changes one file",
	"too-large":       "the file would have 16 MiB",
	"too-many-items":  "no list of this site has a most",
	"unreadable-file": "what is in memory can be read",
}

// TestMistakesAreWhole holds that every rule of this site, and everything else that
// authors can be told, has a mistake that is made.
func TestMistakesAreWhole(t *testing.T) {
	made := map[string]bool{}
	for _, m := range slices.Concat(formMistakes, fieldMistakes, fileMistakes, textMistakes, ruleMistakes, siteMistakes) {
		for want := range strings.Lines(m.want) {
			id, _, _ := strings.Cut(strings.TrimPrefix(want, "warning "), " ")
			made[id] = true
		}
	}
	ids := check.IDs()
	rules, err := fs.Glob(os.DirFS("schema/rules"), "*.md")
	if err != nil || len(rules) == 0 || len(ids) == 0 {
		t.Fatal(rules, err)
	}
	for _, name := range rules {
		ids = append(ids, strings.TrimSuffix(name, ".md"))
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

// makeAll makes mistakes. One whose text an author has rewritten since is passed
// over, so that who writes content need not mend this table; but not many may be.
func makeAll(t *testing.T, d *desk, list []mistake) {
	passed := 0
	for _, m := range list {
		t.Run(m.name, func(t *testing.T) {
			defer func() {
				if t.Skipped() {
					passed++
				}
			}()
			begin := time.Now()
			said := d.says(t, m)
			if *show {
				fmt.Printf("\n######## %s (%v)\n%s", m.name, time.Since(begin), printed(t, said))
			}
			m.judge(t, said)
		})
	}
	if passed*10 > len(list) {
		t.Errorf("%d of %d mistakes cannot be made any more", passed, len(list))
	}
}

// place returns the line and column of a place that is told from the line of the
// change, so that what is written above does not matter. That of a whole new file
// is told from its beginning.
func (m mistake) place(t *testing.T, at string) string {
	t.Helper()
	if m.old == "" {
		return at
	}
	b, err := os.ReadFile(m.file)
	if err != nil {
		t.Fatal(err)
	}
	var lines, column int
	if _, err := fmt.Sscanf(at, "%d:%d", &lines, &column); err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(b), m.old)
	return fmt.Sprintf("%d:%d", strings.Count(before, "\n")+1+lines, column)
}

func (m mistake) judge(t *testing.T, said diag.List) {
	t.Helper()
	var got, want []string
	for _, e := range said {
		got = append(got, where(e))
	}
	for _, w := range strings.Split(m.want, "\n") {
		if i := strings.LastIndexByte(w, ' ') + 1; strings.Count(w[i:], ":") == 1 {
			w = w[:i] + m.file + ":" + m.place(t, w[i:])
		}
		want = append(want, w)
	}
	if !slices.Equal(got, want) || len(said) == 0 || !strings.Contains(said[0].Message+"\n"+said[0].Hint, m.helps) {
		t.Errorf("got %q, want %q with %q:\n%s", got, want, m.helps, printed(t, said))
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

func printed(t *testing.T, l diag.List) string {
	t.Helper()
	var b bytes.Buffer
	if err := (report.Text{}).Print(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
