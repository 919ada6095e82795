package expr

import (
	"testing"

	"candor/internal/ruletest"
	"candor/internal/toml"
)

// calls are functions and what they return, for the boat ada.
var calls = []struct{ expr, want string }{
	{`date("2022-05")`, "2022-05"},
	{`date(self.id)`, "fails: it takes a text for a date that is none"},
	{`string(today)`, "does not compile: `string` does not work with a date"},
	{`firstDay(date("2022-05"))`, "2022-05-01"},
	{`lastDay(date("2022-02"))`, "2022-02-28"},
	{`lastDay(date("2024"))`, "2024-12-31"},
	{`addDays(date("2022-02-27"), 2)`, "2022-03-01"},
	{`addDays(date("2022-03-01"), -1)`, "2022-02-28"},
	{`addDays(date("2022-02"), 5)`, "2022-02-06 to 2022-03-05"},
	{`addDays(date("2022-02"), 5) < date("2022-03-06")`, "true"},
	{`addDays(date("2022-02"), 5) < date("2022-03-01")`, "unknown"},
	{`addDays(date("2022-02-01T10:00:00Z"), 5)`, "2022-02-06"},
	{`addDays(self.scrapped, 5)`, "unknown"},
	{`addDays(today, 2000000)`, "fails: it moves a date too far"},
	{`addMonths(date("2022-01-31"), 1)`, "2022-02-28"},
	{`addMonths(date("2022-01-31"), -2)`, "2021-11-30"},
	{`addMonths(date("2022-11"), 3)`, "2023-02"},
	{`addMonths(date("2022"), 1)`, "2022-02-01 to 2023-01-31"},
	{`addMonths(addMonths(date("2022-01"), 1), 1)`, "2022-03"},
	{`months(date("2021-11-20"), date("2022-01-03"))`, "2021-11, 2021-12, 2022-01"},
	{`months(date("2022-01"), date("2021-01"))`, ""},
	{`months(date("2021"), today)`, "unknown"},
	{`months(self.scrapped, today)`, "unknown"},
	{`months(date("1600-01"), today)`, "fails: its dates are more than a century apart"},
	{`daysBetween(date("2022-02-27"), date("2022-03-02"))`, "3"},
	{`daysBetween(today, date("2022-06-14"))`, "-1"},
	{`daysBetween(date("2022-02"), today)`, "unknown"},
	{`within(today, date("2022-06-15"), date("2022-06-15"))`, "true"},
	{`within(date("2022-06-15T23:00:00Z"), date("2022-01-01"), date("2022-06-15"))`, "true"},
	{`within(date("2022-06"), date("2022-06-10"), date("2022-12-31"))`, "unknown"},
	{`within(today, self.scrapped, date("2022-06-14"))`, "false"},
	{`within(today, date("2022-06-16"), self.scrapped)`, "false"},
	{`within(today, date("2022-06-14"), self.scrapped)`, "unknown"},
	{`within(self.scrapped, date("2022-06-14"), today)`, "unknown"},
	{`overlaps(date("2022-01"), date("2022-03"), date("2022-04"), date("2022-05"))`, "false"},
	{`overlaps(date("2022-01-01"), date("2022-03-31"), date("2022-03-31"), date("2022-05"))`, "true"},
	{`overlaps(date("2022-01"), date("2022-03"), date("2022-03"), date("2022-05"))`, "unknown"},
	{`overlaps(date("2022-01"), date("2022-03"), date("2022-04"), self.scrapped)`, "false"},
	{`overlaps(date("2022-01"), self.scrapped, date("2022-04"), today)`, "unknown"},

	{`inForce(self.berth, date("2020-12-31")).map(b, b.fee)`, "10"},
	{`inForce(self.berth, date("2022-12-31")).map(b, b.fee)`, "12.5"},
	{`inForce(self.berth, date("2020-12")).map(b, b.fee)`, "10"},
	{`inForce(self.berth, date("2021-02")).map(b, b.fee)`, ""},
	{`maybeInForce(self.berth, date("2021-02")).map(b, b.fee)`, "12.5"},
	{`inForce(self.berth, date("2019-02")).size()`, "0"},
	{`inForce(self.berth, self.scrapped).size()`, "unknown"},
	{`inForce(boat[1].berth, today).size()`, "unknown"},

	{`isSorted([1, 2, 2, 3])`, "true"},
	{`isSorted([1, 3, 2])`, "false"},
	{`isSorted(["a", "b"])`, "true"},
	{`isSorted([date("2022-01"), date("2022-02"), date("2022")])`, "unknown"},
	{`isSorted([date("2022-02"), date("2022"), date("2022-01")])`, "false"},
	{`isSorted(self.costs)`, "true"},
	{`isSorted(self.berth.map(b, b.from))`, "true"},
	{`sum(self.costs)`, "0.3"},
	{`sum(self.costs) == 0.3`, "true"},
	{`sum([1, 2])`, "3"},
	{`sum(self.berth.map(b, b.fee))`, "22.5"},
	{`sum(self.ports.map(p, p.depth))`, "unknown"},
	{`sum(self.berth.filter(b, b.fee > 100.0).map(b, b.fee))`, "0"},
	{`round6(0.1 + 0.2) == 0.3`, "true"},
	{`min([3, 1, 2])`, "1"},
	{`max(self.costs)`, "0.2"},
	{`min([date("2022-05"), date("2022-04-30")])`, "2022-04-30"},
	{`max([date("2022-05"), date("2022-05-30")])`, "unknown"},
	{`min(self.berth.filter(b, b.fee > 100.0).map(b, b.fee))`, "unknown"},
	{`1234567.5`, "1,234,567.5"},
	{`-1000.0`, "-1,000"},
	{`0.000001`, "0.000001"},
	{`self.engine.power`, "unknown"},
	{`[self.title, self.rig]`, "Ada, sloop"},
	{`self.home`, "quay"},
	{`self`, "ADA"},
	{`true`, "true"},
	{`2022`, "2022"},
}

func TestFunctions(t *testing.T) {
	set := ruletest.Types(t)
	corpus := ruletest.Fleet(t, set, ruletest.Ada())
	env := newEnv(t, set)
	for _, c := range calls {
		if got := evaluate(t, env, corpus, c.expr); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.expr, got, c.want)
		}
	}
}

// Where the clock says which day today is, it is another day elsewhere: what is
// compared with it is certain only where it is so for everybody.
var clocks = []struct{ now, expr, want string }{
	{"2022-06-15T05:00:00Z", `date("2022-06-14") < today`, "unknown"},
	{"2022-06-15T12:00:00Z", `date("2022-06-14") < today`, "true"},
	{"2022-06-15T05:00:00Z", `date("2022-06-13") < today`, "true"},
	{"2022-06-15T05:00:00Z", `date("2022-06-16") > today`, "true"},
	{"2022-06-15T11:00:00Z", `date("2022-06-16") > today`, "unknown"},
	{"2022-06-15T05:00:00Z", `date("2022-06-15") <= today`, "unknown"},
	{"2022-06-15T12:00:00Z", `date("2022-06-15") <= today`, "true"},
	{"2022-06-15T12:00:00Z", `date("2022-06-15") == today`, "unknown"},
	{"2022-06-15T12:00:00Z", `date("2022-06-17") == today`, "false"},
	{"2022-06-15T05:00:00Z", `date("2022-03-16") < addDays(today, -90)`, "unknown"},
	{"2022-06-15T05:00:00Z", `date("2022-03-15") < addDays(today, -90)`, "true"},
	{"2022-06-15T05:00:00Z", `within(date("2022-06-15"), date("2022-01-01"), today)`, "unknown"},
	{"2022-06-15T12:00:00Z", `within(date("2022-06-15"), date("2022-01-01"), today)`, "true"},
	{"2022-06-15T05:00:00Z", `daysBetween(date("2022-06-01"), today)`, "14"},
	{"2022-06-15T23:00:00Z", `months(date("2022-05"), today)`, "2022-05, 2022-06"},
	{"2022-06-15T05:00:00Z", `today`, "2022-06-15"},
}

func TestClock(t *testing.T) {
	set := ruletest.Types(t)
	corpus := ruletest.Fleet(t, set, ruletest.Ada())
	for _, c := range clocks {
		now, _ := toml.ParseDate(c.now)
		if got := evaluate(t, newEnvOn(t, toml.DaysAt(now.First), set), corpus, c.expr); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.now, c.expr, got, c.want)
		}
	}
}

// TestEveryFunctionIsKnown holds the list for suggestions and the list of uses
// together with what is declared.
func TestEveryFunctionIsKnown(t *testing.T) {
	env := newEnv(t, ruletest.Types(t))
	for name := range usage {
		if !env.base.HasFunction(name) && name != "bind" { // a macro
			t.Errorf("%s is described but not declared", name)
		}
	}
	for _, name := range functionNames[:18] {
		if usage[name] == "" {
			t.Errorf("%s has no description", name)
		}
	}
}
