// Package site decides what the public may see and where it stands.
//
// View is the one door between the records and everything that is published:
// a corpus of its own, in which records that are not public do not exist,
// others hold only the fields that may be seen, and a reference to what is not
// there is absent. Pages, lists, sums, feeds and exports are made from a View,
// so none of them has to remember to ask.
//
// Plan gives every page its URL and resolves what the text of a record links
// to.
package site

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/toml"
)

// Visibility is how much of a record the public sees.
type Visibility uint8

// The visibilities.
const (
	Hidden    Visibility = iota
	Partial              // only the fields that x-public lists under "else"
	Tombstone            // withdrawn: that it was there, and why it is not
	Visible
)

// tombstone holds the fields of a withdrawn record that stay, where they have the
// meaning of their name.
var tombstone = []schema.Meaning{
	schema.Title, schema.Label, schema.Status, schema.Withdrawn, schema.Aliases, schema.Published, schema.Updated,
}

// onTombstone returns the names of the fields that stay of a withdrawn record.
func onTombstone(t *schema.Type) []string {
	var out []string
	for _, m := range tombstone {
		if t.Means(m) {
			out = append(out, string(m))
		}
	}
	return out
}

// Audience says for whom and when the site is made.
type Audience struct {
	Drafts bool      // drafts are shown
	Now    time.Time // embargoes that ended before have lifted
}

// View is the records as the public sees them.
type View struct {
	*content.Corpus
	all      *content.Corpus
	audience Audience
	mixed    sync.Map // by type: the files of many of which not all is seen
}

// Public returns the view of a corpus for an audience.
func Public(all *content.Corpus, who Audience) *View { return public(all, who, nil) }

// public keeps the records of an older view where they are no others.
func public(all *content.Corpus, who Audience, old *View) *View {
	v := &View{all: all, audience: who}
	var records []*content.Record
	for _, t := range all.Types().Types() {
		for _, r := range all.All(t.Name) {
			if p := v.project(r); p != nil {
				records = append(records, v.reuse(old, r, p))
			}
		}
	}
	v.Corpus = content.NewCorpus(all.Types(), records, nil)
	return v
}

// Hidden says that there is a record of that key and that the public does not
// see it.
func (v *View) Hidden(k content.Key) bool {
	return v.all.Get(k) != nil && v.Get(k) == nil
}

// Shows says that the public sees what stands at a JSON pointer of a record,
// if it sees anything of the record.
func (v *View) Shows(r *content.Record, pointer string) bool {
	name, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	switch v.audience.See(r) {
	case Visible:
		return true
	case Partial:
		return slices.Contains(r.Schema.Public.Else, name)
	case Tombstone:
		return slices.Contains(onTombstone(r.Schema), name)
	case Hidden:
	}
	return false
}

// Whole says that the public sees all that the files of a record hold, the
// references among it. What is known of a whole file, such as when it was
// changed, tells of every record in it, and so only then may it be told.
func (v *View) Whole(r *content.Record) bool {
	if r.Section() {
		return true
	}
	all := v.all.Get(r.Key)
	if all == nil || !v.complete(all) {
		return false
	}
	return !all.InMany() || !v.mixedFiles(r.Type)[all.Source().Name]
}

// complete says that nothing of a record is left out. A change to a reference
// that is left out is a change to what is hidden.
func (v *View) complete(all *content.Record) bool {
	shown := v.Get(all.Key)
	return shown != nil && v.audience.See(all) == Visible && same(shown.Values, all.Values)
}

// mixedFiles returns the files of a type with a record that is not seen whole.
func (v *View) mixedFiles(typ string) map[string]bool {
	if have, ok := v.mixed.Load(typ); ok {
		return have.(map[string]bool)
	}
	out := map[string]bool{}
	for _, r := range v.all.All(typ) {
		if r.InMany() && !v.complete(r) {
			out[r.Source().Name] = true
		}
	}
	v.mixed.Store(typ, out)
	return out
}

// See returns how much of a record the audience sees. Where that is not known,
// it sees nothing.
func (who Audience) See(r *content.Record) Visibility {
	if who.Why(r) != NotHidden {
		return Hidden
	}
	if r.Status() == schema.Taken {
		return withdrawn(r)
	}
	return disclosed(r)
}

// lifted reports whether the embargo has a known end that has passed everywhere.
func (who Audience) lifted(r *content.Record) bool {
	d, ok := r.MeantDate(schema.EmbargoUntil)
	return ok && d.Over(who.Now)
}

// withdrawn records leave a stone where the public had seen them. What was
// never disclosed does not become so by being taken back.
func withdrawn(r *content.Record) Visibility {
	if v := disclosed(r); v != Visible {
		return v
	}
	return Tombstone
}

func disclosed(r *content.Record) Visibility {
	p := r.Schema.Public
	switch {
	case p == nil, slices.Contains(p.In, r.Text(toml.Pointer(p.Field))):
		return Visible
	case p.Else == nil:
		return Hidden
	}
	return Partial
}

// project returns the record as the audience sees it, or nil.
func (v *View) project(r *content.Record) *content.Record {
	switch v.audience.See(r) {
	case Partial:
		return r.With(v.keepTable(r.Schema.Fields, only(r.Values, r.Schema.Public.Else)), false)
	case Tombstone:
		return r.With(v.keepTable(r.Schema.Fields, only(r.Values, onTombstone(r.Schema))), false)
	case Visible:
		return r.With(v.keepClause(r, v.keepTable(r.Schema.Fields, r.Values)), true)
	case Hidden:
	}
	return nil
}

func only(values map[string]any, fields []string) map[string]any {
	out := map[string]any{}
	for _, f := range fields {
		if v, ok := values[f]; ok {
			out[f] = v
		}
	}
	return out
}

// keep returns what is left of the value of a field, and whether anything is.
func (v *View) keep(f *schema.Field, value any) (any, bool) {
	switch value := value.(type) {
	case string:
		return value, len(f.Ref) == 0 || v.visible(f, value)
	case []any:
		return v.keepList(f, value), true
	case map[string]any:
		return v.keepTable(f.Fields, value), true
	}
	return value, true
}

func (v *View) keepList(f *schema.Field, list []any) []any {
	item := f.Items
	if item == nil {
		return list
	}
	if len(f.Ref) > 0 {
		item = f
	}
	var out []any
	changed := false
	for _, old := range list {
		kept, ok := v.keep(item, old)
		changed = changed || !ok || !same(kept, old)
		if ok {
			out = append(out, kept)
		}
	}
	if !changed {
		return list
	}
	return out
}

// keepTable returns the values without the references to records that the
// audience does not see. It copies only what it changes.
func (v *View) keepTable(fields []*schema.Field, values map[string]any) map[string]any {
	out, copied := values, false
	for _, f := range fields {
		old, there := values[f.Name]
		if !there {
			continue
		}
		kept, ok := v.keep(f, old)
		if ok && same(kept, old) {
			continue
		}
		if !copied {
			out, copied = maps.Clone(values), true
		}
		if ok {
			out[f.Name] = kept
		} else {
			delete(out, f.Name)
		}
	}
	return out
}

// keepClause returns the values of a rule without the clause that it rests on,
// where the record that has the clause is hidden.
func (v *View) keepClause(r *content.Record, values map[string]any) map[string]any {
	k, _, ok := ClauseOf(r)
	if !ok || v.all.Get(k) == nil || v.audience.See(v.all.Get(k)) != Hidden {
		return values
	}
	out := maps.Clone(values)
	delete(out, clauseField)
	return out
}

const clauseField = "clause"

// ClauseOf returns the record that a rule or a promise rests on, and where the
// rule names it: {<type> = "<id>", id = "<clause>"}. The schema knows no field of
// every type, so it is no reference to it.
func ClauseOf(r *content.Record) (k content.Key, pointer string, ok bool) {
	table, _ := r.Get(toml.Pointer(clauseField)).(map[string]any)
	if !r.Schema.Engine {
		return k, "", false
	}
	for _, typ := range slices.Sorted(maps.Keys(table)) {
		if id, text := table[typ].(string); text && typ != "id" {
			return content.Key{Type: typ, ID: id}, toml.Pointer(clauseField, typ), true
		}
	}
	return k, "", false
}

// visible says that a reference leads to a record that the audience sees. One
// that leads nowhere is the author's mistake and reported elsewhere.
func (v *View) visible(f *schema.Field, text string) bool {
	k, ok := content.Resolve(v.all, f, text)
	if !ok {
		return false
	}
	r := v.all.Get(k)
	return r != nil && v.audience.See(r) != Hidden
}

// same says that two values are one: the same list or table in memory, or
// equal otherwise.
func same(a, b any) bool {
	switch a := a.(type) {
	case []any, map[string]any:
		return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
	}
	return a == b
}
