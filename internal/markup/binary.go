package markup

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// format is the first byte of what MarshalBinary writes. It changes with the
// layout: version, checksum of the rest (4 bytes, big-endian), then each field
// of Body in order, numbers as varints, texts and lists after their length.
const format = 2

const headerSize = 5

var errCorrupt = errors.New("the stored text is damaged or of another version")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// MarshalBinary returns b in a compact form for UnmarshalBinary.
func (b *Body) MarshalBinary() ([]byte, error) {
	e := encoder{b: make([]byte, headerSize, headerSize+b.sizeHint())}
	e.number(len(b.HTML))
	e.b = append(e.b, b.HTML...)
	e.text(b.Text)
	e.number(len(b.Links))
	for _, l := range b.Links {
		e.text(l.Dest)
		e.span(l.Start, l.End)
		e.span(l.Whole.Start, l.Whole.End)
		e.b = append(e.b, bitIf(l.Image, 1)|bitIf(l.Bare, 2)|bitIf(l.Alt, 4))
	}
	e.number(len(b.Headings))
	for _, h := range b.Headings {
		e.number(h.Level)
		e.text(h.ID)
		e.text(h.Text)
		e.span(h.Start, h.End)
		e.number(h.TextStart)
	}
	e.number(len(b.Issues))
	for _, i := range b.Issues {
		e.text(i.ID)
		e.span(i.Start, i.End)
		e.text(i.Message)
		e.text(i.Hint)
	}
	e.number(len(b.Code))
	for _, c := range b.Code {
		e.span(c.Start, c.End)
	}
	e.b[0] = format
	binary.BigEndian.PutUint32(e.b[1:], crc32.Checksum(e.b[headerSize:], castagnoli))
	return e.b, nil
}

// sizeHint is about what b takes.
func (b *Body) sizeHint() int {
	return len(b.HTML) + len(b.Text) + 48*(len(b.Links)+len(b.Headings)) + 8*len(b.Code) + 256*len(b.Issues) + 64
}

// bitIf returns bit where it is set.
func bitIf(set bool, bit byte) byte {
	if set {
		return bit
	}
	return 0
}

// encoder appends numbers and texts to b.
type encoder struct{ b []byte }

func (e *encoder) number(n int) { e.b = binary.AppendUvarint(e.b, uint64(n)) }

func (e *encoder) text(s string) {
	e.number(len(s))
	e.b = append(e.b, s...)
}

func (e *encoder) span(start, end int) {
	e.number(start)
	e.number(end - start)
}

// UnmarshalBinary reads what MarshalBinary wrote. It refuses anything else and
// then leaves b as it was.
func (b *Body) UnmarshalBinary(data []byte) error {
	if len(data) < headerSize || data[0] != format {
		return errCorrupt
	}
	if crc32.Checksum(data[headerSize:], castagnoli) != binary.BigEndian.Uint32(data[1:]) {
		return errCorrupt
	}
	d := decoder{s: string(data[headerSize:])}
	read := d.body()
	if d.bad || d.s != "" || !read.sound() {
		return errCorrupt
	}
	*b = read
	return nil
}

// sound says that every slot has its link and every heading its text.
func (b *Body) sound() bool {
	for rest := b.HTML; ; {
		i := bytes.IndexByte(rest, marker)
		if i < 0 {
			break
		}
		_, n, size, err := readSlot(rest[i:])
		if err != nil || n >= len(b.Links) {
			return false
		}
		rest = rest[i+size:]
	}
	for _, h := range b.Headings {
		if h.TextStart > len(b.Text) {
			return false
		}
	}
	return true
}

// decoder reads from s, which its texts share. After a mistake everything it
// reads is empty.
type decoder struct {
	s   string
	bad bool
}

// body reads everything in the order in which it was written.
func (d *decoder) body() Body {
	b := Body{HTML: []byte(d.text()), Text: d.text()}
	b.Links = list(d, func() (l Link) {
		l.Dest = d.text()
		l.Start, l.End = d.span()
		l.Whole.Start, l.Whole.End = d.span()
		bits := d.number(7)
		l.Image, l.Bare, l.Alt = bits&1 != 0, bits&2 != 0, bits&4 != 0
		return l
	})
	b.Headings = list(d, func() (h Heading) {
		h.Level, h.ID, h.Text = d.number(6), d.text(), d.text()
		h.Start, h.End = d.span()
		h.TextStart = d.number(largest)
		return h
	})
	b.Issues = list(d, func() (i Issue) {
		i.ID = d.text()
		i.Start, i.End = d.span()
		i.Message, i.Hint = d.text(), d.text()
		return i
	})
	b.Code = list(d, func() (c Range) {
		c.Start, c.End = d.span()
		return c
	})
	return b
}

// largest bounds numbers, so that sums of two cannot overflow anywhere.
const largest = 1<<31 - 1

// number reads a number of at most limit.
func (d *decoder) number(limit int) int {
	var n uint64
	for i := range min(len(d.s), binary.MaxVarintLen32) {
		n |= uint64(d.s[i]&0x7f) << (7 * i)
		if d.s[i] < 0x80 {
			d.s = d.s[i+1:]
			if n > uint64(limit) {
				break
			}
			return int(n)
		}
	}
	d.bad, d.s = true, ""
	return 0
}

// text reads a text after its length.
func (d *decoder) text() string {
	n := d.number(len(d.s))
	if n > len(d.s) {
		d.bad = true
		return ""
	}
	text := d.s[:n]
	d.s = d.s[n:]
	return text
}

// span reads a start and a length.
func (d *decoder) span() (start, end int) {
	start = d.number(largest)
	return start, start + d.number(largest)
}

// list reads as many elements as its length says. Each takes more than one
// byte, which bounds what a damaged length can ask for.
func list[T any](d *decoder, element func() T) []T {
	n := d.number(len(d.s))
	if n == 0 || d.bad {
		return nil
	}
	out := make([]T, 0, n)
	for range n {
		out = append(out, element())
		if d.bad {
			return nil
		}
	}
	return out
}
