package build

import (
	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/rule"
)

// checkSeverities reports what is wrong with the severities that site.toml
// sets.
func (b *builder) checkSeverities() diag.List {
	var diags diag.List
	if b.rules == nil {
		return diags
	}
	ids := check.IDs()
	rules := map[string]*rule.Rule{}
	for _, r := range b.rules.Rules() {
		ids = append(ids, r.ID)
		rules[r.ID] = r
	}
	known := map[string]bool{}
	for _, id := range ids {
		known[id] = true
	}
	for id, o := range b.config.Rules {
		at := b.config.At(o.Pointer)
		r := rules[id]
		switch {
		case !known[id]:
			hint := "candor explain lists all checks and rules"
			if near, ok := diag.Nearest(id, ids); ok {
				hint = "did you mean " + near + "?"
			}
			diags.Errorf("unknown-rule", at, hint, "no check or rule is called %s", id)
		case o.Severity == diag.Warning && !lowerable(id, r):
			diags.Errorf("rule-not-waivable", at, "delete this line, and mend what is found", "%s is always an error", id)
		case o.Severity == diag.Warning && o.Reason == "":
			diags.Errorf("missing-field", at, id+` = {severity = "warning", reason = "…"}; the reason is published`, "%s is lowered without a reason", id)
		}
	}
	return diags
}

// severities are those that site.toml sets, by id.
type severities map[string]diag.Severity

// severities leaves out what may not be lowered.
func (b *builder) severities() severities {
	out := severities{}
	rules := map[string]*rule.Rule{}
	if b.rules != nil {
		for _, r := range b.rules.Rules() {
			rules[r.ID] = r
		}
	}
	for id, o := range b.config.Rules {
		if o.Severity == diag.Error || lowerable(id, rules[id]) {
			out[id] = o.Severity
		}
	}
	return out
}

// lowerable says that an error may become a warning: of a rule, nil for a
// check, or of what a stage finds.
func lowerable(id string, r *rule.Rule) bool {
	if r != nil {
		return r.Waivable
	}
	return check.Lowerable(id)
}

func (s severities) apply(l diag.List) diag.List {
	for i, d := range l {
		if severity, ok := s[d.ID]; ok {
			l[i].Severity = severity
		}
	}
	return l
}
