package rulefile

import (
	"fmt"
	"testing"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/ruletest"
	"candor/internal/schema"
	"candor/internal/toml"
)

func options() Options {
	return Options{Today: toml.DayOf(ruletest.Day()), BuildDate: ruletest.Day(), Site: ruletest.Site()}
}

// load reads rule files, by name and text.
func load(t testing.TB, set *schema.Set, files map[string]string) (*rule.Set, diag.List) {
	t.Helper()
	s, diags, err := Load(ruletest.Files(files), set, options())
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

// evaluated runs every rule on every record it is about, and on the site.
func evaluated(t testing.TB, s *rule.Set, corpus *content.Corpus) diag.List {
	t.Helper()
	var out diag.List
	add := func(l diag.List, err error) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, l...)
	}
	for _, st := range corpus.Types().Types() {
		for _, r := range s.ForType(st.Name) {
			for _, rec := range corpus.All(st.Name) {
				add(r.Check(corpus, rec))
			}
		}
	}
	for _, r := range s.SiteRules() {
		add(r.Check(corpus, nil))
	}
	return out
}

// FuzzRuleFile: whatever a rule file holds, it is read or refused, and what is
// read can be evaluated; places lie in the file.
func FuzzRuleFile(f *testing.F) {
	for _, m := range mistakes {
		f.Add(ruletest.RuleFile(m.expr, "hint = \"{self.title} {"+"today}\""))
	}
	for _, file := range files {
		f.Add(file.text)
	}
	f.Add(ruletest.RuleFile(`self.voyages.exists(v, v.kind == "holiday") && self.home.depth > 1.0`, "at = \"/crew\""))
	f.Add(commitmentWithMistakes)
	f.Add("+++\ntitle = \"t\"\nfor = \"boat\"\neach = \"months(from, until)\"\nfrom = 2022-01-01\nevidence = \"self.voyages\"\ncounts = \"e.began == it\"\ndue = \"addDays(it, 30)\"\n+++\n")
	set := ruletest.Types(f)
	corpus := ruletest.Fleet(f, set, ruletest.Ada())
	f.Fuzz(func(t *testing.T, text string) {
		s, diags, err := Load(ruletest.Files(map[string]string{"schema/rules/r.md": text, "schema/commitments/c.md": text}), set, options())
		if err != nil {
			t.Fatal(err)
		}
		diags = append(diags, evaluated(t, s, corpus)...)
		for _, c := range s.Commitments() {
			_, more, err := c.Outcomes(corpus)
			if err != nil {
				t.Fatal(err)
			}
			diags = append(diags, more...)
		}
		for _, d := range diags {
			if d.Span.Source != nil && (d.Span.Start < 0 || d.Span.Start > d.Span.End || int64(d.Span.End) > d.Span.Source.Size) {
				t.Fatalf("the place of %q lies outside its file: %d–%d", d.Message, d.Span.Start, d.Span.End)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	set := ruletest.Types(b)
	texts := map[string]string{}
	for i := range 60 {
		expr := fmt.Sprintf(`has(self.rig) || self.voyages.exists(v, v.kind == "race" && v.began < today) && self.crew > %d`, i)
		texts[fmt.Sprintf("schema/rules/r%d.md", i)] = ruletest.RuleFile(expr, "hint = \"{self.id}\"")
	}
	for b.Loop() {
		if _, _, err := Load(ruletest.Files(texts), set, options()); err != nil {
			b.Fatal(err)
		}
	}
}
