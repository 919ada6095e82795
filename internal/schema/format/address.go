package format

import (
	"encoding/hex"
	"regexp"
	"strings"

	"golang.org/x/crypto/sha3"
)

var evmAddress = regexp.MustCompile(`^0x[0-9a-fA-F]{40}$`)

// rootstock lists the chains whose addresses take EIP-1191: its checksum
// counts the chain id in.
var rootstock = []string{"30", "31"}

// ChecksumAddress returns an EVM address with the capitals of EIP-55, or of
// EIP-1191 where chainID is "30" or "31", and whether addr is an address.
func ChecksumAddress(addr string, chainID string) (string, bool) {
	if !evmAddress.MatchString(addr) {
		return "", false
	}
	lower := strings.ToLower(addr[2:])
	prefix := ""
	for _, id := range rootstock {
		if id == chainID {
			prefix = id + "0x"
		}
	}
	h := sha3.NewLegacyKeccak256()
	h.Write([]byte(prefix + lower))
	sum := hex.EncodeToString(h.Sum(nil))
	out := []byte(lower)
	for i, c := range out {
		// A letter is a capital where the hash has a digit of 8 or more.
		if c >= 'a' && sum[i] >= '8' {
			out[i] = c - 'a' + 'A'
		}
	}
	return "0x" + string(out), true
}

// checkAddress accepts the capitals of any chain: which chain it is, stands in
// another field.
func checkAddress(s string) error {
	if rest, ok := strings.CutPrefix(s, "0X"); ok {
		if plain, ok := ChecksumAddress("0x"+rest, ""); ok {
			return &Error{Hint: "begin it with a small x: " + plain, Instead: plain}
		}
	}
	plain, ok := ChecksumAddress(s, "")
	if !ok {
		return errPlain
	}
	if s == plain {
		return nil
	}
	for _, id := range rootstock {
		if c, _ := ChecksumAddress(s, id); c == s {
			return nil
		}
	}
	if digits := s[2:]; digits == strings.ToLower(digits) || digits == strings.ToUpper(digits) {
		return &Error{Hint: "write it with its checksum, in capitals and small letters: " + plain, Instead: plain}
	}
	// Wrong capitals are a sign of a wrong digit, so nothing is mended here.
	return &Error{Hint: "a letter or digit may be wrong: copy the address again; these digits would be written " + plain}
}
