package judges

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/internal/outside"
)

// verdict is what the validator says, as a log of its own: it ends well whatever
// it finds.
type verdict struct {
	Runs []struct {
		Results []struct {
			RuleID  string `json:"ruleId"`
			Level   string
			Message struct {
				ID        string `json:"id"`
				Arguments []string
			}
			Locations []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI string }
				}
			}
		}
	}
}

// validate returns what the validator finds in logs, those of GitHub's demands
// among it, a line each.
func validate(t *testing.T, logs ...string) []string {
	t.Helper()
	tool := native(t, "@microsoft/sarif-multitool-linux/Sarif.Multitool")
	report := filepath.Join(t.TempDir(), "report.sarif")
	args := append([]string{"validate", "--output", report, "--rule-kind", "Sarif;Ghas"}, logs...)
	if said, code := run(t, ".", tool, args...); code != 0 {
		t.Fatal(said)
	}
	b, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var v verdict
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Runs) != 1 || !strings.Contains(string(b), filepath.Base(logs[0])) {
		t.Fatalf("the validator did not read the logs:\n%s", b)
	}
	var found []string
	for _, r := range v.Runs[0].Results {
		// The program has no home page that it could name.
		if r.RuleID != "SARIF2005" || r.Message.ID != "Warning_ProvideToolnformationUri" {
			found = append(found, strings.Join(append([]string{r.RuleID, r.Level, r.Message.ID}, r.Message.Arguments...), " "))
		}
	}
	return found
}

// TestSARIF has the report of a site without mistakes and that of one with many
// kinds of them validated.
func TestSARIF(t *testing.T) {
	candor, dir := outside.Candor(t), outside.OwnSite(t)
	right, code := report(t, candor, dir)
	if code != 0 || strings.Contains(right, `"ruleId"`) {
		t.Fatalf("the site has mistakes:\n%s", right)
	}
	change(t, dir, "content/finding/is-2019-01.toml",
		"weakness =", "weaknes =", "label = \"IS-2019-01\"\n", "", "disclosed = 2019-05-06\n", "disclosed = 2019-05-06\nlabel = \"IS-2019-01\"\n")
	change(t, dir, "content/postmortem/curve-oracle-2022.md", "## Lessons\n", "## Lessons\n\nÄ 𝛼 [x](#root_cause), [y](nowhere.md), <b>z</b>\n")
	change(t, dir, "content/incident/delegate-identities-2023.toml", "title = ", "title = , ")
	change(t, dir, "site.toml", "title", "titel")
	wrong, code := report(t, candor, dir)
	for _, id := range []string{"unknown-field", "field-misplaced", "anchor-missing", "link-broken", "raw-html", "toml-syntax"} {
		if !strings.Contains(wrong, `"ruleId": "`+id+`"`) {
			t.Errorf("there is no result %s", id)
		}
	}
	if code != 1 || !strings.Contains(wrong, `"replacements"`) {
		t.Fatalf("status %d:\n%s", code, wrong)
	}
	logs := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(logs, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, f := range validate(t, write("right.sarif", right), write("wrong.sarif", wrong)) {
		t.Error(f)
	}
	// A validator that finds nothing in a spoilt log would prove nothing.
	if validate(t, write("spoilt.sarif", strings.Replace(wrong, `"startLine": `, `"startLine": -`, 1))) == nil {
		t.Error("a line below zero passes")
	}
}

// report returns the report of a site, without what is told beside it.
func report(t *testing.T, candor, dir string) (log string, code int) {
	t.Helper()
	out, code := run(t, dir, candor, "check", "--quiet", "--format", "sarif")
	end := strings.LastIndexByte(out, '}')
	if end < 0 {
		t.Fatal(out)
	}
	return out[:end+1], code
}
