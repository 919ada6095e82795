package check

import (
	"strings"

	"candor/internal/catalog"
	"candor/internal/diag"
	"candor/internal/schema"
	"candor/internal/schema/format"
	"candor/internal/wording"
)

// The formats of the two fields that this check reads together.
const (
	addressFormat = "evm-address"
	chainFormat   = "caip2"
)

var addressChecksum = &Check{
	ID: catalog.AddressChecksum,
	Run: func(p *Pass) {
		if p.of(p.Type).addresses {
			p.addresses()
		}
	},
}

// addresses checks the addresses of a record that name their format, or none: a
// type of many chains asks for the format on some of them only.
func (p *Pass) addresses() {
	schema.WalkTexts(p.Type.Fields, p.Record.Values, func(at *schema.Path, f *schema.Field, text string) {
		if f.Format == addressFormat || f.Format == "" {
			p.checksum(at, text)
		}
	})
}

// chainOf returns the chain that is beside a value, else in the nearest table around
// it.
func chainOf(at *schema.Path) string {
	for fields, values := range at.Around() {
		chain, found := "", false
		for _, f := range fields {
			if s, ok := values[f.Name].(string); ok && f.Format == chainFormat {
				chain, found = s, true
			}
		}
		if found {
			return chain
		}
	}
	return ""
}

// checksum reports an address whose capitals are those of another chain. One
// whose capitals are those of none has the wrong format, which is told
// already.
func (p *Pass) checksum(at *schema.Path, address string) {
	if !strings.HasPrefix(address, "0x") {
		return
	}
	chain := chainOf(at)
	id, evm := strings.CutPrefix(chain, "eip155:")
	right, ok := format.ChecksumAddress(address, id)
	if !evm || !ok || right == address || !wellFormed(address) {
		return
	}
	span := p.Record.At(at.Pointer())
	p.Report(diag.Diagnostic{
		Span:    span,
		Message: "the capitals of this address are not those of the chain " + chain,
		Hint:    "see whether the address or the chain is wrong; on this chain it is written " + right,
		Fixes:   []diag.Fix{{Message: "write " + right, Edits: []diag.Edit{{Span: span, Text: wording.Quote(right)}}}},
	})
}

// wellFormed says that the capitals are those of some chain: each chain that
// counts itself in has its own, all others have the same.
func wellFormed(address string) bool {
	for _, id := range []string{"", "30", "31"} {
		if right, _ := format.ChecksumAddress(address, id); right == address {
			return true
		}
	}
	return false
}
