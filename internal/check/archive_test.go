package check_test

import (
	"bytes"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/catalog"
	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/pipeline"
	"candor/internal/sitefiles"
	"candor/internal/testkit"
	"candor/internal/testkit/sites"
)

// Every archive shows its own mistake: the site in it gives exactly the
// diagnostics of its last file, and its own id is among them, so that -update
// cannot bless silence.
func TestArchives(t *testing.T) {
	testkit.Each(t, "../catalog/archives/*.txtar", func(t *testing.T, a *testkit.Archive) {
		diags := siteOf(t, a).diagnose(t)
		if !reports(diags, a.ID()) {
			t.Fatalf("its own example does not show %s:\n%s", a.ID(), testkit.Text(t, diags))
		}
		asSevere(t, diags)
		a.Compare(t, testkit.Want, testkit.Text(t, diags))
	})
}

// Every check has an archive that comes close and shows nothing, and so have
// the issues of texts.
func TestClean(t *testing.T) {
	seen := map[string]bool{}
	testkit.Each(t, "testdata/clean/*.txtar", func(t *testing.T, a *testkit.Archive) {
		seen[a.ID()] = true
		if got := testkit.Text(t, siteOf(t, a).diagnose(t)); got != "" {
			t.Errorf("got:\n%s", got)
		}
	})
	for _, c := range check.All() {
		if !seen[c.ID] {
			t.Errorf("%s has no clean archive", c.ID)
		}
	}
}

// site is what an archive holds.
type site struct {
	files, theme fstest.MapFS
	unreadable   map[string]bool
}

// Open implements fs.FS.
func (s site) Open(name string) (fs.File, error) {
	if s.unreadable[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.door().Open(name)
}

// door shows the files as the command sees them.
func (s site) door() fs.FS { return sitefiles.New(tree(s.files)) }

// tree is files in memory as a sitefiles.Tree.
type tree fstest.MapFS

// Open implements fs.FS.
func (t tree) Open(name string) (fs.File, error) {
	if f := t[name]; f != nil {
		if reason, refused := sitefiles.ReasonFor(f.Mode); refused {
			return nil, &fs.PathError{Op: "open", Path: name, Err: sitefiles.Refusal{Reason: reason}}
		}
	}
	return fstest.MapFS(t).Open(name)
}

// ReadLink implements sitefiles.Tree.
func (t tree) ReadLink(name string) (string, error) { return fstest.MapFS(t).ReadLink(name) }

// siteOf reads an archive. What text cannot hold stands in brackets behind a
// file's name: (escaped) with \x.. for bytes, (17 MiB) for a file that is
// filled up to that, (unreadable), (symbolic link), (named pipe), (escaped name),
// and (absent) for a layout that the theme lacks.
func siteOf(t *testing.T, a *testkit.Archive) site {
	s := site{fstest.MapFS{}, testkit.Theme(), map[string]bool{}}
	for _, f := range a.Archive.Files {
		name, how, _ := strings.Cut(strings.TrimSuffix(f.Name, ")"), " (")
		data := f.Data
		switch how {
		case "":
		case "escaped":
			data = unescape(t, data)
		case "17 MiB":
			data = append(bytes.Clone(data), bytes.Repeat([]byte("\n"), 17<<20-len(data))...)
		case "unreadable":
			s.unreadable[name] = true
		case "symbolic link", "named pipe":
			s.files[name] = &fstest.MapFile{Data: data, Mode: special[how] | 0o644}
			continue
		case "escaped name":
			name = string(unescape(t, []byte(name)))
		case "absent":
			delete(s.theme, name)
			continue
		default:
			name = f.Name
		}
		s.files[name] = testkit.File(data)
	}
	delete(s.files, testkit.Want)
	return s
}

var special = map[string]fs.FileMode{"symbolic link": fs.ModeSymlink, "named pipe": fs.ModeNamedPipe}

func unescape(t *testing.T, b []byte) []byte {
	quoted := `"` + strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(string(b)) + `"`
	text, err := strconv.Unquote(quoted)
	if err != nil {
		t.Fatal("the archive is not escaped well: ", err)
	}
	return []byte(text)
}

// diagnose returns what the command says of the site, at a fixed time.
func (s site) diagnose(t *testing.T) diag.List {
	t.Helper()
	_, diags := sites.Build(t, s, s.theme, pipeline.Options{})
	return diags
}

func reports(l diag.List, id string) bool {
	for _, d := range l {
		if d.ID == id {
			return true
		}
	}
	return false
}

// asSevere holds diagnostics against the severities of the catalog. The rules of
// a site choose their own.
func asSevere(t *testing.T, l diag.List) {
	t.Helper()
	for _, d := range l {
		if _, ok := catalog.Lookup(d.ID); ok && d.Severity != diag.SeverityOf(d.ID) {
			t.Errorf("%s is reported as %s, which the catalog does not say", d.ID, d.Severity)
		}
	}
}

// Every check has documentation, and the registry is sorted without
// repetitions.
func TestRegistry(t *testing.T) {
	before := ""
	for _, c := range check.All() {
		if _, ok := catalog.Explain(c.ID); !ok {
			t.Errorf("%s has no archive", c.ID)
		}
		if c.ID <= before {
			t.Errorf("%s stands behind %s", c.ID, before)
		}
		before = c.ID
	}
}
