package starter_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	candor "candor"
	"candor/internal/diag"
	"candor/internal/pipeline"
	"candor/internal/schema/meta"
	"candor/internal/starter"
	"candor/internal/testkit"
	"candor/internal/testkit/sites"
	"candor/internal/toml"
)

// days on which a site is made: a leap day, a day like any other, and the last
// and first days of months, where counting in months goes wrong.
var days = []string{"2024-02-29", "2026-11-22", "2031-06-30", "2027-03-01", "2028-12-31"}

func site(t *testing.T, day string) (fstest.MapFS, time.Time) {
	t.Helper()
	now, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(9 * time.Hour)
	files, err := starter.Site(candor.Types, now)
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for name, b := range files {
		out[name] = testkit.File(b)
	}
	return out, now
}

// finished makes every page of a site.
func finished(t *testing.T, files fstest.MapFS, now time.Time) (map[string][]byte, diag.List) {
	t.Helper()
	return sites.Build(t, files, candor.Theme, pipeline.Options{BuildDate: now})
}

// A new site has nothing to complain of on its first day, and no error a year
// later; by then some things are overdue, which are warnings.
func TestClean(t *testing.T) {
	for _, day := range days {
		t.Run(day, func(t *testing.T) {
			t.Parallel()
			files, now := site(t, day)
			if _, diags := finished(t, files, now); len(diags) > 0 {
				t.Error(testkit.Text(t, diags))
			}
			if _, diags := finished(t, files, now.AddDate(1, 0, 0)); diags.Errors() > 0 {
				t.Error(testkit.Text(t, diags))
			}
		})
	}
}

// Every type has a record, and the site shows a team that is alive.
func TestAlive(t *testing.T) {
	files, now := site(t, days[1])
	types, diags, err := meta.Load(files)
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	for _, typ := range types.Types() {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(files)), func(name string) bool {
			return strings.HasPrefix(name, "content/"+typ.Name+"/") && path.Base(name) != "_index.md"
		}) {
			t.Errorf("no record of the type %s", typ.Name)
		}
	}
	pages, _ := finished(t, files, now)
	for name, want := range map[string][]string{
		"index.html": {"An example"},
		"commitments/postmortem-in-thirty-days/index.html": {"kept", "Rounding in the vault"},
		"commitments/next-fire-drill/index.html":           {"open"},
		"commitments/office-hours/index.html":              {"kept", "open"},
		"commitments/monthly-report/index.html":            {"kept", "open"},
		"events/fire-drill-next/index.html":                {"Scheduled", "January 2027"},
		"about/report-a-bug/index.html":                    {"mailto:security@security.example"},
		"programs/vault/index.html":                        {"50,000"},
	} {
		for _, w := range want {
			if !bytes.Contains(pages[name], []byte(w)) {
				t.Errorf("%s does not hold %q", name, w)
			}
		}
	}
	for name, b := range pages {
		if path.Ext(name) == ".png" {
			continue // the pages say in words what stands on a picture
		}
		if bytes.Contains(b, []byte("EX-3")) || bytes.Contains(b, []byte("{%")) {
			t.Errorf("%s tells of what is under embargo, or of a template", name)
		}
	}
}

// Rules are copied without the clauses that they were demanded by, promises not
// at all; and what is wrong is still found.
func TestRules(t *testing.T) {
	files, now := site(t, days[1])
	own, err := candor.Types.ReadDir("schema/rules")
	if err != nil || len(own) == 0 {
		t.Fatal(own, err)
	}
	for _, e := range own {
		f := files["schema/rules/"+e.Name()]
		if f == nil || bytes.Contains(f.Data, []byte("\nclause")) {
			t.Errorf("%s is missing or names a clause", e.Name())
		}
	}
	err = fs.WalkDir(candor.Types, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && files[name] == nil {
			t.Errorf("%s was not copied", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(files, "content/postmortem/rounding.md")
	_, diags := finished(t, files, now)
	var ids []string
	for _, d := range diags {
		ids = append(ids, d.ID)
	}
	if !slices.Equal(ids, []string{"finding-without-postmortem"}) {
		t.Error(testkit.Text(t, diags))
	}
}

// Each type has its schema for editors, and both editors know its files.
func TestEditors(t *testing.T) {
	files, _ := site(t, days[1])
	types, _, err := meta.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range types.Types() {
		name := starter.EditorDir + "/" + typ.Name + ".json"
		if f := files[name]; f == nil || !json.Valid(f.Data) {
			t.Errorf("%s is no schema", name)
		}
		for _, settings := range []string{".taplo.toml", "tombi.toml"} {
			if b := files[settings].Data; !bytes.Contains(b, []byte(`"`+name+`"`)) || !bytes.Contains(b, []byte(`"content/`+typ.Name+`/**/*.toml"`)) {
				t.Errorf("%s does not know %s", settings, typ.Name)
			}
		}
	}
	for name, f := range files {
		if path.Ext(name) != ".toml" {
			continue
		}
		if _, diags := toml.Parse(diag.NewSource(name, f.Data, nil), f.Data, 0, len(f.Data)); len(diags) > 0 {
			t.Error(testkit.Text(t, diags))
		}
	}
}

// The same day gives the same bytes, whatever the time of it.
func TestSameBytes(t *testing.T) {
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	a, err := starter.Site(candor.Types, now)
	if err != nil {
		t.Fatal(err)
	}
	b, err := starter.Site(candor.Types, now.Add(20*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if !maps.EqualFunc(a, b, bytes.Equal) {
		t.Error("the time of the day shows")
	}
}
