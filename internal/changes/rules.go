package changes

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/toml"
)

func engineType(name string) bool { return name == rule.TypeName || name == rule.CommitmentTypeName }

// rules tells how the demands changed.
func (c *comparison) rules() {
	old, new := rulesByID(c.old.Rules), rulesByID(c.new.Rules)
	for _, id := range ids(old, new) {
		switch o, n := old[id], new[id]; {
		case o == nil:
			c.demand(Added, Plain, id, n.Title, "a new "+n.Severity.String())
		case n == nil:
			c.demand(Removed, Grave, id, o.Title, "RULE REMOVED: it was "+article(o.Severity))
		default:
			c.rule(o, n)
		}
	}
	c.overrides(old, new)
}

func rulesByID(s *rule.Set) map[string]*rule.Rule {
	out := map[string]*rule.Rule{}
	for _, r := range s.Rules() {
		out[r.ID] = r
	}
	return out
}

func article(s diag.Severity) string {
	if s == diag.Warning {
		return "a warning"
	}
	return "an error"
}

func (c *comparison) demand(kind Kind, w Weight, id, title, words string, details ...Detail) {
	c.add(Change{Kind: kind, Weight: w, Group: rulesGroup, Key: content.Key{Type: rule.TypeName, ID: id},
		Name: cmp.Or(title, id), Words: words, Details: details})
}

// rule tells what changed in one rule: first what makes it weaker.
func (c *comparison) rule(o, n *rule.Rule) {
	var weak, other []Detail
	say := func(to *[]Detail, pointer, words string) {
		*to = append(*to, Detail{Pointer: pointer, Words: words, Weight: Plain})
	}
	if n.Faulty && !o.Faulty {
		say(&weak, "", "the file has a mistake, so the rule is not applied at all")
	}
	switch {
	case o.Severity == diag.Error && n.Severity == diag.Warning:
		say(&weak, "/severity", "it was an error and is only a warning now")
	case o.Severity != n.Severity:
		say(&other, "/severity", "it was a warning and is an error now")
	}
	switch {
	case n.Waivable && !o.Waivable:
		say(&weak, "/waivable", "records may now be excused from it")
	case o.Waivable && !n.Waivable:
		say(&other, "/waivable", "records can no longer be excused from it")
	}
	weak = append(weak, expressions(&o.Common, &n.Common, part{"expr", o.Expr.String(), n.Expr.String()})...)
	other = append(other, prose(&o.Common, &n.Common)...)
	switch {
	case len(weak) > 0:
		kind, words := Weakened, "RULE WEAKENED"
		if onlyExpressions(weak) {
			words = "RULE CHANGED: see that it demands no less"
		}
		c.demand(kind, Grave, n.ID, n.Title, words, append(weak, other...)...)
	case len(other) > 0:
		c.demand(Changed, Plain, n.ID, n.Title, "", other...)
	}
}

func onlyExpressions(details []Detail) bool {
	for _, d := range details {
		if d.Pointer == "" || d.Pointer == "/severity" || d.Pointer == "/waivable" {
			return false
		}
	}
	return true
}

// part is a part of a rule or promise by its name, before and after.
type part struct{ name, was, is string }

// expressions tells which parts that decide became others. Nobody can say of
// an expression whether it demands more or less, so it is shown.
func expressions(o, n *rule.Common, more ...part) []Detail {
	parts := append([]part{{"for", o.For, n.For}, {"when", o.When.String(), n.When.String()}, {"each", o.Each.String(), n.Each.String()}}, more...)
	var out []Detail
	for _, p := range parts {
		if oneLine(p.was) != oneLine(p.is) {
			out = append(out, Detail{Pointer: toml.Pointer(p.name), Words: inWords(p.name) + ": " + rewritten(p.was, p.is), Weight: Plain})
		}
	}
	return out
}

// inWords says what a part of a rule or promise decides.
func inWords(name string) string {
	switch name {
	case "for":
		return "is about"
	case "when":
		return "applies when"
	case "each":
		return "for each of"
	case "expr":
		return "demands"
	}
	return name
}

// rewritten shows two expressions, long ones where they differ only.
func rewritten(was, is string) string {
	if len(strings.Fields(was)) >= long || len(strings.Fields(is)) >= long {
		was, is = differing(was, is)
	}
	return code(was) + " → " + code(is)
}

func code(s string) string {
	if s == "" {
		return "nothing"
	}
	return "`" + oneLine(s) + "`"
}

// proseWords says what it means that a part differs which demands nothing.
var proseWords = map[string]string{
	"message": "the message is reworded", "hint": "its hint is reworded", "label": "its label is reworded",
	"at": "it points at another place", "since": "it is of another version",
	"period": "its periods are called otherwise", "service": "it belongs to another service",
}

// prose tells of what is only said differently.
func prose(o, n *rule.Common) []Detail {
	var out []Detail
	if o.Title != n.Title {
		out = append(out, Detail{Pointer: "/title", Words: "called " + reworded(o.Title, n.Title), Weight: Plain})
	}
	if !equal(o.Doc.Values["clause"], n.Doc.Values["clause"]) {
		out = append(out, Detail{Pointer: "/clause", Words: "the clause that it follows from is another", Weight: Plain})
	}
	for _, name := range slices.Sorted(maps.Keys(proseWords)) {
		said := proseWords[name]
		if !equal(o.Doc.Values[name], n.Doc.Values[name]) {
			out = append(out, Detail{Pointer: toml.Pointer(name), Words: said, Weight: Plain})
		}
	}
	if strings.TrimSpace(string(o.Body.Text())) != strings.TrimSpace(string(n.Body.Text())) {
		out = append(out, Detail{Words: "its explanation is edited", Weight: Plain})
	}
	return out
}

// overrides tells of the severities that site.toml gives to rules and checks.
func (c *comparison) overrides(oldRules, newRules map[string]*rule.Rule) {
	old, new := c.old.Config.Rules, c.new.Config.Rules
	for _, id := range ids(old, new) {
		o, had := old[id]
		n, has := new[id]
		title := id
		if r := newRules[id]; r != nil {
			title = r.Title
		}
		was, is := effective(o, had, oldRules[id]), effective(n, has, newRules[id])
		switch {
		case was == diag.Error && is == diag.Warning && has:
			c.demand(Weakened, Grave, id, title, "LOWERED to a warning in "+config.Name+": "+cmp.Or(n.Reason, "no reason is given"))
		case was != is:
			c.demand(Changed, Plain, id, title, config.Name+" makes it "+article(is)+"; it was "+article(was))
		case o.Reason != n.Reason:
			c.demand(Changed, Plain, id, title, "the reason for its severity: "+reworded(o.Reason, n.Reason))
		}
	}
}

// effective is the severity that counts. A check of the program itself is an
// error unless somebody lowers it.
func effective(o config.Override, has bool, r *rule.Rule) diag.Severity {
	switch {
	case has:
		return o.Severity
	case r != nil:
		return r.Severity
	}
	return diag.Error
}
