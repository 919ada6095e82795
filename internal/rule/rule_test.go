package rule_test

import (
	"fmt"
	"sync"
	"testing"

	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/rulefile"
	"candor/internal/ruletest"
	"candor/internal/schema"
	"candor/internal/toml"
)

func options() rulefile.Options {
	return rulefile.Options{Today: toml.DayOf(ruletest.Day()), BuildDate: ruletest.Day(), Site: ruletest.Site()}
}

// load reads rule files, by name and text.
func load(t testing.TB, set *schema.Set, files map[string]string) (*rule.Set, diag.List) {
	t.Helper()
	s, diags, err := rulefile.Load(ruletest.Files(files), set, options())
	if err != nil {
		t.Fatal(err)
	}
	return s, diags
}

func oneRule(t testing.TB, set *schema.Set, text string) *rule.Rule {
	t.Helper()
	s, diags := load(t, set, map[string]string{"schema/rules/r.md": text})
	if len(diags) > 0 {
		t.Fatalf("%s\n%s", text, ruletest.Lines(diags))
	}
	return s.Rules()[0]
}

// TestConcurrent evaluates many records at once; the race detector watches.
func TestConcurrent(t *testing.T) {
	set := ruletest.Types(t)
	corpus := ruletest.Fleet(t, set, ruletest.Ada())
	r := oneRule(t, set, ruletest.RuleFile(`self.voyages.exists(v, v.kind == "holiday") && self.home.depth > 1.0`, "hint = \"{self.home} {today}\""))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, rec := range corpus.All("boat") {
				if _, err := r.Check(corpus, rec); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkCheck evaluates a plain rule on ten thousand records.
func BenchmarkCheck(b *testing.B) {
	set := ruletest.Types(b)
	texts := map[string]string{"harbour/quay": "title = \"Quay\"\ndepth = 2\n"}
	for i := range 10_000 {
		texts[fmt.Sprintf("boat/b%05d", i)] = "title = \"B\"\nrig = \"sloop\"\nhome = \"quay\"\nvalue = 3\n"
	}
	corpus := ruletest.Fleet(b, set, texts)
	r := oneRule(b, set, ruletest.RuleFile(`self.status == "published" && self.rig in ["sloop", "yawl"] && self.home.depth < 3.0 && self.engine.power > 5.0`, ""))
	b.ResetTimer()
	for b.Loop() {
		for _, rec := range corpus.All("boat") {
			if _, err := r.Check(corpus, rec); err != nil {
				b.Fatal(err)
			}
		}
	}
}
