package rule

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/toml"

	"pgregory.net/rapid"
)

const fullBoat = `
title = "Ada"
rig = "sloop"
crew = 4
value = 1234.5
insured = true
launched = "2019"
scrapped = 2022-01-01
home = "quay"
ports = ["quay", "gone"]
keeper = "mia"
uses = ["racing"]
costs = [0.1, 0.2]
[engine]
maker = "x"
power = 2.5
fuel = "diesel"
serviced = "2021-01"
[[berth]]
harbour = "quay"
fee = 10
from = 2020-01-01
until = 2020-12-31
`

// exprs returns every expression of the tables that is a condition.
func exprs(t testing.TB, c *compiler) []*expr {
	t.Helper()
	var out []*expr
	for _, v := range verdicts {
		q := &quoted{text: v.expr, span: diag.NewSource("x", nil, nil).At(0, 0)}
		e, diags, err := c.compile("expr", q.whole(), variables{selfName: c.p.records["boat"].cel}, want{func(*typesType) bool { return true }, ""})
		if err != nil || len(diags) > 0 {
			t.Fatal(v.expr, diags, err)
		}
		out = append(out, e)
	}
	return out
}

// TestThinned takes fields away, several at once: an expression may become
// unknown, but never fails in a way it did not, and never panics.
func TestThinned(t *testing.T) {
	set := testTypes(t)
	c, err := newCompiler(set, testOptions().Site)
	if err != nil {
		t.Fatal(err)
	}
	all := exprs(t, c)
	full := record(t, set, "boat/ada", fullBoat)
	rapid.Check(t, func(t *rapid.T) {
		rec := full
		for range rapid.IntRange(1, 6).Draw(t, "fields") {
			var thinner []*content.Record
			for _, r := range Without(rec) {
				thinner = append(thinner, r)
			}
			if len(thinner) == 0 {
				break
			}
			rec = rapid.SampledFrom(thinner).Draw(t, "field")
		}
		corpus := content.NewCorpus(set, []*content.Record{rec, full.With(map[string]any{}, true)}, nil)
		b := base{p: c.p, today: &date{toml.DayOf(testDay)}}
		b.site = &object{s: &scope{}, typ: c.p.objects[sigil+siteName], values: testOptions().Site}
		x := rapid.SampledFrom(all).Draw(t, "expression")
		v, err := b.start(corpus, rec, rapid.Bool().Draw(t, "public")).eval(x)
		if err != nil && !strings.Contains(x.source.text(), "[") && !strings.Contains(x.source.text(), "/") {
			t.Fatalf("%s: %v on %v", x.source.text(), err, rec.Values)
		}
		if err == nil {
			show(v)
		}
	})
}

func TestWithout(t *testing.T) {
	set := testTypes(t)
	var got []string
	for pointer, rec := range Without(record(t, set, "boat/ada", "title = \"A\"\n[engine]\nfuel = \"diesel\"\n[[waiver]]\nrule = \"r\"\nreason = \"x\"\nuntil = 2022-01-01\n")) {
		got = append(got, pointer)
		if v := rec.Get(pointer); v != nil && pointer != "/waiver" {
			t.Errorf("%s is still there: %v", pointer, v)
		}
	}
	slices.Sort(got)
	if want := "/engine /engine/fuel /title /waiver /waiver/0/until"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
}

// FuzzRuleFile: whatever a rule file holds, it is read or refused, and what is
// read can be evaluated; places lie in the file.
func FuzzRuleFile(f *testing.F) {
	for _, v := range verdicts {
		f.Add(ruleFile(v.expr, "hint = \"{self.title} {"+"today}\""))
	}
	for _, file := range files {
		f.Add(file.text)
	}
	for _, p := range promises {
		f.Add("+++\ntitle = \"t\"" + p.text + "\n+++\n")
	}
	set := testTypes(f)
	corpus := fleet(f, set, adaAndFriends)
	f.Fuzz(func(t *testing.T, text string) {
		s, diags, err := Load(mapFS(map[string]string{"schema/rules/r.md": text, "schema/commitments/c.md": text}), set, testOptions())
		if err != nil {
			t.Fatal(err)
		}
		diags = append(diags, judged(t, s, corpus)...)
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

// FuzzQuoted holds the places in TOML strings against the TOML parser.
func FuzzQuoted(f *testing.F) {
	for _, s := range []string{`"a"`, `'a\'`, "'''\na\n'''", "\"\"\"a\\\n  b\"\"\"", `"é\u00e9\t\\"`, "\"\"\"\r\na\r\nb\"\"\"", `"\x41\e"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		b := []byte("k = " + raw)
		doc, diags := toml.Parse(diag.NewSource("x", b, nil), b, 0, len(b))
		text, ok := doc.Values["k"].(string)
		if len(diags) > 0 || !ok {
			return
		}
		q := quote(doc, "/k", text)
		if q.at == nil {
			t.Fatalf("%q means %q, but it is not clear where", raw, text)
		}
		for i := range text {
			if s := q.sub(i, i+1); s.Start < q.span.Start || s.End > q.span.End || s.Start > s.End {
				t.Fatalf("byte %d of %q stands at %d–%d", i, text, s.Start, s.End)
			}
		}
	})
}

// TestConcurrent judges many records at once; the race detector watches.
func TestConcurrent(t *testing.T) {
	set := testTypes(t)
	corpus := fleet(t, set, adaAndFriends)
	r := oneRule(t, set, ruleFile(`self.voyages.exists(v, v.kind == "holiday") && self.home.depth > 1.0`, "hint = \"{self.home} {today}\""))
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
	set := testTypes(b)
	texts := map[string]string{"harbour/quay": "title = \"Quay\"\ndepth = 2\n"}
	for i := range 10_000 {
		texts[fmt.Sprintf("boat/b%05d", i)] = "title = \"B\"\nrig = \"sloop\"\nhome = \"quay\"\nvalue = 3\n"
	}
	corpus := fleet(b, set, texts)
	r := oneRule(b, set, ruleFile(`self.status == "published" && self.rig in ["sloop", "yawl"] && self.home.depth < 3.0 && self.engine.power > 5.0`, ""))
	b.ResetTimer()
	for b.Loop() {
		for _, rec := range corpus.All("boat") {
			if _, err := r.Check(corpus, rec); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	set := testTypes(b)
	texts := map[string]string{}
	for i, v := range verdicts[:60] {
		texts[fmt.Sprintf("schema/rules/r%d.md", i)] = ruleFile("has(self.rig) || "+v.expr+" == "+v.expr, "hint = \"{self.id}\"")
	}
	for b.Loop() {
		if _, _, err := Load(mapFS(texts), set, testOptions()); err != nil {
			b.Fatal(err)
		}
	}
}
