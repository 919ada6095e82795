package judges

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/outside"
)

// TestEditors has the checkers of two editors read this repository's records and
// those of a new site: with the settings that this repository carries and those
// that the command writes they find nothing wrong, and in records with mistakes
// what is wrong.
func TestEditors(t *testing.T) {
	linter, checker := native(t, "@tombi-toml/cli-linux-x64/tombi"), filepath.Join(outside.Modules(t), ".bin", "taplo")
	taplo := func(dir string, files ...string) (string, int) {
		return run(t, dir, checker, append([]string{"check"}, files...)...)
	}
	tombi := func(dir string) (string, int) { return run(t, dir, linter, "lint", "--offline") }

	candor, dir, fresh := outside.Candor(t), outside.OwnSite(t), filepath.Join(t.TempDir(), "fresh")
	carried(t, dir)
	if out, code := run(t, dir, candor, "init", fresh); code != 0 {
		t.Fatal(out)
	}
	if out, code := taplo(dir); code != 0 {
		t.Errorf("taplo: %s", head(out))
	}
	for _, site := range []string{dir, fresh} {
		if out, code := tombi(site); code != 0 || !strings.Contains(out, "linted successfully") {
			t.Errorf("tombi: %s", head(out))
		}
	}

	change(t, dir, "content/finding/is-2022-05.toml",
		"label = \"IS-2022-05\"\n", "", "weakness =", "weaknes =", `validity = "valid"`, `validity = "Valid"`, "reported = 2022-04-14", `reported = "April"`)
	change(t, dir, "content/asset/adapters.toml",
		`type = "smart_contract"`, `type = "smart-contract"`, `chain = "eip155:1"`, `chain = "ethereum"`)
	out, code := tombi(dir)
	want := []string{
		`content/asset/adapters.toml:6:8: The value must be one of ["smart_contract", "blockchain_dlt", "websites_and_applications"], but found "smart-contract"`,
		"content/asset/adapters.toml:7:9: \"ethereum\" does not match the pattern `^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$`",
		`content/finding/is-2022-05.toml:10:1: "weaknes" is not allowed`,
		`content/finding/is-2022-05.toml:12:12: The value must be one of ["pending", "valid", "out-of-scope", "rejected", "duplicate", "accepted-risk"], but found "Valid"`,
		"content/finding/is-2022-05.toml:16:12: \"April\" does not match the pattern `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`",
		`content/finding/is-2022-05.toml:1:1: "label" is required`,
	}
	if d := cmp.Diff(want, places(strings.ReplaceAll(out, dir+"/", ""))); code != 1 || d != "" {
		t.Errorf("tombi: status %d, (-want +got)\n%s", code, d)
	}
	// Taplo repeats a mistake of the record as a whole at all its lines.
	out, code = taplo(dir, "content/finding/is-2022-05.toml", "content/asset/adapters.toml")
	for _, said := range []string{
		`"label" is a required property`, `'weaknes' was unexpected`, `"Valid" is not one of`, `"April" is not valid under any`,
		`"smart-contract" is not one of`, `"ethereum" does not match`,
	} {
		if !strings.Contains(out, said) {
			t.Errorf("taplo does not say %s: %s", said, head(out))
		}
	}
	if code == 0 {
		t.Error("taplo passes mistakes")
	}
}

// carried takes to a copy of the site what this repository carries for editors.
func carried(t *testing.T, dir string) {
	t.Helper()
	root := os.DirFS("../..")
	schemas, err := fs.Sub(root, ".schemas")
	if err == nil {
		err = os.CopyFS(filepath.Join(dir, ".schemas"), schemas)
	}
	for _, name := range []string{"tombi.toml", ".taplo.toml"} {
		var b []byte
		if err == nil {
			b, err = fs.ReadFile(root, name)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), b, 0o600)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// place is a mistake as Tombi prints it: what, and where in the next line.
var place = regexp.MustCompile(`(?m)^\s*Error: (.*)\n\s*at (\S+)$`)

func places(out string) []string {
	var all []string
	for _, m := range place.FindAllStringSubmatch(out, -1) {
		all = append(all, m[2]+": "+m[1])
	}
	slices.Sort(all)
	return all
}

// head is the beginning of what a program says.
func head(out string) string { return out[:min(len(out), 3000)] }
