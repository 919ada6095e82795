package check

import (
	"candor/internal/content"
	"candor/internal/schema"
)

// facts is what several checks ask of a type, found once.
type facts struct {
	refs      []content.RefField
	addresses bool // it has a field for the chain of an address
	markdown  bool // and one that is Markdown
}

// prepare looks once at what every record is checked against.
func (w *World) prepare() {
	w.facts = map[*schema.Type]*facts{}
	for _, t := range w.Records.Types().Types() {
		w.facts[t] = &facts{
			refs:      content.RefFields(t),
			addresses: holds(t.Fields, func(f *schema.Field) bool { return f.Format == chainFormat }),
			markdown:  holds(t.Fields, func(f *schema.Field) bool { return f.Markdown }),
		}
	}
	w.index()
}

// of returns the facts of a type; the introductions of sections have none.
func (w *World) of(t *schema.Type) *facts {
	if f := w.facts[t]; f != nil {
		return f
	}
	return &facts{}
}

// holds reports whether something is true of one of the fields, or one inside them.
func holds(fields []*schema.Field, is func(*schema.Field) bool) bool {
	for f := range schema.All(fields) {
		if is(f) {
			return true
		}
	}
	return false
}

// shared is what the checks of one record have in common: the first that asks
// has it made.
type shared struct {
	links    []link
	resolved bool
	prose    []byte
}

// draft says that the record is still being written.
func (p *Pass) draft() bool { return p.Record.Status() == schema.Draft }
