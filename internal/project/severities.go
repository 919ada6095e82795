package project

import (
	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/rule"
)

// Severities are those that site.toml sets, by the id of a check or a rule.
type Severities map[string]diag.Severity

// Severities leaves out what may not be lowered.
func (p *Project) Severities() Severities {
	out, rules := Severities{}, p.rulesByID()
	for id, o := range p.Config.Rules {
		if o.Severity == diag.Error || lowerable(id, rules[id]) {
			out[id] = o.Severity
		}
	}
	return out
}

// Apply sets the severities of diagnostics, in place, and returns them.
func (s Severities) Apply(l diag.List) diag.List {
	for i, d := range l {
		if severity, ok := s[d.ID]; ok {
			l[i].Severity = severity
		}
	}
	return l
}

// CheckSeverities reports what is wrong with the severities that site.toml sets.
// Which ids there are is known only when the rules have been read.
func (p *Project) CheckSeverities() diag.List {
	var diags diag.List
	if p.Rules == nil {
		return diags
	}
	rules, ids := p.rulesByID(), catalog.IDs()
	for _, r := range p.Rules.Rules() {
		ids = append(ids, r.ID)
	}
	known := map[string]bool{}
	for _, id := range ids {
		known[id] = true
	}
	for id, o := range p.Config.Rules {
		at := p.Config.At(o.Pointer)
		switch {
		case !known[id]:
			hint := "candor explain lists all checks and rules"
			if near, ok := diag.Nearest(id, ids); ok {
				hint = "did you mean " + near + "?"
			}
			diags.Errorf(catalog.UnknownRule, at, hint, "no check or rule is called %s", id)
		case o.Severity == diag.Warning && !lowerable(id, rules[id]):
			diags.Errorf(catalog.RuleNotWaivable, at, "delete this line, and mend what is found", "%s is always an error", id)
		case o.Severity == diag.Warning && o.Reason == "":
			diags.Errorf(catalog.MissingField, at, id+` = {severity = "warning", reason = "…"}; the reason is published`, "%s is lowered without a reason", id)
		}
	}
	return diags
}

func (p *Project) rulesByID() map[string]*rule.Rule {
	out := map[string]*rule.Rule{}
	if p.Rules != nil {
		for _, r := range p.Rules.Rules() {
			out[r.ID] = r
		}
	}
	return out
}

// lowerable reports whether an error may become a warning: that of a rule or,
// where r is nil, of a check.
func lowerable(id string, r *rule.Rule) bool {
	if r != nil {
		return r.Waivable
	}
	e, _ := catalog.Lookup(id)
	return e.Lowerable
}
