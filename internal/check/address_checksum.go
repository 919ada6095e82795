package check

import (
	"strconv"
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
			p.addresses(nil, p.Type.Fields, p.Record.Values, "")
		}
	},
}

// addresses goes through a table. The chain is the one that stands beside an
// address, else in the nearest table around it.
func (p *Pass) addresses(at *spot, fields []*schema.Field, values map[string]any, chain string) {
	for _, f := range fields {
		if s, ok := values[f.Name].(string); ok && f.Format == chainFormat {
			chain = s
		}
	}
	for _, f := range fields {
		p.address(&spot{at, f.Name}, f, values[f.Name], chain)
	}
}

func (p *Pass) address(at *spot, f *schema.Field, v any, chain string) {
	switch v := v.(type) {
	case string:
		// A type of many chains asks for the format on some of them only.
		if f.Format == addressFormat || f.Format == "" {
			p.checksum(at, v, chain)
		}
	case map[string]any:
		p.addresses(at, f.Fields, v, chain)
	case []any:
		if f.Items == nil {
			return
		}
		for i, e := range v {
			p.address(&spot{at, strconv.Itoa(i)}, f.Items, e, chain)
		}
	}
}

// checksum reports an address whose capitals are those of another chain. One
// whose capitals are those of none has the wrong format, which is told
// already.
func (p *Pass) checksum(at *spot, address, chain string) {
	id, evm := strings.CutPrefix(chain, "eip155:")
	right, ok := format.ChecksumAddress(address, id)
	if !evm || !ok || right == address || !wellFormed(address) {
		return
	}
	span := p.Record.At(at.pointer())
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
