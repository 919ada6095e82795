package format_test

import (
	"testing"

	"candor/internal/schema/format"
)

func TestChecksumAddress(t *testing.T) {
	for _, c := range []struct{ addr, chain, want string }{
		{"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "1", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"},
		{"0xFB6916095CA1DF60BB79CE92CE3EA74C37C5D359", "", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"},
		{"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "30", "0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD"},
		{"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "31", "0x5aAeb6053F3e94c9b9A09F33669435E7EF1BEaEd"},
		{"5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "1", ""},
		{"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg", "1", ""},
		{"", "", ""},
	} {
		got, ok := format.ChecksumAddress(c.addr, c.chain)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s on %q: %s, want %s", c.addr, c.chain, got, c.want)
		}
	}
}
