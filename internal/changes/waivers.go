package changes

import (
	"cmp"

	"candor/internal/changes/match"
	"candor/internal/changes/phrase"
	"candor/internal/changes/report"
	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
	"candor/internal/wording"
)

// waivers tells of the rules that a record is newly excused from.
func (c *comparison) waivers(named, old, new *content.Record) {
	before, after := waived(old), waived(new)
	for _, id := range ids(before, after) {
		o, n := before[id], after[id]
		name := id + " for " + phrase.NameOf(named)
		add := func(kind report.Kind, w report.Weight, words string) {
			c.add(report.Change{Kind: kind, Weight: w, Group: report.Rules, Key: named.Key, Name: name, Words: words})
		}
		switch {
		case o == nil:
			add(report.Waived, report.Grave, "WAIVER ADDED"+waiverWords(n))
		case n == nil:
			add(report.Changed, report.Plain, "waiver lifted, the rule applies again")
		case !match.Equal(o["until"], n["until"]):
			add(report.Waived, report.Grave, "WAIVER CHANGED"+waiverWords(n))
		case !match.Equal(o, n):
			add(report.Changed, report.Plain, "waiver explained anew"+waiverWords(n))
		}
	}
}

func waived(r *content.Record) map[string]map[string]any {
	out := map[string]map[string]any{}
	if r == nil {
		return out
	}
	list, _ := r.Meant(schema.Waiver).([]any)
	for _, e := range list {
		if w, ok := e.(map[string]any); ok {
			id, _ := w["rule"].(string)
			out[id] = w
		}
	}
	return out
}

func waiverWords(w map[string]any) string {
	words := ""
	if d, ok := w["until"].(toml.Date); ok {
		words = " until " + d.Words()
	}
	reason, _ := w["reason"].(string)
	return words + ": " + cmp.Or(wording.OneLine(reason), "no reason is given")
}
