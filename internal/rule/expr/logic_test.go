package expr

import (
	"testing"

	"candor/internal/ruletest"
)

// results are what expressions about ada come to.
var results = []struct{ expr, want string }{
	// What is there, and what is absent.
	{`self.rig == "sloop"`, "true"},
	{`self.crew > 3`, "true"},
	{`self.value > 1000`, "true"},
	{`self.value == 1234.5`, "true"},
	{`self.insured`, "true"},
	{`self.id == "ada" && self.type == "boat"`, "true"},
	{`has(self.rig)`, "true"},
	{`has(self.scrapped)`, "false"},
	{`has(self.engine)`, "false"},
	{`has(self.engine.fuel)`, "false"},
	{`self.engine.fuel == "diesel"`, "unknown"},
	{`self.engine.fuel != "diesel"`, "unknown"},
	{`self.engine.power > 1.0`, "unknown"},
	{`self.scrapped < today`, "unknown"},
	{`self.status == "published"`, "true"},
	{`has(self.status)`, "true"},
	{`self.engine.fuel in ["diesel", "electric"]`, "unknown"},
	{`size(self.engine.maker) > 0`, "unknown"},
	{`self.engine.maker.startsWith("A")`, "unknown"},
	{`self.engine.power + 1.0 > 2.0`, "unknown"},
	{`!(self.engine.power > 1.0)`, "unknown"},
	{`-self.engine.power < 1.0`, "unknown"},

	// Three-valued and, or, if.
	{`false && self.engine.power > 1.0`, "false"},
	{`self.engine.power > 1.0 && false`, "false"},
	{`true && self.engine.power > 1.0`, "unknown"},
	{`self.engine.power > 1.0 && true`, "unknown"},
	{`true || self.engine.power > 1.0`, "true"},
	{`self.engine.power > 1.0 || true`, "true"},
	{`false || self.engine.power > 1.0`, "unknown"},
	{`self.engine.power > 1.0 || self.engine.power > 2.0`, "unknown"},
	{`self.engine.power > 1.0 && self.engine.power > 2.0`, "unknown"},
	{`self.engine.power > 1.0 ? true : true`, "unknown"},
	{`true ? self.engine.power > 1.0 : true`, "unknown"},
	{`false ? self.engine.power > 1.0 : true`, "true"},

	// References, in one direction and the other.
	{`self.home.depth`, "3.5"},
	{`self.home.kind == "tidal"`, "true"},
	{`self.home.address.town`, "Ys"},
	{`has(self.home.address.pier)`, "false"},
	{`has(self.home)`, "true"},
	{`self.home.boats.size() == 1`, "true"},
	{`self.home == harbour[1]`, "true"},
	{`self.home in harbour`, "true"},
	{`self.home.boats.all(b, b == self)`, "true"},
	{`self.voyages.size()`, "2"},
	{`voyage.size() == 3 && boat.size() == 2`, "true"},
	{`voyage.exists(v, v.boat.id == "bo")`, "true"},
	{`harbour.filter(h, h.boats.size() == 0).map(h, h.id)`, "mole, rock"},
	{`boat.filter(b, b.id == "bo")[0].home.depth > 1.0`, "unknown"},
	{`has(boat[1].home)`, "true"},
	{`has(boat[1].home.depth)`, "false"},
	{`self.keeper.type == "sailor"`, "true"},
	{`boat.map(b, b.keeper.type)`, "sailor, harbour"},
	{`self.keeper.title`, "Mia"},
	{`self.keeper.address.town`, "Ys"},
	{`boat[1].keeper.kind == "locked"`, "unknown"},

	// Lists with elements that are unknown: "gone" does not exist.
	{`self.ports.size()`, "3"},
	{`self.ports.exists(p, p.depth > 3.0)`, "true"},
	{`self.ports.exists(p, p.depth > 4.0)`, "unknown"},
	{`self.ports.all(p, p.depth > 4.0)`, "false"},
	{`self.ports.all(p, p.depth > 3.0)`, "unknown"},
	{`self.ports.filter(p, p.depth > 3.0)`, "unknown"},
	{`self.ports.filter(p, p.depth > 3.0).size()`, "unknown"},
	{`self.ports.map(p, p.depth)`, "unknown"},
	{`self.ports.exists_one(p, p.depth > 3.0)`, "unknown"},
	{`harbour[1] in self.ports`, "true"},
	{`harbour[2] in self.ports`, "unknown"},
	{`self.engine.maker in ["a"] || true`, "true"},

	// Lists that are absent.
	{`boat[1].ports.exists(p, p.depth > 3.0)`, "unknown"},
	{`boat[1].ports.all(p, true)`, "unknown"},
	{`boat[1].ports.filter(p, true)`, "unknown"},
	{`boat[1].ports.map(p, p.id)`, "unknown"},
	{`boat[1].ports.size() == 0`, "unknown"},
	{`boat[1].ports[0].depth > 1.0`, "unknown"},
	{`has(boat[1].ports)`, "false"},
	{`boat[1].voyages.size()`, "1"},
	{`self.waiver.size() == 0`, "true"},

	// Lists of values.
	{`"racing" in self.uses`, "true"},
	{`"fishing" in self.uses`, "false"},
	{`self.uses == ["racing", "cruising"]`, "true"},
	{`self.uses != ["racing", "cruising"]`, "false"},
	{`["cruising", "racing"] == self.uses`, "false"},
	{`self.uses + ["fishing"] == ["racing", "cruising", "fishing"]`, "true"},
	{`self.berth[0].fee`, "10"},
	{`self.berth.map(b, b.fee)`, "10, 12.5"},
	{`self.berth.filter(b, b.fee > 11).size()`, "1"},
	{`self.berth[0] == self.berth[1]`, "false"},
	{`self.berth[0] == self.berth[0]`, "true"},
	{`self.berth[7].fee > 1.0`, "fails: it asks for an element that a list does not have"},
	{`1 / (self.crew - 4) > 1`, "fails: it divides by zero"},
	{`1 / (self.crew - 4) > 1 || true`, "true"},

	// What the site is.
	{`site.repository.visibility == "public"`, "true"},
	{`has(site.repository.branch)`, "false"},
	{`site.repository.branch == "main"`, "unknown"},
	{`site.title`, "The fleet"},
	{`site.publisher.profiles.exists(p, p.startsWith("https://social."))`, "true"},

	// Dates.
	{`today == date("2022-06-15")`, "true"},
	{`today > date("2022-06-14") && today <= date("2022-06-15")`, "true"},
	{`self.launched < date("2020-01-01")`, "true"},
	{`self.launched < date("2019-06-01")`, "unknown"},
	{`self.launched >= date("2019-06-01")`, "unknown"},
	{`self.launched >= date("2019-01-01")`, "true"},
	{`self.launched <= date("2019-12-31")`, "true"},
	{`self.launched == date("2019-06-01")`, "unknown"},
	{`self.launched != date("2019-06-01")`, "unknown"},
	{`self.launched != date("2020-06-01")`, "true"},
	{`self.launched == date("2020-06-01")`, "false"},
	{`self.launched in [date("2020-06-01")]`, "false"},
	{`self.launched in [date("2019-06-01")]`, "unknown"},
	{`date("2020-06-01") in self.voyages.map(v, v.began)`, "false"},
	{`date("2020-06-01T10:00:00Z") <= date("2020-06-01")`, "true"},
	{`date("2020-06-01T10:00:00Z") < date("2020-06-01T10:00:01Z")`, "true"},
	{`date("2020-06-01") < date("2020-06-01T10:00:00Z")`, "false"},
	{`self.voyages[1].began`, "2021-07"},

	// Local names.
	{`cel.bind(n, self.crew, n + n)`, "8"},
	{`cel.bind(a, self.crew, cel.bind(b, a + 1, a * b))`, "20"},
	{`cel.bind(p, self.engine.power, p > 1.0)`, "unknown"},
	{`cel.bind(p, self.engine.power, p > 1.0 || self.insured)`, "true"},
	{`cel.bind(p, self.engine.power, true)`, "true"},
	{`cel.bind(e, self.engine, has(e.power))`, "false"},
	{`cel.bind(e, self.berth[0], has(e.fee) && !has(self.berth[1].until))`, "true"},
	{`self.ports.exists(p, has(p.depth))`, "true"},
	{`self.ports.all(p, has(p.depth))`, "false"},
	{`cel.bind(v, self.voyages.filter(v, v.kind == "race"), v.size())`, "unknown"},
	{`self.berth.exists(b, cel.bind(f, b.fee, f > 11.0 && f < 13.0))`, "true"},
	{`cel.bind(l, self.berth, l[1].harbour.id)`, "mole"},

	// The order of an enum.
	{`rank(self.rig)`, "1"},
	{`self.uses.map(u, rank(u))`, "1, 3"},
	{`rank(self.uses[1])`, "3"},
	{`self.voyages.exists(v, rank(v.kind) == 1)`, "true"},
	{`self.voyages.all(v, rank(v.kind) == 1)`, "unknown"},
	{`rank(self.engine.fuel) == 1`, "unknown"},
	{`cel.bind(r, self.rig, rank(r))`, "1"},
	{`rank(cel.bind(v, self.voyages[0], v.kind))`, "1"},
}

func TestResults(t *testing.T) {
	set := ruletest.Types(t)
	corpus := ruletest.Fleet(t, set, ruletest.Ada())
	env := newEnv(t, set)
	for _, r := range results {
		if got := evaluate(t, env, corpus, r.expr); got != r.want {
			t.Errorf("%s\n got %s\nwant %s", r.expr, got, r.want)
		}
	}
}
