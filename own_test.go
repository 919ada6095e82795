package candor_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	candor "candor"
	"candor/internal/build"
	"candor/internal/diag"
)

// diagnose returns what candor check says of a site.
func diagnose(t *testing.T, files fs.FS) diag.List {
	t.Helper()
	ctx := context.Background()
	out, diags, err := build.Build(ctx, build.Input{Files: files, Theme: candor.Theme, Options: build.Options{
		BuildDate: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Version: "test",
	}})
	if err != nil {
		t.Fatal(err)
	}
	more, err := out.Render(ctx, func(string, []byte) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	return append(diags, more...).Sorted()
}

// TestOwnSite holds that nothing is wrong with this repository's own site.
func TestOwnSite(t *testing.T) {
	diags := diagnose(t, os.DirFS("."))
	if diags.Errors() > 0 {
		var b bytes.Buffer
		if err := (diag.Text{}).Print(&b, diags); err != nil {
			t.Fatal(err)
		}
		t.Error(b.String())
	}
}

// changed is the site with some files replaced; nil bytes take a file away.
type changed struct {
	fs.FS
	files map[string][]byte
}

func (c changed) Open(name string) (fs.File, error) {
	b, ok := c.files[name]
	switch {
	case !ok:
		f, err := c.FS.Open(name)
		if d, isDir := f.(fs.ReadDirFile); err == nil && isDir {
			return dir{d, c, name}, nil
		}
		return f, err
	case b == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fstest.MapFS{name: {Data: b}}.Open(name)
}

// dir leaves out the entries that were taken away.
type dir struct {
	fs.ReadDirFile
	site changed
	name string
}

func (d dir) ReadDir(n int) ([]fs.DirEntry, error) {
	list, err := d.ReadDirFile.ReadDir(n)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool {
		b, there := d.site.files[d.name+"/"+e.Name()]
		return there && b == nil
	}), err
}

// mistake is a change to one file of the site and what must be said of it, and
// nothing else.
type mistake struct {
	name     string
	file     string
	old, new string   // both empty: the file is taken away
	want     []string // id file:line:column of every error
	hint     string   // a part of the first one's hint
}

func (m mistake) apply(t *testing.T) fs.FS {
	t.Helper()
	files := map[string][]byte{m.file: nil}
	if m.old != "" {
		b, err := os.ReadFile(m.file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(b, []byte(m.old)) {
			t.Fatalf("%s does not hold %q any more", m.file, m.old)
		}
		files[m.file] = bytes.Replace(b, []byte(m.old), []byte(m.new), 1)
	}
	return changed{os.DirFS("."), files}
}

// TestMistakes makes one mistake at a time in the real site: each gives its own
// diagnostic at its place, and no other error.
func TestMistakes(t *testing.T) {
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			var errors []string
			var hints []string
			for _, d := range diagnose(t, m.apply(t)) {
				if d.Severity == diag.Warning {
					continue
				}
				errors = append(errors, where(d))
				hints = append(hints, d.Hint)
			}
			if !slices.Equal(errors, m.want) || !strings.Contains(hints[0], m.hint) {
				t.Errorf("got %q with the hints %q, want %q with %q", errors, hints, m.want, m.hint)
			}
		})
	}
}

func where(d diag.Diagnostic) string {
	p := d.Span.Position()
	name := ""
	if d.Span.Source != nil {
		name = d.Span.Source.Name
	}
	return fmt.Sprintf("%s %s:%d:%d", d.ID, name, p.Line, p.Column)
}

const (
	shutdown = "content/finding/is-2019-03.toml"
	spells   = "content/postmortem/mistaken-spells.md"
)

var mistakes = []mistake{
	{
		"the postmortem of critical and high findings", "content/postmortem/shutdown-before-launch-2019.md", "", "",
		[]string{
			"finding-without-postmortem content/finding/is-2019-02.toml:15:14",
			"finding-without-postmortem content/finding/is-2019-03.toml:15:14",
			"finding-without-postmortem content/finding/is-2019-04.toml:16:14",
			"finding-without-postmortem content/finding/is-2019-05.toml:16:14",
		}, "candor new postmortem --covers is-2019-02",
	},
	{
		"the target of a reference", shutdown, `"mcd-pot"`, `"mcd-pit"`,
		[]string{"reference-missing content/finding/is-2019-03.toml:10:22"}, "mcd-pot",
	},
	{
		"a letter of a field's name", shutdown, "channel =", "chanel =",
		[]string{"unknown-field content/finding/is-2019-03.toml:9:1"}, "channel",
	},
	{
		"an enum value", shutdown, `channel = "bounty"`, `channel = "bountey"`,
		[]string{"enum-value content/finding/is-2019-03.toml:9:11"}, `"bounty"`,
	},
	{
		"a date made impossible", shutdown, "fixed = 2019-08-30", "fixed = 2019-08-32",
		[]string{"bad-date content/finding/is-2019-03.toml:19:9"}, "look up the day",
	},
	{
		"a date out of order", shutdown, "reported = 2019-08-13T21:21:00Z", "reported = 2019-09-20",
		[]string{"dates-out-of-order content/finding/is-2019-03.toml:20:13"}, "",
	},
	{
		"a checksum letter of an address", "content/asset/core.toml", "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B", "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492b",
		[]string{"bad-format content/asset/core.toml:347:26"}, "0x35D1b3F3D7966A1DFe207aa4514C12a259A0492B",
	},
	{
		"a reward above every tier", "content/payment/immunefi.toml", "bounty = 2_500\nfee = 250\ntotal = 2_750", "bounty = 120_000\nfee = 12_000\ntotal = 132_000",
		[]string{"reward-outside-tier content/payment/immunefi.toml:7:10"}, "",
	},
	{
		"a payout in a report", "content/report/2022-05.md", "forecast = 100_000, actual = 75_000", "forecast = 100_000, actual = 74_000",
		[]string{"report-total-mismatch content/report/2022-05.md:45:16"}, "",
	},
	{
		"a fix after its postmortem", "content/finding/is-2019-01.toml", "fixed = ", "fixed = 2027-01-01 # ",
		[]string{"postmortem-before-fix content/postmortem/voting-contract-2019.md:7:13"}, "",
	},
	{
		"an asset certainly outside scope", "content/finding/is-2023-04.toml", "assets = [\"mcd-vow\", \"esm\"]", "dates.reported = 2023-05-10\nassets = [\"ds-chief-1-0\"]",
		[]string{"finding-out-of-scope content/finding/is-2023-04.toml:10:10"}, "",
	},
	{
		"a title given to an undisclosed finding", "content/finding/is-2022-01.toml", "label = \"IS-2022-01\"\n", "label = \"IS-2022-01\"\ntitle = \"What was wrong\"\n",
		[]string{"undisclosed-finding-with-details content/finding/is-2022-01.toml:10:14"}, "take these fields out",
	},
	{
		"a dead link", spells, "](../incident/wbtc-ceiling-2020.toml)", "](../incident/wbtc-ceiling-2021.toml)",
		[]string{"link-broken content/postmortem/mistaken-spells.md:25:150"}, "../incident/wbtc-ceiling-2020.toml",
	},
	{
		"a dead anchor", spells, "](../incident/wbtc-ceiling-2020.toml)", "](../incident/wbtc-ceiling-2020.toml#nowhere)",
		[]string{"anchor-missing content/postmortem/mistaken-spells.md:25:150"}, "",
	},
	{
		"raw HTML", spells, "## Impact\n", "## Impact\n\n<b>bold</b>\n",
		[]string{"raw-html content/postmortem/mistaken-spells.md:29:1"}, "**text**",
	},
	{
		"a section's heading", spells, "## Lessons", "## Lesons",
		[]string{"section-missing content/postmortem/mistaken-spells.md:47:4"}, "## Lessons",
	},
}
