package rulefile

import (
	"testing"

	"candor/internal/ruletest"
	"candor/internal/schema/meta"
)

const commitmentWithMistakes = `+++
title = "t"
for = "boat"
from = 2022-01-01
until = 2021-01-01
enough = 0
attaches = "self.crew"
evidence = "self.voyages"
counts = "e.knd == 'race'"
elsewhere = "e.kind == 'raze'"
due = "until"
broken = "self.title"
period = "{it}"
attache = "x"
expr = "true"
+++
`

func TestCommitmentMistakes(t *testing.T) {
	set := ruletest.Types(t)
	_, diags := load(t, set, map[string]string{"schema/commitments/c.md": commitmentWithMistakes})
	want := "schema/commitments/c.md:5:9: error[bad-format] it ends on 2021-01-01, before it begins on 2022-01-01 ^2021-01-01^\n" +
		"schema/commitments/c.md:6:10: error[bad-format] `enough` must be 1 or more ^0^\n" +
		"schema/commitments/c.md:7:13: error[bad-expression] `attaches` must be a date, but this is a whole number ^self.crew^\n" +
		"schema/commitments/c.md:9:13: error[bad-expression] voyage has no field `knd`; did you mean `kind`? ^knd^\n" +
		"schema/commitments/c.md:10:24: error[enum-value] `kind` is never \"raze\"; did you mean \"race\"? ^'raze'^ hint: it is one of race, delivery, holiday\n" +
		"schema/commitments/c.md:12:11: error[bad-expression] `broken` must be true or false, but this is a text ^self.title^\n" +
		"schema/commitments/c.md:13:12: error[bad-expression] `it` is not known here ^it^ hint: it is an element of `each`, and there is no each\n" +
		"schema/commitments/c.md:14:1: error[unknown-field] `attache` is not known here; did you mean `attaches`? ^attache^\n" +
		"schema/commitments/c.md:15:1: error[unknown-field] `expr` is not known here ^expr^ hint: known are service, from, until, enough, title, clause, for, each, when, attaches, due, broken, period, evidence, counts, elsewhere, dated\n"
	if got := ruletest.Lines(diags); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Where types list the words of a service, a promise has one of them; where none
// does, it calls its service as it likes.
func TestServiceOfCommitment(t *testing.T) {
	text := "+++\ntitle = \"t\"\nfor = \"site\"\nservice = \"boun\"\nevidence = \"[1]\"\n+++\n"
	for _, c := range []struct{ field, want string }{
		{`"service": {"type": "string", "enum": ["bounty", "audits"], "description": "Which"}`,
			"schema/commitments/c.md:4:11: error[enum-value] `service` is never \"boun\"; did you mean \"bounty\"? ^\"boun\"^ hint: it is one of audits, bounty\n"},
		{`"service": {"type": "string", "description": "Which"}`, ""},
		{`"other": {"type": "string", "description": "Which"}`, ""},
	} {
		files := map[string]string{"schema/task.json": `{"title": "Task", "type": "object", "properties": {` + c.field + `}}`}
		set, diags, err := meta.Load(ruletest.Files(files))
		if err != nil || len(diags) > 0 {
			t.Fatal(diags, err)
		}
		_, diags = load(t, set, map[string]string{"schema/commitments/c.md": text})
		if got := ruletest.Lines(diags); got != c.want {
			t.Errorf("with %s: got\n%swant\n%s", c.field, got, c.want)
		}
	}
}
