package check

import (
	"candor/internal/catalog"
	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/site"
	"candor/internal/toml"
)

var referenceToUnpublished = &Check{
	ID: catalog.ReferenceToUnpublished,
	Run: func(p *Pass) {
		if p.Public() == nil {
			return
		}
		for _, f := range p.of(p.Type).refs {
			for _, use := range f.Uses(p.Record) {
				k, ok := content.Resolve(p, f.Field, use.Text)
				if ok && p.Plan.View.Hidden(k) && p.Plan.View.Shows(p.Record, use.Pointer) {
					p.unpublished(use.Pointer, p.Get(k))
				}
			}
		}
		if k, pointer, ok := site.ClauseOf(p.Record); ok {
			if to := p.Get(k); to != nil && p.Plan.View.Hidden(k) {
				p.unpublished(pointer, to)
			}
		}
	},
}

func (p *Pass) unpublished(pointer string, to *content.Record) {
	d := diag.Diagnostic{
		Span:    p.Record.At(pointer),
		Message: p.Record.Label() + " is public, but what it refers to is not: " + to.Label(),
		Hint:    "publish " + to.Key.String() + ", or take the reference away until then",
	}
	if at := to.At(toml.Pointer(string(schema.Status))); to.Meant(schema.Status) != nil {
		d.Related = []diag.Related{{Span: at, Message: "why the public does not see it"}}
	}
	p.Report(d)
}
