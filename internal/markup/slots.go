package markup

import (
	"bytes"
	"errors"
	"net/url"
	"strings"
)

// In HTML a slot is the marker, its kind, the number of its link in decimal
// and the marker again. No text can contain the marker: escaping replaces it.
const (
	marker    = '\x01'
	slotURL   = 'u'
	slotTitle = 't'
)

// Target is what fills a slot.
type Target struct{ URL, Title string }

// Fill returns the HTML with every slot filled by what resolve answers for the
// link of that number. Both texts are plain: Fill escapes them.
func (b *Body) Fill(resolve func(slot int) Target) []byte {
	out := make([]byte, 0, len(b.HTML)+64*len(b.Links))
	last, target := -1, Target{}
	for rest := b.HTML; ; {
		i := bytes.IndexByte(rest, marker)
		if i < 0 {
			return append(out, rest...)
		}
		out = append(out, rest[:i]...)
		kind, n, size, err := readSlot(rest[i:])
		rest = rest[i+size:]
		if err != nil {
			continue
		}
		if n != last {
			last, target = n, resolve(n)
		}
		if kind == slotTitle {
			out = appendEscaped(out, target.Title)
		} else {
			out = appendEscaped(out, target.URL)
		}
	}
}

var errSlot = errors.New("the text has a slot that is none")

// readSlot reads the slot that b begins with and returns its length in bytes,
// which is 1 where it is none.
func readSlot(b []byte) (kind byte, n, size int, err error) {
	const shortest, longest = 4, 12
	end := bytes.IndexByte(b[1:min(len(b), longest)], marker) + 2
	if end < shortest || b[1] != slotURL && b[1] != slotTitle {
		return 0, 0, 1, errSlot
	}
	for _, c := range b[2 : end-1] {
		if c < '0' || c > '9' {
			return 0, 0, 1, errSlot
		}
		n = n*10 + int(c-'0')
	}
	return b[1], n, end, nil
}

// decoded resolves the percent-encoding of a destination without a scheme: it
// names a file or an anchor, and those are written as they are.
func decoded(dest string) string {
	if !strings.Contains(dest, "%") || strings.HasPrefix(dest, "//") || scheme(dest) != "" {
		return dest
	}
	kept := strings.NewReplacer("%23", "%2523", "%3F", "%253F", "%3f", "%253F").Replace(dest)
	if plain, err := url.PathUnescape(kept); err == nil {
		return plain
	}
	return dest
}

// scheme returns a destination's scheme in lower case as browsers read it,
// which overlook control characters and white space. It is empty where there
// is none.
func scheme(dest string) string {
	var b strings.Builder
	for _, r := range dest {
		switch {
		case r <= ' ' || r == 0x7f:
		case r == ':':
			return strings.ToLower(b.String())
		case r == '/' || r == '?' || r == '#' || r > 'z':
			return ""
		default:
			b.WriteRune(r)
		}
	}
	return ""
}
