package rule_test

import (
	"strings"
	"testing"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/ruletest"
)

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

// checks are a rule's front matter without title, records beside those of
// ada and her friends, and what is reported.
var checks = []struct {
	name, rule string
	records    map[string]string
	want       string
}{
	{
		name: "a certain violation, with everything a message can have",
		rule: `for = "boat"
when = "self.insured"
expr = "self.value < 1000.0"
at = "/value"
message = "{self.label} is worth {self.value} since {self.launched}, {{sic}}"
hint = "sell {self.id}"
label = "worth {round6(self.value / 3.0)}"
severity = "warning"
clause = {charter = "rules1", id = "c2"}`,
		want: `content/boat/ada.toml:6:9: warning[r] ADA is worth 1,234.5 since 2019, {sic} ^1234.5^ label: worth 411.5 hint: sell ada related: the promise: RU1c2 ^"c2"^
`,
	},
	{
		name: "a place with a hole",
		rule: `for = "boat"
each = "['crew', 'value']"
when = "self.id == 'ada'"
expr = "it != 'value'"
at = "/{it}"
also = "/crew"
message = "x"`,
		want: `content/boat/ada.toml:6:9: error[r] x ^1234.5^ related: compared with this ^4^
`,
	},
	{
		name: "names for each element, one made of another",
		rule: `for = "boat"
each = "self.berth"
let = [
  { name = "double", expr = "it.fee * 2.0" },
  { name = "dear", expr = "double > 22.0" },
]
expr = "!dear"
at = "/fee"
message = "twice {it.fee} is {double}"`,
		want: `content/boat/ada.toml:21:7: error[r] twice 12.5 is 25 ^12.5^
`,
	},
	{
		name: "a name for what is unknown is unknown",
		rule: `for = "boat"
let = [{ name = "power", expr = "self.engine.power" }]
expr = "power > 1.0 && has(self.rig)"
message = "{power}"`,
		want: `content/boat/bo.toml:1:9: error[r] unknown ^"Bo"^
`,
	},
	{
		name: "a name that cannot be evaluated",
		rule: `for = "boat"
let = [{ name = "last", expr = "self.voyages[7].kind" }]
expr = "last == 'race'"
message = "m"`,
		want: `schema/rules/r.md:4:33: error[rule-failed] this expression cannot be evaluated: it asks for an element that a list does not have ^self.voyages[7].kind^ hint: try it on the record below; has(…) tells whether a field is there related: while judging ADA ^"Ada"^
`,
	},
	{
		name: "what is unknown is silent",
		rule: `for = "boat"
expr = "self.engine.power > 100.0"
message = "x"`,
	},
	{
		name: "an unknown condition is silent",
		rule: `for = "boat"
when = "self.engine.power > 100.0"
expr = "false"
message = "x"`,
	},
	{
		name: "absence is said with has",
		rule: `for = "boat"
expr = "has(self.rig)"
message = "{self.title} has no rig; its engine makes {self.engine.power}"`,
		want: `content/boat/bo.toml:1:9: error[r] Bo has no rig; its engine makes unknown ^"Bo"^
`,
	},
	{
		name: "each table, at relative to it",
		rule: `for = "boat"
each = "self.berth"
expr = "it.fee < 11.0"
at = "/fee"
message = "{it.fee} for {it.harbour} since {it.from}"`,
		want: `content/boat/ada.toml:21:7: error[r] 12.5 for mole since 2021 ^12.5^
`,
	},
	{
		name: "each filtered table still knows where it stands",
		rule: `for = "boat"
each = "inForce(self.berth.filter(b, b.fee > 1.0), date('2020-06-01'))"
expr = "false"
at = "/until"
message = "m"`,
		want: `content/boat/ada.toml:18:9: error[r] m ^2020-12-31^
`,
	},
	{
		name: "an absent place is shown by what is above it",
		rule: `for = "boat"
each = "self.berth.filter(b, !has(b.until))"
expr = "false"
at = "/until"
message = "m"`,
		want: `content/boat/ada.toml:19:1: error[r] m ^[[berth]]^
`,
	},
	{
		name: "each text of a list is shown where it stands",
		rule: `for = "boat"
each = "self.uses"
expr = "it != 'cruising'"
message = "{it}"`,
		want: `content/boat/ada.toml:12:19: error[r] cruising ^"cruising"^
`,
	},
	{
		name: "each referrer is shown in its own file",
		rule: `for = "boat"
each = "self.voyages"
when = "has(it.ended)"
expr = "daysBetween(it.began, it.ended) < 30"
at = "/ended"
message = "{it} took {daysBetween(it.began, it.ended)} days"`,
		want: `content/voyage/first.toml:3:9: error[r] first took 31 days ^2020-06-01^
`,
	},
	{
		name: "the site as a whole, element by element",
		rule: `for = "site"
each = "harbour"
expr = "it.boats.size() > 0"
message = "nobody lives at {it.title}"`,
		want: `content/harbour/mole.toml:1:9: error[r] nobody lives at Mole ^"Mole"^
content/harbour/rock.toml:1:9: error[r] nobody lives at Rock ^"Rock"^
`,
	},
	{
		name: "the site as a whole",
		rule: `for = "site"
expr = "boat.size() > 10"
message = "only {boat.size()} boats in {site.title} on {today}"`,
		want: `site:0:0: error[r] only 2 boats in The fleet on 2022-06-15
`,
	},
	{
		name: "a failure is told once, in the rule",
		rule: `for = "boat"
expr = "self.voyages[5].kind == 'race'"
message = "m"`,
		want: `schema/rules/r.md:4:9: error[rule-failed] this expression cannot be evaluated: it asks for an element that a list does not have ^self.voyages[5].kind == 'race'^ hint: try it on the record below; has(…) tells whether a field is there related: while judging ADA ^"Ada"^
`,
	},
	{
		name: "a failure in a message",
		rule: `for = "site"
expr = "false"
message = "m {1 / (boat.size() - 2)}"`,
		want: `schema/rules/r.md:5:15: error[rule-failed] this expression cannot be evaluated: it divides by zero ^1 / (boat.size() - 2)^ hint: has(…) tells whether a field is there, size() how long a list is
`,
	},
	{
		name: "too many steps",
		rule: `for = "boat"
expr = "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, [1,2,3,4,5,6,7,8,9].all(e, a + b + c + d + e > 0)))))"
message = "m"`,
		want: `schema/rules/r.md:4:9: error[rule-failed] this expression cannot be evaluated: it takes too many steps ^[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, [1,2,3,4,5,6,7,8,9].all(e, a + b + c + d + e > 0)))))^ hint: follow references instead of going through all records of a type related: while judging ADA ^"Ada"^
`,
	},
	{
		name: "waivers: one excuses, one has passed, one excuses nothing",
		rule: `for = "boat"
expr = "has(self.rig)"
message = "{self.id}"`,
		records: map[string]string{
			"boat/c1": "title = \"C1\"\n[[waiver]]\nrule = \"r\"\nreason = \"x\"\nuntil = 2022-06-15\n",
			"boat/c2": "title = \"C2\"\n[[waiver]]\nrule = \"r\"\nreason = \"x\"\nuntil = 2022-06-13\n",
			"boat/c3": "title = \"C3\"\nrig = \"yawl\"\n[[waiver]]\nrule = \"other\"\nreason = \"x\"\n[[waiver]]\nrule = \"r\"\nreason = \"x\"\n",
			"boat/c4": "title = \"C4\"\n[[waiver]]\nrule = \"r\"\nreason = \"x\"\n",
		},
		want: `content/boat/bo.toml:1:9: error[r] bo ^"Bo"^
content/boat/c2.toml:1:9: error[r] c2 ^"C2"^
content/boat/c3.toml:7:8: warning[waiver-unused] this waiver excuses nothing: the rule ` + "`r`" + ` has no objection ^"r"^ hint: delete the waiver
`,
	},
	{
		name: "a rule that takes no waiver",
		rule: `for = "boat"
expr = "has(self.rig)"
message = "{self.id}"
waivable = false`,
		records: map[string]string{
			"boat/bo": "title = \"Bo\"\n[[waiver]]\nrule = \"r\"\nreason = \"x\"\n",
		},
		want: `content/boat/bo.toml:1:9: error[r] bo ^"Bo"^
content/boat/bo.toml:3:8: error[waiver-refused] the rule ` + "`r`" + ` takes no waiver ^"r"^ hint: delete the waiver and mend what the rule asks for
`,
	},
	{
		name: "waivers of a rule about the site stand in its elements",
		rule: `for = "site"
each = "harbour"
expr = "it.boats.size() > 0"
message = "{it.title}"`,
		records: map[string]string{
			"harbour/mole": "title = \"Mole\"\n[[waiver]]\nrule = \"r\"\nreason = \"x\"\n",
			"harbour/quay": "title = \"Quay\"\n[[waiver]]\nrule = \"r\"\nreason = \"x\"\n",
		},
		want: `content/harbour/quay.toml:3:8: warning[waiver-unused] this waiver excuses nothing: the rule ` + "`r`" + ` has no objection ^"r"^ hint: delete the waiver
content/harbour/rock.toml:1:9: error[r] Rock ^"Rock"^
`,
	},
}

func TestCheck(t *testing.T) {
	set := ruletest.Types(t)
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			records := map[string]string{}
			for _, m := range []map[string]string{ruletest.Ada(), c.records} {
				for k, v := range m {
					records[k] = v
				}
			}
			s, diags := load(t, set, map[string]string{"schema/rules/r.md": "+++\ntitle = \"t\"\n" + c.rule + "\n+++\nWhy.\n"})
			if len(diags) > 0 {
				t.Fatal(ruletest.Lines(diags))
			}
			if got := ruletest.Lines(evaluated(t, s, ruletest.Fleet(t, set, records))); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// TestReads checks that a rule looks only at what its expression gets to.
func TestReads(t *testing.T) {
	set := ruletest.Types(t)
	corpus := ruletest.Fleet(t, set, ruletest.Ada())
	ada := corpus.Get(content.Key{Type: "boat", ID: "ada"})
	for _, c := range []struct{ expr, want string }{
		{`self.crew > 1 && self.engine.power > 2.0`, ""},
		{`self.crew > 100 && self.home.depth > 2.0`, ""},
		{`has(self.home)`, ""},
		{`self.home.depth > 2.0`, "harbour/quay"},
		{`self.ports[1].depth > 2.0`, "harbour/gone"},
		{`self.voyages.size() > 0`, "boat/ada<voyages voyage/first voyage/second"},
		{`voyage.size() > 0`, "voyage/"},
		{`site.title == "x" || self.keeper.kind == "mate"`, "sailor/mia harbour/mia"},
	} {
		r := oneRule(t, set, ruletest.RuleFile(c.expr, ""))
		rec := content.NewRecorder(corpus)
		if _, err := r.Check(rec, ada); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, read := range rec.Reads() {
			text := read.Key.String()
			if read.Back != "" {
				text += "<" + read.Back
			}
			got = append(got, text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s reads %s, want %s", c.expr, got, c.want)
		}
	}
}

func TestWaiversForNoRule(t *testing.T) {
	set := ruletest.Types(t)
	s, _ := load(t, set, map[string]string{"schema/rules/lone-boat.md": ruletest.RuleFile("true", "")})
	rec := ruletest.Record(t, set, "boat/x", "[[waiver]]\nrule = \"lone-boats\"\nreason = \"x\"\n[[waiver]]\nrule = \"lone-boat\"\nreason = \"x\"\n")
	want := "content/boat/x.toml:2:8: warning[waiver-unused] this waiver excuses nothing: there is no rule `lone-boats`; did you mean `lone-boat`? ^\"lone-boats\"^ hint: name a rule of schema/rules, or delete the waiver\n"
	if got := ruletest.Lines(s.Waivers(rec)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
