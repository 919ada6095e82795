package check

import (
	"fmt"

	"candor/internal/content"
	"candor/internal/diag"
)

// Pass is one run of one check: the only door to data. What it offers is here, in
// texts.go (the text of the record without code or links) and in links.go (where
// its links lead); what a single check needs is beside that check.
type Pass struct {
	Check *Check
	Subject

	content.Lookup // all records, recorded
	*World

	shared *shared
	diags  diag.List
}

// Report adds a violation, as severe as the catalog says. An empty id is the
// check's own.
func (p *Pass) Report(d diag.Diagnostic) {
	if d.ID == "" {
		d.ID = p.Check.ID
	}
	d.Severity = diag.SeverityOf(d.ID)
	p.diags = append(p.diags, d)
}

// Reportf adds a violation with a message made from format and args.
func (p *Pass) Reportf(at diag.Span, hint, format string, args ...any) {
	p.Report(diag.Diagnostic{Span: at, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// Span returns the span of a range of the record's text.
func (p *Pass) Span(start, end int) diag.Span {
	return diag.Span{Source: p.Record.Body.Source, Start: start, End: end}
}

// Public returns the record as the public sees it, nil where it does not. The
// introduction of a section is always seen.
func (p *Pass) Public() *content.Record {
	if p.Record.Section() {
		return p.Record
	}
	return p.Plan.View.Get(p.Record.Key)
}
