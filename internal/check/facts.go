package check

import (
	"candor/internal/content"
	"candor/internal/schema"
	"candor/internal/site"
)

// facts is what several checks ask of a type, found once.
type facts struct {
	refs      []content.RefField
	addresses bool // it has a field for an address
}

// prepare looks once at what every record is checked against.
func (w *World) prepare() {
	w.facts = map[*schema.Type]*facts{}
	for _, t := range w.Records.Types().Types() {
		w.facts[t] = &facts{refs: content.RefFields(t), addresses: holds(t.Fields, addressFormat)}
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

// holds says that one of the fields, or one inside them, has a format.
func holds(fields []*schema.Field, format string) bool {
	for _, f := range fields {
		if f.Format == format || holds(f.Fields, format) || f.Items != nil && holds([]*schema.Field{f.Items}, format) {
			return true
		}
	}
	return false
}

// shared is what the checks of one record have in common: the first that asks
// has it made.
type shared struct {
	targets  []site.Target
	resolved bool
	prose    []byte
}

// Targets returns where the links of the text lead, in their order.
func (p *Pass) Targets() []site.Target {
	if p.Text == nil {
		return nil
	}
	if !p.shared.resolved {
		p.shared.resolved = true
		for _, l := range p.Text.Links {
			p.shared.targets = append(p.shared.targets, p.Plan.Resolve(p.Record, l.Dest))
		}
	}
	for _, t := range p.shared.targets {
		if t.Key.ID != "" {
			p.Get(t.Key)
		}
	}
	return p.shared.targets
}

// draft says that the record is still being written.
func (p *Pass) draft() bool { return p.Record.Text("/status") == "draft" }
