package layout_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/render/layout"
)

// An export of a type takes the place of one for all, as for pages, and that of
// the site the theme's.
func TestExports(t *testing.T) {
	own := fstest.MapFS{}
	for _, name := range []string{
		"record.json", "records.list.json", "boat/record.json", "boat/crew.csv", "boat/crew.list.csv", "boat/_part.csv", "boat/.hidden.csv",
		"boat/crew.csv~", "boat/README", "boat/deep/x.csv", "boat/page.html", "other/x.csv", ".list.txt",
	} {
		own["layouts/"+name] = &fstest.MapFile{Data: []byte("theme")}
	}
	l, diags, err := layout.Load(fstest.MapFS{"layouts/boat/crew.csv": {Data: []byte(`{{define "when"}}{{.ID}}{{end}}site`)}}, own, words)
	if err != nil || len(diags) > 0 {
		t.Fatal(diags, err)
	}
	for typ, want := range map[string]string{
		"boat":  "crew.csv=boat/crew.csv? crew.csv=boat/crew.list.csv* record.json=boat/record.json records.json=records.list.json*",
		"berth": "record.json=record.json records.json=records.list.json*",
	} {
		var got []string
		for _, e := range l.Exports(typ) {
			s := e.Name + "=" + e.Layout
			if e.List {
				s += "*"
			}
			if e.Asks {
				s += "?"
			}
			got = append(got, s)
		}
		if slices.Sort(got); strings.Join(got, " ") != want {
			t.Errorf("%s: %v\nnot %s", typ, got, want)
		}
	}
	if e := l.Exports("boat")[0]; e.MediaType() != "text/csv" {
		t.Errorf("%s is %q", e.Name, e.MediaType())
	}
}
