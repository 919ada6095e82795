package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/rule"
	"candor/internal/ruletest"
)

var log = map[string]string{
	"boat/ada":      "title = \"Ada\"\nlaunched = 2021-11-15\n",
	"boat/bo":       "title = \"Bo\"\nlaunched = 2023-01-01\n",
	"boat/cy":       "title = \"Cy\"\n",
	"boat/di":       "title = \"Di\"\nlaunched = 2021-12-20\n",
	"voyage/a1":     "boat = \"ada\"\nbegan = 2021-11-20\nkind = \"race\"\nwaters = \"home\"\n",
	"voyage/a2":     "boat = \"ada\"\nbegan = 2022-01-05\nkind = \"race\"\nwaters = \"foreign\"\n",
	"voyage/a3":     "boat = \"ada\"\nbegan = 2022-01-09\nkind = \"holiday\"\n",
	"voyage/d1":     "boat = \"di\"\nbegan = 2022-02-09\nkind = \"race\"\nwaters = \"home\"\n",
	"voyage/d2":     "boat = \"di\"\nbegan = 2022-03-09\n",
	"voyage/d3":     "boat = \"di\"\nbegan = 2021-12-21\nkind = \"race\"\nwaters = \"home\"\nprovenance = \"editorial\"\n",
	"sailor/nobody": "title = \"Nobody\"\n",
}

// promises are the front matter of a commitment and how it stands.
var promises = []struct{ name, text, want string }{
	{"in force or not", `
for = "boat"
from = 2021-11-01
until = 2022-12-31
attaches = "self.launched"
evidence = "self.voyages"`,
		`boat/ada : kept voyage/a1 voyage/a2 voyage/a3
boat/bo : not applicable
boat/cy : cannot be decided
boat/di : kept voyage/d1 voyage/d2`},
	{"who is excluded has no outcome, who may be cannot be decided", `
for = "boat"
when = "self.launched < date('2022-01-01')"
evidence = "self.voyages"`,
		`boat/ada : kept voyage/a1 voyage/a2 voyage/a3
boat/cy : cannot be decided
boat/di : kept voyage/d1 voyage/d2`},
	{"enough, in time, and what counts", `
for = "boat"
evidence = "self.voyages"
counts = "e.kind == 'race' && e.waters == 'home'"
elsewhere = "e.waters == 'foreign'"
enough = 2
due = "date('2022-01-31')"`,
		`boat/ada : kept elsewhere voyage/a1 voyage/a2
boat/bo : no public record
boat/cy : no public record
boat/di : cannot be decided voyage/d1 voyage/d2`},
	{"late", `
for = "boat"
when = "self.id == 'di'"
evidence = "self.voyages"
counts = "e.kind == 'race'"
due = "addDays(self.launched, 30)"`,
		`boat/di : late voyage/d1`},
	{"a date of one's own", `
for = "boat"
when = "self.id == 'di'"
evidence = "self.voyages.filter(v, v.id == 'd1')"
dated = "self.launched"
due = "addDays(self.launched, 30)"`,
		`boat/di : kept voyage/d1`},
	{"an unclear deadline", `
for = "boat"
when = "self.id in ['cy', 'ada']"
evidence = "self.voyages"
due = "addDays(self.launched, 3)"
broken = "self.id == 'ada'"`,
		`boat/ada : late voyage/a1 voyage/a2 voyage/a3
boat/cy : cannot be decided`},
	{"still open, and proved broken", `
for = "site"
each = "[date('2022-06-20'), date('2022-06-15'), date('2022-06-14'), date('2022-06-01')]"
due = "it"
evidence = "voyage.filter(v, v.began > it)"
broken = "it < date('2022-06-10')"`,
		`2022-06-20: open
2022-06-15: open
2022-06-14: no public record
2022-06-01: not kept`},
	{"months, from until today", `
for = "site"
from = 2021-12-01
each = "months(from, min([until, date('2022-03-31')]))"
attaches = "lastDay(it)"
evidence = "voyage.filter(v, within(v.began, firstDay(it), lastDay(it)))"
enough = 2
period = "in {it}"`,
		`in 2021-12: no public record
in 2022-01: kept voyage/a2 voyage/a3
in 2022-02: no public record voyage/d1
in 2022-03: no public record voyage/d2`},
	{"months in force in part", `
for = "site"
from = 2021-12-15
until = 2022-01-31
each = "months(date('2021-11'), date('2022-02'))"
evidence = "voyage.filter(v, within(v.began, firstDay(it), lastDay(it)))"`,
		`2021-11: not applicable
2021-12: cannot be decided
2022-01: kept voyage/a2 voyage/a3
2022-02: not applicable`},
	{"an unknown list of periods", `
for = "site"
each = "months(from, until)"
evidence = "voyage"`,
		`: cannot be decided`},
	{"a guard on each period", `
for = "boat"
each = "self.voyages"
when = "it.kind == 'race'"
evidence = "[it]"
due = "date('2022-02-01')"`,
		`boat/ada a1: kept voyage/a1
boat/ada a2: kept voyage/a2
boat/di d1: late voyage/d1
boat/di d2: cannot be decided
boat/di d3: no public record`},
	{"evidence that is unknown", `
for = "boat"
when = "self.id == 'ada'"
evidence = "self.ports"`,
		`boat/ada : cannot be decided`},
}

func TestOutcomes(t *testing.T) {
	set := ruletest.Types(t)
	corpus := ruletest.Fleet(t, set, log)
	for _, p := range promises {
		t.Run(p.name, func(t *testing.T) {
			s, diags := load(t, set, map[string]string{"schema/commitments/c.md": "+++\ntitle = \"t\"" + p.text + "\n+++\n"})
			if len(diags) > 0 {
				t.Fatal(ruletest.Lines(diags))
			}
			outcomes, diags, err := s.Commitments()[0].Outcomes(corpus)
			if err != nil || len(diags) > 0 {
				t.Fatal(ruletest.Lines(diags), err)
			}
			var got []string
			for _, o := range outcomes {
				line := strings.Trim(fmt.Sprintf("%s %s: %s", strings.Trim(o.Subject.String(), "/"), o.Period, o.Standing), " ")
				for _, k := range o.Evidence {
					line += " " + k.String()
				}
				got = append(got, line)
			}
			if strings.Join(got, "\n") != p.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), p.want)
			}
		})
	}
}

// TestHidden checks that what the public cannot see is no evidence, and that
// asking for it with has says so.
func TestHidden(t *testing.T) {
	set := ruletest.Types(t)
	corpus := ruletest.Fleet(t, set, map[string]string{
		"boat/ada":     "title = \"Ada\"\nhome = \"secret\"\nports = [\"secret\", \"quay\"]\n",
		"harbour/quay": "title = \"Quay\"\n",
	})
	s, diags := load(t, set, map[string]string{
		"schema/commitments/a.md": "+++\ntitle = \"t\"\nfor = \"boat\"\nevidence = \"self.ports\"\nenough = 2\n+++\n",
		"schema/commitments/b.md": "+++\ntitle = \"t\"\nfor = \"boat\"\nevidence = \"[self]\"\ncounts = \"has(e.home)\"\n+++\n",
	})
	if len(diags) > 0 {
		t.Fatal(ruletest.Lines(diags))
	}
	for _, c := range s.Commitments() {
		out, _, err := c.Outcomes(corpus)
		if err != nil || len(out) != 1 || out[0].Standing != rule.NoPublicRecord {
			t.Errorf("%s: %v %v", c.ID, out, err)
		}
	}
}
