package rulefile

import (
	"strings"
	"testing"

	"candor/internal/ruletest"
)

// mistakes are expressions about a boat and what their author is told. The
// text between ^ is what is underlined.
var mistakes = []struct{ expr, want string }{
	{`selff.crew > 1`, "`selff` is not known here; did you mean `self`? ^selff^"},
	{`self.crw > 1`, "boat has no field `crw`; did you mean `crew`? ^crw^"},
	{`self.engine.fule == "diesel"`, "boat.engine has no field `fule`; did you mean `fuel`? ^fule^"},
	{`self.home.depht > 1.0`, "harbour has no field `depht`; did you mean `depth`? ^depht^"},
	{`self.voyages.exists(v, v.begun < today)`, "voyage has no field `begun`; did you mean `began`? ^begun^"},
	{`self.berth.exists(b, b.fees > 1.0)`, "boat.berth has no field `fees`; did you mean `fee`? ^fees^"},
	{`self.keeper.kind == "mate"`, ""},
	{`self.keeper.depth > 1.0`, "sailor|harbour has no field `depth` ^depth^ hint: it has address, id, kind, label, provenance, status, title, type, waiver"},
	{`self.keeper.address.pier > 1`, "sailor|harbour.address has no field `pier` ^pier^ hint: it has town"},
	{`has(self.engin.fuel)`, "boat has no field `engin`; did you mean `engine`? ^engin^"},
	{`site.repositry.url == ""`, "site has no field `repositry`; did you mean `repository`? ^repositry^"},
	{`nothing == 1`, "`nothing` is not known here ^nothing^ hint: known are self, site, today and the name of every type"},
	{`boats.size() > 1`, "`boats` is not known here; did you mean `boat`? ^boats^"},
	{`daysbetween(today, today) > 1`, "`daysbetween` is not known here; did you mean `daysBetween`? ^daysbetween^"},
	{`self.voyages.exist(v, true)`, "`exist` is not known here; did you mean `exists`? ^exist^"},

	{`self.rig == "slop"`, "`rig` is never \"slop\"; did you mean \"sloop\"? ^\"slop\"^ hint: it is one of sloop, ketch, yawl"},
	{`"slop" != self.rig`, "`rig` is never \"slop\"; did you mean \"sloop\"? ^\"slop\"^ hint: it is one of sloop, ketch, yawl"},
	{`self.rig in ["sloop", "brigantine"]`, "`rig` is never \"brigantine\" ^\"brigantine\"^ hint: it is one of sloop, ketch, yawl"},
	{`self.engine.fuel == "petrol"`, "`fuel` is never \"petrol\" ^\"petrol\"^ hint: it is one of diesel, electric"},
	{`"raceing" in self.uses`, "the list is never \"raceing\"; did you mean \"racing\"? ^\"raceing\"^ hint: it is one of racing, fishing, cruising"},
	{`self.uses.exists(u, u == "raceing")`, "`u` is never \"raceing\"; did you mean \"racing\"? ^\"raceing\"^ hint: it is one of racing, fishing, cruising"},
	{`self.uses.filter(u, u != "fishing").all(u, u == "sailing")`, "`u` is never \"sailing\" ^\"sailing\"^ hint: it is one of racing, fishing, cruising"},
	{`self.uses == ["race"]`, "`uses` is never \"race\" ^\"race\"^ hint: it is one of racing, fishing, cruising"},
	{`self.uses[0] == "race"`, "the list is never \"race\" ^\"race\"^ hint: it is one of racing, fishing, cruising"},
	{`self.voyages.exists(v, v.kind == "racing")`, "`kind` is never \"racing\" ^\"racing\"^ hint: it is one of race, delivery, holiday"},
	{`self.keeper.type == "boat"`, "`type` is never \"boat\" ^\"boat\"^ hint: it is one of sailor, harbour"},
	{`self.keeper.kind == "tide"`, "`kind` is never \"tide\"; did you mean \"tidal\"? ^\"tide\"^ hint: it is one of skipper, mate, tidal, locked"},

	{`self.value == 100`, "a number and a whole number cannot be joined by `==` ^==^ hint: write whole numbers with decimals: 100.0 instead of 100"},
	{`self.value + 1 > 2.0`, "a number and a whole number cannot be joined by `+` ^+^ hint: write whole numbers with decimals: 100.0 instead of 100"},
	{`self.value in [1, 2]`, "a number and a list of whole numbers cannot be joined by `in` ^in^ hint: write whole numbers with decimals: 100.0 instead of 100"},
	{strings.Repeat("(", 100) + "true" + strings.Repeat(")", 100), "the expression is too long or nested too deep ^" + strings.Repeat("(", 100) + "true" + strings.Repeat(")", 100) + "^ hint: split it into several rules"},
	{`self.launched < "2022"`, "a date and a text cannot be joined by `<` ^<^ hint: write the date as date(\"2022-05-31\")"},
	{`self.launched == "2022"`, "a date and a text cannot be joined by `==` ^==^ hint: write the date as date(\"2022-05-31\")"},
	{`self.home == "quay"`, "a harbour and a text cannot be joined by `==` ^==^ hint: compare one of its fields, such as .id"},
	{`self.engine == "x"`, "the table boat.engine and a text cannot be joined by `==` ^==^ hint: compare one of its fields, such as .id"},
	{`"x" == self.uses`, "a text and a list of texts cannot be joined by `==` ^==^ hint: to look for it in a list, write: value in list"},
	{`date("2022-13-01") < today`, "2022-13-01 is not a date ^\"2022-13-01\"^ hint: write \"2022\", \"2022-05\", \"2022-05-31\" or \"2022-05-31T10:00:00Z\""},
	{`self.voyages.kind == "race"`, "a list of voyage records has no fields ^kind^ hint: ask about its elements: .exists(x, …), .all(x, …), .filter(x, …)"},
	{`self.crew.size > 1`, "a whole number has no fields ^size^"},
	{`self.insured && self.crew`, "this must be true or false, but it is a whole number ^self.crew^"},
	{`self.crew`, "`expr` must be true or false, but this is a whole number ^self.crew^"},
	{`self.home`, "`expr` must be true or false, but this is a harbour ^self.home^"},
	{`!self.crew`, "`!` does not work with a whole number ^!^"},
	{`addDays(today) < today`, "`addDays` does not work with a date ^addDays^ hint: addDays(date, days)"},
	{`months(today, 3).size() > 1`, "`months` does not work with a date and a whole number ^months^ hint: months(from, until)"},
	{`rank(self.crew) > 1`, "`rank` does not work with a whole number ^rank^ hint: rank(field with an enum)"},
	{`rank(self.title) > 1`, "nothing says in which order the words of this are ^self.title^ hint: give it a field whose schema lists its words in `enum`"},
	{`cel.bind(1, self.crew, true)`, "a plain name belongs here: cel.bind(name, value, expression) ^1^"},
	{`cel.bnd(x, self.crew, true)`, "`bnd` is not known here; did you mean `bind`? ^bnd^"},
	{`cel.bind(x, self.crw, x > 1)`, "boat has no field `crw`; did you mean `crew`? ^crw^"},
	{`bind(x, self.crew, x > 1)`, "`bind` is not known here ^bind^ hint: write cel.bind(name, value, expression)"},
	{`cel.x + cel.y > 1`, "`cel` is not known here; did you mean `self`? ^cel^"},
	{`cel > 1`, "`cel` is not known here; did you mean `self`? ^cel^"},
	{`rank(self.keeper.kind) > 1`, "the types that this may be read from list its words in different orders ^self.keeper.kind^"},
	{`cel.bind(r, self.rig, r == "slop")`, "`r` is never \"slop\"; did you mean \"sloop\"? ^\"slop\"^ hint: it is one of sloop, ketch, yawl"},
	{`cycle(self, "mentor").size() == 0`, "boat has no field `mentor` ^\"mentor\"^ hint: it has berth, costs, crew, engine, home, id, insured, keeper, label, launched, ports, provenance, rig, scrapped, status, title, type, uses, value, voyages, waiver"},
	{`cycle(self, "home").size() == 0`, "`home` never leads back to a boat ^\"home\"^"},
	{`cycle(self, "berth.fee").size() == 0`, "`berth.fee` never leads back to a boat ^\"berth.fee\"^"},
	{`cycle(self, "rig.x").size() == 0`, "`rig.x` goes on behind a field that holds no tables ^\"rig.x\"^"},
	{`cycle(self, self.rig).size() == 0`, "`cycle` needs the name of a field in quotes ^self.rig^"},
	{`cycle(self.berth, "home").size() == 0`, "`cycle` begins with a record ^self.berth^"},
	{`cycle(self.engine, "home").size() == 0`, "`cycle` begins with a record ^self.engine^"},
	{`sum(self.uses) > 1.0`, "`sum` does not work with a list of texts ^sum^ hint: sum(list of numbers)"},
	{`self.rig.startsWith(1)`, "`startsWith` does not work with a text and a whole number ^startsWith^"},
	{`self.insured ? 1 : "x"`, "both sides of `:` must be of one kind, and what stands before `?` true or false ^?^"},
	{`self.crew.exists(c, true)`, "a whole number has no elements to go through ^self.crew^"},
	{`inForce(self.uses, today).size() > 0`, "inForce needs a list of tables with `from` or `until` ^self.uses^"},
	{`maybeInForce(self.voyages, today).size() > 0`, "voyage has neither `from` nor `until`, so it is always in force ^self.voyages^"},

	{`self.rig = "sloop"`, "`=` does not compare ^=^ hint: write == to compare"},
	{`self.insured & true`, "a single `&` has no meaning here ^&^ hint: write && for and"},
	{`self.insured | true`, "a single `|` has no meaning here ^|^ hint: write || for or"},
	{`self.insured and true`, "`and` is written && ^and^"},
	{`self.insured or true`, "`or` is written || ^or^"},
	{`not self.insured`, "`self` does not belong here ^self^"},
	{`self.crew ==`, "the expression ends too early"},
	{`self.`, "the expression ends too early"},
	{`(self.crew > 1`, "a closing parenthesis is missing"},
	{`self.crew in [1, 2`, "a closing bracket is missing"},
	{`self.rig == "sloop`, "the text that begins here never ends ^\"^"},
	{`self.crew > 1 extra`, "`extra` does not belong here ^extra^"},
	{`for > 1`, "`for` is a word that expressions keep for themselves ^for^"},
	{`has(self)`, "`has` needs a field, such as has(self.title) ^self^ hint: has(self.field) asks whether a field is there"},
	{`self.voyages.exists(1, true)`, "a plain name for the element belongs here, as in list.exists(x, x > 1) ^1^"},
}

func TestMistakes(t *testing.T) {
	set := ruletest.Types(t)
	for _, m := range mistakes {
		_, diags := load(t, set, map[string]string{"schema/rules/r.md": ruletest.RuleFile(m.expr, "")})
		got := ""
		for _, line := range strings.Split(strings.TrimSpace(ruletest.Lines(diags)), "\n") {
			_, text, _ := strings.Cut(line, "] ")
			got += text + "\n"
		}
		if strings.TrimSpace(got) != m.want {
			t.Errorf("%s\n got %swant %s", m.expr, got, m.want)
		}
	}
}
