package rulefile

import (
	"slices"
	"strings"
	"testing"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/ruletest"
	"candor/internal/schema/meta"
)

// files are whole rule files, and what is wrong with them.
var files = []struct{ name, text, want string }{
	{"no front matter", "Why.\n",
		"schema/rules/r.md:1:1: error[front-matter-missing] a rule needs front matter between two lines of +++ hint: begin the file with a line +++, and close with another\n"},
	{"front matter that never ends", "+++\ntitle = \"t\"\n",
		"schema/rules/r.md:1:1: error[front-matter-missing] a rule needs front matter between two lines of +++ hint: begin the file with a line +++, and close with another\n"},
	{"nothing in it", "+++\n+++\n",
		"schema/rules/r.md:2:1: error[missing-field] `expr` is missing hint: add expr = …\n" +
			"schema/rules/r.md:2:1: error[missing-field] `for` is missing hint: add for = …\n" +
			"schema/rules/r.md:2:1: error[missing-field] `message` is missing hint: add message = …\n" +
			"schema/rules/r.md:2:1: error[missing-field] `title` is missing hint: add title = …\n"},
	{"a key that is nearly right is told once", "+++\ntitle = \"t\"\nfor = \"boat\"\nexpr = \"true\"\nmesage = \"m\"\nbanana = 1\n+++\n",
		"schema/rules/r.md:5:1: error[unknown-field] `mesage` is not known here; did you mean `message`? ^mesage^\n" +
			"schema/rules/r.md:6:1: error[unknown-field] `banana` is not known here ^banana^ hint: known are title, clause, for, each, when, let, expr, message, hint, label, at, also, since, waivable, severity\n"},
	{"a type that does not exist", "+++\ntitle = \"t\"\nfor = \"baot\"\nexpr = \"self.x\"\nmessage = \"m {self.y}\"\nat = \"/x\"\n+++\n",
		"schema/rules/r.md:3:7: error[unknown-type] there is no type `baot`; did you mean `boat`? ^\"baot\"^\n"},
	{"values of the wrong kind", "+++\ntitle = 1\nfor = \"boat\"\nexpr = true\nmessage = \"\"\nseverity = \"warn\"\nwaivable = \"no\"\nclause = 3\n+++\n",
		"schema/rules/r.md:2:9: error[wrong-type] `title` must be a text in quotes ^1^ hint: write title = \"…\"\n" +
			"schema/rules/r.md:4:8: error[wrong-type] `expr` must be a text in quotes ^true^ hint: write expr = \"…\"\n" +
			"schema/rules/r.md:5:11: error[bad-format] `message` is empty ^\"\"^\n" +
			"schema/rules/r.md:6:12: error[enum-value] `severity` is never \"warn\" ^\"warn\"^ hint: it is one of error, warning\n" +
			"schema/rules/r.md:7:12: error[wrong-type] `waivable` must be true or false ^\"no\"^\n" +
			"schema/rules/r.md:8:10: error[wrong-type] `clause` must be a table ^3^ hint: write clause = {type = \"id of the record\", id = \"id of the clause\"}, with the name of the type\n"},
	{"a clause of no type", "+++\ntitle = \"t\"\nfor = \"boat\"\nexpr = \"true\"\nmessage = \"m\"\nclause = {charters = \"x\", id = \"c1\"}\n+++\n",
		"schema/rules/r.md:6:11: error[unknown-field] `charters` is not known here; did you mean `charter`? ^charters^\n"},
	{"TOML that does not parse", "+++\ntitle = \n+++\n", "toml"},

	{"places in a text of several lines", "+++\ntitle = \"t\"\nfor = \"boat\"\nexpr = '''\nself.crew > 1\n  && self.crw > 1\n'''\nmessage = \"m\"\n+++\n",
		"schema/rules/r.md:6:11: error[bad-expression] boat has no field `crw`; did you mean `crew`? ^crw^\n"},
	{"places behind escapes", "+++\ntitle = \"t\"\nfor = \"boat\"\nexpr = \"self.title == \\\"é\\u00e9\\\" && self.crw > 1\"\nmessage = \"m\"\n+++\n",
		"schema/rules/r.md:4:43: error[bad-expression] boat has no field `crw`; did you mean `crew`? ^crw^\n"},
	{"places with folded lines and CRLF", "+++\r\ntitle = \"t\"\r\nfor = \"boat\"\r\nexpr = \"\"\"\r\ntrue && \\\r\n   self.crw > 1\"\"\"\r\nmessage = \"m\"\r\n+++\r\n",
		"schema/rules/r.md:6:9: error[bad-expression] boat has no field `crw`; did you mean `crew`? ^crw^\n"},
	{"places in holes", "+++\ntitle = \"t\"\nfor = \"boat\"\nexpr = \"true\"\nmessage = \"{{}} ä {self.crew} {self.crw}\"\nhint = \"{self.engine}\"\nlabel = \"{self.id\"\n+++\n",
		"schema/rules/r.md:5:37: error[bad-expression] boat has no field `crw`; did you mean `crew`? ^crw^\n" +
			"schema/rules/r.md:6:10: error[bad-expression] `hint` must be something that can be shown, but this is the table boat.engine ^self.engine^\n" +
			"schema/rules/r.md:7:10: error[bad-expression] the hole that begins here never ends ^{^ hint: for a brace that is meant as such, write {{\n"},
	{"guards and lists", "+++\ntitle = \"t\"\nfor = \"boat\"\neach = \"self.crew\"\nwhen = \"self.crew\"\nexpr = \"it.fee > 1.0\"\nmessage = \"m\"\n+++\n",
		"schema/rules/r.md:4:9: error[bad-expression] `each` must be a list, but this is a whole number ^self.crew^\n"},
	{"it is typed", "+++\ntitle = \"t\"\nfor = \"boat\"\neach = \"self.berth\"\nwhen = \"it.fee\"\nexpr = \"it.feee > 1.0\"\nmessage = \"m\"\nat = \"/untill\"\n+++\n",
		"schema/rules/r.md:5:9: error[bad-expression] `when` must be true or false, but this is a number ^it.fee^\n" +
			"schema/rules/r.md:6:12: error[bad-expression] boat.berth has no field `feee`; did you mean `fee`? ^feee^\n" +
			"schema/rules/r.md:8:6: error[bad-pointer] boat.berth has no field `untill`; did you mean `until`? ^\"/untill\"^ hint: write a JSON pointer such as /dates/fixed\n"},
	{"the words of it", "+++\ntitle = \"t\"\nfor = \"boat\"\neach = \"self.uses.filter(u, u != 'racing')\"\nexpr = \"it != 'raceing'\"\nmessage = \"m\"\n+++\n",
		"schema/rules/r.md:5:15: error[enum-value] `it` is never \"raceing\"; did you mean \"racing\"? ^'raceing'^ hint: it is one of racing, fishing, cruising\n"},
	{"a place of the site", "+++\ntitle = \"t\"\nfor = \"site\"\nexpr = \"true\"\nmessage = \"m\"\nat = \"/x\"\n+++\n",
		"schema/rules/r.md:6:6: error[bad-pointer] `at` has nothing to be relative to ^\"/x\"^ hint: delete it, or let `each` yield records or tables\n"},
	{"a place with a hole", "+++\ntitle = \"t\"\nfor = \"boat\"\nexpr = \"true\"\nmessage = \"m\"\nat = \"/engin/{self.idd}\"\n+++\n",
		"schema/rules/r.md:6:6: error[bad-pointer] boat has no field `engin`; did you mean `engine`? ^\"/engin/{self.idd}\"^ hint: write a JSON pointer such as /dates/fixed\n" +
			"schema/rules/r.md:6:20: error[bad-expression] boat has no field `idd`; did you mean `id`? ^idd^\n"},
	{"names", "+++\ntitle = \"t\"\nfor = \"boat\"\nexpr = \"rig == 'slop' && nme == 1 && crew > 'x'\"\nmessage = \"{engine}\"\n" +
		"let = [{name = \"rig\", expr = \"self.rig\"}, {name = \"self\", expr = \"1\"}, {name = \"boat\", expr = \"1\"}, {name = \"rig\", expr = \"1\"},\n" +
		" {name = \"a b\", expr = \"1\"}, {name = \"in\", expr = \"1\"}, {nam = \"x\", expr = \"1\"}, {name = \"crew\", expr = \"self.crw\"}, {name = \"engine\", expr = \"self.engine\"}, 5]\n+++\n",
		"schema/rules/r.md:4:26: error[bad-expression] `nme` is not known here ^nme^ hint: known are crew, engine, rig, self, site, today and the name of every type\n" +
			"schema/rules/r.md:5:13: error[bad-expression] `message` must be something that can be shown, but this is the table boat.engine ^engine^\n" +
			"schema/rules/r.md:6:51: error[bad-format] `self` means something else already ^\"self\"^\n" +
			"schema/rules/r.md:6:80: error[bad-format] `boat` means something else already ^\"boat\"^\n" +
			"schema/rules/r.md:6:109: error[bad-format] `rig` means something else already ^\"rig\"^\n" +
			"schema/rules/r.md:7:10: error[bad-format] \"a b\" is not a name: write letters, digits and _, a letter first ^\"a b\"^\n" +
			"schema/rules/r.md:7:38: error[bad-format] `in` is a word that expressions keep for themselves ^\"in\"^\n" +
			"schema/rules/r.md:7:58: error[unknown-field] `nam` is not known here; did you mean `name`? ^nam^\n" +
			"schema/rules/r.md:7:111: error[bad-expression] boat has no field `crw`; did you mean `crew`? ^crw^\n" +
			"schema/rules/r.md:7:159: error[wrong-type] `let` must be a list of tables ^5^\n"},
	{"self of the site", "+++\ntitle = \"t\"\nfor = \"site\"\nexpr = \"self.id == ''\"\nmessage = \"m\"\n+++\n",
		"schema/rules/r.md:4:9: error[bad-expression] `self` is not known here ^self^ hint: what is for the site has no record of its own; name a type in `for`\n"},
}

func TestLoadMistakes(t *testing.T) {
	set := ruletest.Types(t)
	for _, f := range files {
		t.Run(f.name, func(t *testing.T) {
			s, diags := load(t, set, map[string]string{"schema/rules/r.md": f.text})
			if f.want == "toml" {
				if diags.Errors() == 0 || len(s.Rules()) != 0 {
					t.Errorf("the file was read: %v", diags)
				}
				return
			}
			if got := ruletest.Lines(diags); got != f.want {
				t.Errorf("got\n%swant\n%s", got, f.want)
			}
			for _, r := range s.Rules() {
				if !r.Faulty {
					t.Error("the rule is not marked faulty")
				}
			}
		})
	}
}

func TestLoad(t *testing.T) {
	set := ruletest.Types(t)
	s, diags := load(t, set, map[string]string{
		"schema/rules/b.md":         ruletest.RuleFile("true", "severity = \"warning\"\nsince = \"0.2\"\nwaivable = false\nclause = {charter = \"rules1\", id = \"c1\"}"),
		"schema/rules/a.md":         ruletest.RuleFile("true", ""),
		"schema/rules/site.md":      "+++\ntitle = \"s\"\nfor = \"site\"\nexpr = \"true\"\nmessage = \"m\"\n+++\n",
		"schema/rules/_index.md":    "no rule",
		"schema/rules/sub/c.md":     "no rule",
		"schema/rules/notes.txt":    "no rule",
		"schema/commitments/one.md": "\ufeff+++\ntitle = \"c\"\nfor = \"site\"\nevidence = \"voyage\"\n+++\nBody\n",
	})
	if len(diags) > 0 {
		t.Fatal(ruletest.Lines(diags))
	}
	var ids []string
	for _, r := range s.Rules() {
		ids = append(ids, r.ID)
	}
	if got := strings.Join(ids, " "); got != "a b site" {
		t.Errorf("rules are %s", got)
	}
	b := s.Rule("b")
	if b.Severity != diag.Warning || b.Waivable || b.Since != "0.2" || b.Clause.ID != "c1" || b.Clause.Document.String() != "charter/rules1" {
		t.Errorf("b is read as %+v", b)
	}
	if got := string(b.Body.Text()); got != "Why.\n" {
		t.Errorf("the body is %q", got)
	}
	if len(s.ForType("boat")) != 2 || len(s.ForType("site")) != 0 || len(s.SiteRules()) != 1 || s.Rule("zzz") != nil {
		t.Error("rules are listed under the wrong type")
	}
	if c := s.Commitments(); len(c) != 1 || string(c[0].Body.Text()) != "Body\n" || c[0].Enough != 1 {
		t.Errorf("commitments are %+v", c)
	}
}

func TestSeverity(t *testing.T) {
	opts := options()
	opts.Severity = map[string]diag.Severity{"r": diag.Warning}
	s, _, err := Load(ruletest.Files(map[string]string{"schema/rules/r.md": ruletest.RuleFile("true", "")}), ruletest.Types(t), opts)
	if err != nil || s.Rules()[0].Severity != diag.Warning {
		t.Errorf("the severity of the options is not used: %v", err)
	}
}

func TestNoRules(t *testing.T) {
	s, diags, err := Load(ruletest.Files(map[string]string{"x": ""}), ruletest.Types(t), Options{})
	if err != nil || len(diags) > 0 || len(s.Rules())+len(s.Commitments()) > 0 {
		t.Errorf("a site without rules: %v %v", diags, err)
	}
}

// TestEngineTypes: rules may be about promises, which are records too.
func TestEngineTypes(t *testing.T) {
	own, err := meta.Engine()
	if err != nil {
		t.Fatal(err)
	}
	set := ruletest.Types(t).With(own...)
	promise := "+++\ntitle = \"c\"\nfor = \"site\"\nfrom = 2022-01-01\nevidence = \"voyage\"\nenough = 9\n+++\n"
	s, diags := load(t, set, map[string]string{
		"schema/commitments/one.md": promise,
		"schema/rules/r.md":         "+++\ntitle = \"t\"\nfor = \"commitment\"\nexpr = \"self.enough < 5 && has(self.from)\"\nmessage = \"{self.id} asks for {self.enough}\"\nat = \"/enough\"\n+++\n",
	})
	if len(diags) > 0 {
		t.Fatal(ruletest.Lines(diags))
	}
	c := s.Commitments()[0]
	rec := content.New(content.Key{Type: rule.CommitmentTypeName, ID: c.ID}, set.Type(rule.CommitmentTypeName), c.Doc, c.Body)
	want := "schema/commitments/one.md:6:10: error[r] one asks for 9 ^9^\n"
	if got := ruletest.Lines(evaluated(t, s, content.NewCorpus(set, []*content.Record{rec}, nil))); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestEngineKeys holds the keys that are read together with the schemas of
// rules and commitments, which editors and pages go by.
func TestEngineKeys(t *testing.T) {
	own, err := meta.Engine()
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range own {
		_, diags := load(t, ruletest.Types(t), map[string]string{"schema/" + st.Name + "s/x.md": "+++\nzzzzzzzz = 1\n+++\n"})
		known := ""
		for _, d := range diags {
			if d.ID == catalog.UnknownField {
				known = strings.TrimPrefix(d.Hint, "known are ")
			}
		}
		var want []string
		for _, f := range st.Fields {
			want = append(want, f.Name)
		}
		got := strings.Split(known, ", ")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s\nreads %v\nschema %v", st.Name, got, want)
		}
	}
}

// A day in force is written as such: a moment without its offset from UTC is
// another for every reader, and no day.
func TestTermWithoutOffset(t *testing.T) {
	for _, text := range []string{"2022-05-31T10:00:00", "2022-05-31 10:00:00", `"2022-05-31T10:00:00"`} {
		_, diags := load(t, ruletest.Types(t), map[string]string{
			"schema/commitments/r.md": "+++\ntitle = \"t\"\nfor = \"site\"\nfrom = " + text + "\nevidence = \"boat\"\n+++\n",
		})
		if got, want := ruletest.Lines(diags), "schema/commitments/r.md:4:8: error[bad-format] `from` is not a date ^"+text+"^ hint: write 2022-05-31\n"; got != want {
			t.Errorf("got %swant %s", got, want)
		}
	}
}
