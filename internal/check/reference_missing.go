package check

import (
	"strings"

	"candor/internal/content"
	"candor/internal/diag"
	"candor/internal/schema"
)

var referenceMissing = &Check{
	ID: "reference-missing",
	Run: func(p *Pass) {
		for _, f := range p.of(p.Type).refs {
			for _, use := range f.Uses(p.Record) {
				if k, ok := content.Resolve(p, f.Field, use.Text); !ok || p.Get(k) == nil {
					p.missing(f.Field, use)
				}
			}
		}
	},
}

// missing reports a reference that leads nowhere, with what was meant where
// that can be guessed.
func (p *Pass) missing(f *schema.Field, use content.Use) {
	at := p.Record.At(use.Pointer)
	id := use.Text
	if _, after, ok := strings.Cut(use.Text, "/"); ok {
		id = after
	}
	d := diag.Diagnostic{
		Span:    at,
		Message: "there is no " + p.titles(f.Ref) + " with the id " + use.Text,
		Hint:    "make it with candor new " + f.Ref[0] + " " + strings.ToLower(id) + ", or name another",
	}
	if near, ok := p.nearID(f.Ref, id); ok {
		d.Hint = "did you mean " + near + "?"
		d.Fixes = []diag.Fix{{Message: "write " + near, Edits: []diag.Edit{{Span: at, Text: `"` + near + `"`}}}}
	}
	p.Report(d)
}

func (p *Pass) titles(types []string) string {
	var out []string
	for _, name := range types {
		if t := p.Types().Type(name); t != nil {
			out = append(out, strings.ToLower(t.Title))
		}
	}
	return strings.Join(out, " or ")
}

// nearID looks at all records without saying so: that one of them has a mistake
// does not make this one less missing.
func (p *Pass) nearID(types []string, id string) (string, bool) {
	var ids []string
	for _, name := range types {
		for _, r := range p.Records.All(name) {
			ids = append(ids, r.ID)
		}
	}
	return diag.Nearest(id, ids)
}
