package wording

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pieces is an address or a hash in three parts. The middle is what can be left
// out; it is empty where the whole is short.
type Pieces struct{ Head, Middle, Tail string }

// What remains of an address that is cut: "0x35D1…492B".
const (
	headLength = 6
	tailLength = 4
	leastCut   = 4
)

// Cut returns an address in its parts. What precedes its last colon, the name of
// a chain, belongs to the head.
func Cut(s string) Pieces {
	head, tail := strings.LastIndexByte(s, ':')+1+headLength, len(s)-tailLength
	if tail-head < leastCut {
		return Pieces{Head: s}
	}
	for !startsRune(s, head) {
		head--
	}
	for !startsRune(s, tail) {
		tail++
	}
	return Pieces{s[:head], s[head:tail], s[tail:]}
}

// Short returns an address or a hash with an ellipsis for its middle:
// "0x35D1…492B".
func Short(s string) string {
	p := Cut(s)
	if p.Middle == "" {
		return s
	}
	return p.Head + "…" + p.Tail
}

// longestLink is how many bytes of an address are shown in full.
const longestLink = 60

// Link returns the address of a page without its scheme, "www." and the slash at
// its end; the middle of a long one is left out.
func Link(s string) string {
	_, rest, ok := strings.Cut(s, "://")
	if !ok {
		rest = strings.TrimPrefix(s, "mailto:")
	}
	rest = readable(strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/"))
	if len(rest) <= longestLink {
		return rest
	}
	host, path, _ := strings.Cut(rest, "/")
	at := min(len(path), max(0, len(path)-(longestLink-len(host))))
	if i := strings.IndexByte(path[at:], '/'); i >= 0 && at+i < len(path)-10 {
		return host + "/…" + path[at+i:]
	}
	for !startsRune(path, at) {
		at++
	}
	return host + "/…" + path[at:]
}

// readable decodes percent-encoding where the result can be read.
func readable(s string) string {
	plain, err := url.PathUnescape(s)
	if err != nil || !utf8.ValidString(plain) || strings.ContainsFunc(plain, unicode.IsControl) {
		return s
	}
	return plain
}

// startsRune reports whether a text can be cut in front of the byte i.
func startsRune(s string, i int) bool { return i <= 0 || i >= len(s) || s[i]&0xC0 != 0x80 }
