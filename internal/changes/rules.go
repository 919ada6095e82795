package changes

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"candor/internal/changes/match"
	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/config"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule"
	"candor/internal/toml"
	"candor/internal/wording"
)

func engineType(name string) bool { return name == rule.TypeName || name == rule.CommitmentTypeName }

// rules tells how the demands changed.
func (c *comparison) rules() {
	old, new := rulesByID(c.old.Rules), rulesByID(c.new.Rules)
	for _, id := range ids(old, new) {
		switch o, n := old[id], new[id]; {
		case o == nil:
			c.demand(report.Added, report.Plain, id, n.Title, "a new "+n.Severity.String())
		case n == nil:
			c.demand(report.Removed, report.Grave, id, o.Title, "RULE REMOVED: it was "+article(o.Severity))
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

func (c *comparison) demand(kind report.Kind, w report.Weight, id, title, words string, details ...report.Detail) {
	c.add(report.Change{Kind: kind, Weight: w, Group: report.Rules, Key: content.Key{Type: rule.TypeName, ID: id},
		Name: cmp.Or(title, id), Words: words, Details: details})
}

// rule tells what changed in one rule: first what makes it weaker.
func (c *comparison) rule(o, n *rule.Rule) {
	var weak, other []report.Detail
	say := func(to *[]report.Detail, pointer, words string) {
		*to = append(*to, report.Detail{Pointer: pointer, Words: words, Weight: report.Plain})
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
	weak = append(weak, expressions(&o.Common, &n.Common, part{"let", names(o), names(n)}, part{"expr", o.Expr.String(), n.Expr.String()})...)
	other = append(other, prose(&o.Common, &n.Common)...)
	switch {
	case len(weak) > 0:
		kind, words := report.Weakened, "RULE WEAKENED"
		if onlyExpressions(weak) {
			words = "RULE CHANGED: see that it demands no less"
		}
		c.demand(kind, report.Grave, n.ID, n.Title, words, append(weak, other...)...)
	case len(other) > 0:
		c.demand(report.Changed, report.Plain, n.ID, n.Title, "", other...)
	}
}

// names returns the names that a rule gives to values, with the values.
func names(r *rule.Rule) string {
	var out []string
	for _, n := range r.Let {
		out = append(out, n.Name+" = "+n.Value.String())
	}
	return strings.Join(out, "; ")
}

func onlyExpressions(details []report.Detail) bool {
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
func expressions(o, n *rule.Common, more ...part) []report.Detail {
	parts := append([]part{{"for", o.For, n.For}, {"when", o.When.String(), n.When.String()}, {"each", o.Each.String(), n.Each.String()}}, more...)
	var out []report.Detail
	for _, p := range parts {
		if wording.OneLine(p.was) != wording.OneLine(p.is) {
			out = append(out, report.Detail{Pointer: toml.Pointer(p.name), Words: inWords(p.name) + ": " + rewritten(p.was, p.is), Weight: report.Plain})
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
	case "let":
		return "names"
	case "expr":
		return "demands"
	}
	return name
}

// rewritten shows two expressions, long ones where they differ only.
func rewritten(was, is string) string {
	if len(strings.Fields(was)) >= phrase.Long || len(strings.Fields(is)) >= phrase.Long {
		was, is = phrase.Differing(was, is)
	}
	return code(was) + " → " + code(is)
}

func code(s string) string {
	if s == "" {
		return "nothing"
	}
	return "`" + wording.OneLine(s) + "`"
}

// proseWords says what it means that a part differs which demands nothing.
var proseWords = map[string]string{
	"message": "the message is reworded", "hint": "its hint is reworded", "label": "its label is reworded",
	"at": "it points at another place", "since": "it is of another version",
	"period": "its periods are called otherwise", "service": "it belongs to another service",
}

// prose tells of what is only said differently.
func prose(o, n *rule.Common) []report.Detail {
	var out []report.Detail
	if o.Title != n.Title {
		out = append(out, report.Detail{Pointer: "/title", Words: "called " + phrase.Reworded(o.Title, n.Title), Weight: report.Plain})
	}
	if !match.Equal(o.Doc.Values["clause"], n.Doc.Values["clause"]) {
		out = append(out, report.Detail{Pointer: "/clause", Words: "the clause that it follows from is another", Weight: report.Plain})
	}
	for _, name := range slices.Sorted(maps.Keys(proseWords)) {
		said := proseWords[name]
		if !match.Equal(o.Doc.Values[name], n.Doc.Values[name]) {
			out = append(out, report.Detail{Pointer: toml.Pointer(name), Words: said, Weight: report.Plain})
		}
	}
	if strings.TrimSpace(string(o.Body.Text())) != strings.TrimSpace(string(n.Body.Text())) {
		out = append(out, report.Detail{Words: "its explanation is edited", Weight: report.Plain})
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
			c.demand(report.Weakened, report.Grave, id, title, "LOWERED to a warning in "+config.Name+": "+cmp.Or(n.Reason, "no reason is given"))
		case was != is:
			c.demand(report.Changed, report.Plain, id, title, config.Name+" makes it "+article(is)+"; it was "+article(was))
		case o.Reason != n.Reason:
			c.demand(report.Changed, report.Plain, id, title, "the reason for its severity: "+phrase.Reworded(o.Reason, n.Reason))
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
