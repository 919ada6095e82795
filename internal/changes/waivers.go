package changes

import (
	"cmp"

	"candor/internal/content"
	"candor/internal/toml"
)

// waivers tells of the rules that a record is newly excused from.
func (c *comparison) waivers(named, old, new *content.Record) {
	before, after := waived(old), waived(new)
	for _, id := range ids(before, after) {
		o, n := before[id], after[id]
		name := id + " for " + nameOf(named)
		add := func(kind Kind, w Weight, words string) {
			c.add(Change{Kind: kind, Weight: w, Group: rulesGroup, Key: named.Key, Name: name, Words: words})
		}
		switch {
		case o == nil:
			add(Waived, Grave, "WAIVER ADDED"+waiverWords(n))
		case n == nil:
			add(Changed, Plain, "waiver lifted, the rule applies again")
		case !equal(o["until"], n["until"]):
			add(Waived, Grave, "WAIVER CHANGED"+waiverWords(n))
		case !equal(o, n):
			add(Changed, Plain, "waiver explained anew"+waiverWords(n))
		}
	}
}

func waived(r *content.Record) map[string]map[string]any {
	out := map[string]map[string]any{}
	if r == nil {
		return out
	}
	list, _ := r.Get("/waiver").([]any)
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
	return words + ": " + cmp.Or(oneLine(reason), "no reason is given")
}
