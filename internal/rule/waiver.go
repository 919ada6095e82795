package rule

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/rule/expr"
	"candor/internal/schema"
	"candor/internal/toml"
)

// waiver is an entry of a record's list of waivers, for one rule.
type waiver struct {
	expr.Place
	until *toml.Date
	used  bool
}

// book keeps the waivers that records hold for one rule.
type book struct {
	rule    *Rule
	waivers map[content.Key][]*waiver
}

// waiversField is where records may hold waivers: {rule, reason, until}.
const waiversField = string(schema.Waiver)

// of returns the waivers of a record for the rule.
func (b *book) of(rec *content.Record) []*waiver {
	items, _ := rec.Meant(schema.Waiver).([]any)
	if len(items) == 0 {
		return nil
	}
	if list, ok := b.waivers[rec.Key]; ok {
		return list
	}
	var list []*waiver
	for i, item := range items {
		table, _ := item.(map[string]any)
		if table[TypeName] != b.rule.ID {
			continue
		}
		w := &waiver{Place: expr.Place{Record: rec, Pointer: elementPointer("/"+waiversField, i)}}
		if d, ok := table[expr.Until].(toml.Date); ok {
			w.until = &d
		}
		list = append(list, w)
	}
	if b.waivers == nil {
		b.waivers = map[content.Key][]*waiver{}
	}
	b.waivers[rec.Key] = list
	return list
}

// waived reports whether a record excuses a violation, and notes that it did.
func (b *book) waived(rec *content.Record) bool {
	if rec == nil {
		return false
	}
	excused := false
	for _, w := range b.of(rec) {
		if !w.passed(b.rule.Now) {
			w.used = true
			excused = b.rule.Waivable
		}
	}
	return excused
}

// passed reports whether a waiver has certainly ended.
func (w *waiver) passed(now time.Time) bool { return w.until != nil && w.until.Over(now) }

// close reports the waivers that are refused, and those that excuse nothing.
// A rule about the site asks the records that its violations are in.
func (b *book) close(l content.Lookup, rec *content.Record, diags *diag.List) {
	if rec != nil {
		b.report(rec, diags)
		b.refuse(rec, diags)
		return
	}
	if b.rule.Subject == "" {
		return
	}
	for _, rec := range l.All(b.rule.Subject) {
		b.report(rec, diags)
	}
}

// refuse reports the waivers of other records that a violation was shown in,
// where the rule takes none.
func (b *book) refuse(self *content.Record, diags *diag.List) {
	if b.rule.Waivable {
		return
	}
	for _, key := range slices.SortedFunc(maps.Keys(b.waivers), content.Key.Compare) {
		if list := b.waivers[key]; key != self.Key && len(list) > 0 {
			b.report(list[0].Record, diags)
		}
	}
}

// report tells what is wrong with the waivers of one record.
func (b *book) report(rec *content.Record, diags *diag.List) {
	for _, w := range b.of(rec) {
		at := expr.Place{Record: rec, Pointer: w.Pointer + "/" + TypeName}.Span()
		switch {
		case !b.rule.Waivable:
			diags.Errorf(catalog.WaiverRefused, at, "delete the waiver and mend what the rule asks for", "the rule `%s` takes no waiver", b.rule.ID)
		case !w.used && !w.passed(b.rule.Now):
			diags.Warnf(catalog.WaiverUnused, at, "delete the waiver", "this waiver excuses nothing: the rule `%s` has no objection", b.rule.ID)
		}
	}
}

// Waivers reports the waivers of a record that can never excuse anything:
// there is no such rule.
func (s *Set) Waivers(rec *content.Record) diag.List {
	items, _ := rec.Meant(schema.Waiver).([]any)
	var diags diag.List
	for i, item := range items {
		table, _ := item.(map[string]any)
		id, ok := table[TypeName].(string)
		if !ok || s.Rule(id) != nil {
			continue
		}
		at := expr.Place{Record: rec, Pointer: elementPointer("/"+waiversField, i) + "/" + TypeName}.Span()
		message := fmt.Sprintf("this waiver excuses nothing: there is no rule `%s`", id)
		if near, ok := diag.Nearest(id, s.ids()); ok {
			message += fmt.Sprintf("; did you mean `%s`?", near)
		}
		diags.Warnf(catalog.WaiverUnused, at, "name a rule of schema/rules, or delete the waiver", "%s", message)
	}
	return diags
}

func (s *Set) ids() []string {
	out := make([]string, len(s.rules))
	for i, r := range s.rules {
		out[i] = r.ID
	}
	return out
}
