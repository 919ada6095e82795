package phrase

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/schema"
)

// Faults returns what is wrong with the x-change templates of all types, each
// with its place: a phrase that cannot be read, a hole for a field that does
// not exist. Such a template is passed over, so that nothing else would show.
func Faults(types *schema.Set) []string {
	var out []string
	for _, t := range types.Types() {
		f := &faults{at: "schema/" + t.Name + ".json", root: &schema.Field{Kind: schema.Table, Fields: t.Fields}}
		f.check("", t.Change, f.root)
		f.fields(t.Fields, f.root)
		out = append(out, f.out...)
	}
	return out
}

// faults collects those of one type.
type faults struct {
	at   string
	root *schema.Field
	out  []string
}

// fields checks the fields of a table.
func (f *faults) fields(fields []*schema.Field, table *schema.Field) {
	for _, g := range fields {
		f.field(g, table)
	}
}

func (f *faults) field(g, table *schema.Field) {
	if g.Kind == schema.Table {
		table = g
	}
	f.check(g.Pointer, g.Change, table)
	f.fields(g.Fields, table)
	if g.Items != nil {
		f.field(g.Items, table)
	}
}

// check checks one template. Its holes for fields of a value are below table.
func (f *faults) check(pointer, text string, table *schema.Field) {
	t, err := parseTemplate(text)
	if err != nil {
		f.out = append(f.out, fmt.Sprintf("%s: the x-change of %s cannot be read: %v", f.at, place(pointer), err))
		return
	}
	for _, p := range append([]*Phrase{t.Plain, t.Added, t.Removed, t.Value, t.Name}, t.Parts...) {
		for _, hole := range p.holes() {
			if !known(hole, table, f.root) {
				f.out = append(f.out, fmt.Sprintf("%s: the x-change of %s has a hole {%s}, but there is no such field", f.at, place(pointer), hole))
			}
		}
	}
}

func place(pointer string) string {
	if pointer == "" {
		return "the type"
	}
	return pointer
}

// holes returns the names in a phrase, those in brackets included.
func (p *Phrase) holes() []hole {
	if p == nil {
		return nil
	}
	var out []hole
	for _, pc := range p.pieces {
		if pc.hole != nil {
			out = append(out, *pc.hole)
		}
		for _, alt := range pc.alts {
			out = append(out, alt.holes()...)
		}
	}
	return out
}

// known reports whether a hole leads to a field.
func known(h hole, table, root *schema.Field) bool {
	if h.path == "" {
		return true
	}
	at := table
	if h.of == ofSelf {
		at = root
	}
	for name := range strings.SplitSeq(h.path, "/") {
		i := slices.IndexFunc(at.Fields, func(f *schema.Field) bool { return f.Name == name })
		if i < 0 {
			return false
		}
		at = at.Fields[i]
	}
	return true
}
